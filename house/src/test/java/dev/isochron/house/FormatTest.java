package dev.isochron.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every source is formatted by google-java-format in AOSP style.
///
/// The formatter runs in the test's JVM, so the check does not depend on the JDK Maven runs on.
class FormatTest {

    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    @Test
    void everySourceIsFormatted() {
        List<Finding> findings =
                SourceTree.ofThisCheckout().java().stream().flatMap(FormatTest::inspect).toList();
        assertTrue(
                findings.isEmpty(),
                () ->
                        Finding.report(findings)
                                + "Format all with: JAVA_HOME=<a JDK 25> ./mvnw spotless:apply");
    }

    @Test
    void aMisplacedBraceIsFoundAtItsLine() {
        SourceFile planted =
                new SourceFile("x/A.java", "package x;\n\nclass A\n{\n    int a;\n}\n");
        assertEquals(
                List.of("x/A.java:3: [format] should read: `class A {`"),
                inspect(planted).map(Finding::toString).toList());
    }

    @Test
    void anUnusedImportIsFoundAtItsLine() {
        SourceFile planted =
                new SourceFile("x/A.java", "package x;\n\nimport java.util.List;\n\nclass A {}\n");
        assertEquals(
                List.of("x/A.java:3: [format] should read: ``"),
                inspect(planted).map(Finding::toString).toList());
    }

    private static Stream<Finding> inspect(SourceFile file) {
        String formatted;
        try {
            formatted = format(file.text());
        } catch (FormatterException e) {
            return Stream.of(file.finding(1, "format", "does not parse: " + e.getMessage()));
        }
        if (formatted.equals(file.text())) {
            return Stream.empty();
        }
        return Stream.of(firstDifference(file, formatted.lines().toList()));
    }

    /// The steps of Spotless's formatter, in its order; imports stay in ASCII order.
    private static String format(String text) throws FormatterException {
        String used = RemoveUnusedImports.removeUnusedImports(FORMATTER.formatSource(text));
        return ImportOrderer.reorderImports(used, JavaFormatterOptions.Style.GOOGLE);
    }

    private static Finding firstDifference(SourceFile file, List<String> wanted) {
        List<String> actual = file.lines();
        int line = 0;
        while (line < actual.size()
                && line < wanted.size()
                && actual.get(line).equals(wanted.get(line))) {
            line++;
        }
        String should =
                line < wanted.size()
                        ? "should read: `" + wanted.get(line) + "`"
                        : "should end here";
        return file.finding(line + 1, "format", should);
    }
}
