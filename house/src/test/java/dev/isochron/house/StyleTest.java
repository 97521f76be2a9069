package dev.isochron.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole tree keeps the style of CONTRIBUTING.md; each rule is shown to be able to fail.
class StyleTest {

    @Test
    void everySourceKeepsTheStyle() {
        SourceTree tree = SourceTree.ofThisCheckout();
        List<Finding> findings =
                Stream.concat(
                                tree.java().stream().flatMap(f -> StyleRules.inspect(f).stream()),
                                DoorPlates.inspect(tree).stream())
                        .toList();
        assertTrue(findings.isEmpty(), () -> Finding.report(findings));
    }

    @Test
    void aMethodLongerThanAScreenIsFound() {
        String body = "        a++;\n".repeat(StyleRules.MAX_METHOD_LINES - 1);
        expect(
                "x/A.java:4: [method-length] step() has 61 lines; 60 fit a screen",
                "class A {\n    int a;\n\n    void step() {\n" + body + "    }\n}\n");
    }

    @Test
    void aFileWithTwoThingsInItIsFound() {
        expect(
                "x/A.java:501: [file-length] 502 lines; beyond 500 two things live here",
                "class A {\n" + "\n".repeat(500) + "}\n");
    }

    @Test
    void aSixthParameterOfAPublicMethodIsFound() {
        String six = "(int a, int b, int c, int d, int e, int f)";
        expect(
                "x/A.java:2: [parameters] step() takes 6 parameters; 5",
                "class A {\n    public void step" + six + " {}\n}\n");
        expect(
                "x/A.java:2: [parameters] step() takes 6 parameters; 5",
                "interface A {\n    void step" + six + ";\n}\n");
        expect(
                "x/A.java:2: [parameters] A() takes 6 parameters; 5",
                "class A {\n    public A" + six + " {}\n}\n");
        expectNothing("class A {\n    void step" + six + " {}\n}\n");
        expectNothing("record A" + six + " {}\n");
    }

    @Test
    void aBlockDocCommentIsFound() {
        expect(
                "x/A.java:1: [doc-comment] write `///` lines, not a block comment",
                "/** Old. */\nclass A {}\n");
    }

    @Test
    void aGetPrefixIsFoundUnlessForeignTypesDemandIt() {
        expect(
                "x/A.java:2: [get-prefix] getSlot(): name what it returns, without get",
                "class A {\n    int getSlot() {\n        return 1;\n    }\n}\n");
        expectNothing(
                "class A {\n    @Override\n    int getSlot() {\n        return 1;\n    }\n}\n");
        expectNothing("class A {\n    void getsLate() {}\n}\n");
    }

    @Test
    void aNameThatSaysNothingIsFound() {
        expect(
                "x/A.java:2: [empty-name] LeaseManager ends in a word that says nothing;"
                        + " name the idea",
                "class A {\n    static class LeaseManager {}\n}\n");
        expectNothing("class Database {}\n");
    }

    @Test
    void aSleepingTestIsFound() {
        String sleeper =
                "class A {\n    void t() throws Exception {\n        Thread.sleep(5);\n    }\n}\n";
        SourceFile test = new SourceFile("x/src/test/java/A.java", sleeper);
        assertEquals(
                List.of(
                        "x/src/test/java/A.java:3: [sleep] a test waits for a condition,"
                                + " not for time to pass"),
                StyleRules.inspect(test).stream().map(Finding::toString).toList());
        expectNothing(sleeper);
    }

    @Test
    void aLineTooLongForTheScreenIsFound() {
        expect(
                "x/A.java:1: [columns] 103 columns; 100",
                "// " + "y".repeat(100) + "\nclass A {}\n");
    }

    @Test
    void unfinishedWorkIsFound() {
        String marker = "TO" + "DO";
        expect(
                "x/A.java:1: [unfinished] finish it, or open an issue and say so",
                "// " + marker + " later\nclass A {}\n");
    }

    @Test
    void anAllowanceNeedsItsReason() {
        String getter = "    int getSlot() {\n        return 1;\n    }\n}\n";
        expectNothing(
                "class A {\n    // allow(get-prefix): the tool that reads it demands the name\n"
                        + getter);
        expect(
                "x/A.java:3: [get-prefix] getSlot(): name what it returns, without get",
                "class A {\n    // allow(get-prefix):\n" + getter);
    }

    @Test
    void aPackageWithoutDoorPlateIsFound(@TempDir Path root) throws IOException {
        plant(root, "x/src/main/java/p/A.java", "package p;\n\nclass A {}\n");
        assertEquals(
                List.of(
                        "x/src/main/java/p/package-info.java:1: [door-plate]"
                                + " the package has no door plate"),
                DoorPlates.inspect(SourceTree.under(root)).stream()
                        .map(Finding::toString)
                        .toList());
    }

    @Test
    void aBlankDoorPlateIsFoundAndTestsShareThePlateOfTheirPackage(@TempDir Path root)
            throws IOException {
        plant(root, "x/src/main/java/p/package-info.java", "package p;\n");
        plant(root, "x/src/test/java/p/ATest.java", "package p;\n\nclass ATest {}\n");
        assertEquals(
                List.of("door-plate", "null-marked"),
                DoorPlates.inspect(SourceTree.under(root)).stream().map(Finding::rule).toList());
    }

    private static void plant(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void expect(String finding, String source) {
        assertEquals(
                List.of(finding),
                StyleRules.inspect(new SourceFile("x/A.java", source)).stream()
                        .map(Finding::toString)
                        .toList());
    }

    private static void expectNothing(String source) {
        assertEquals(List.of(), StyleRules.inspect(new SourceFile("x/A.java", source)));
    }
}
