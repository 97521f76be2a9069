package dev.isochron.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.isochron.house.planted.impure.Impure;
import dev.isochron.house.planted.impure.Pure;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Cores depend on nothing but their input; [Shells] lists what is not a core.
class DeterminismTest {

    private static final SourceTree TREE = SourceTree.ofThisCheckout();

    private static final CompiledRooms COMPILED = new CompiledRooms(TREE);

    private static final Pattern EXPECTATION = Pattern.compile("// finds (.+)$");

    @Test
    void noCoreTouchesTheWorld() {
        Determinism determinism = new Determinism(Shells.ofThisTree());
        List<Finding> findings =
                COMPILED.written().stream()
                        .flatMap(type ->
                                determinism
                                        .inspect(type, COMPILED.sourceOf(type).orElseThrow())
                                        .stream())
                        .toList();
        assertTrue(findings.isEmpty(), () -> Finding.report(findings));
    }

    @Test
    void everyShellIsThereAndSaysWhy() {
        assertTrue(Shells.ofThisTree().shells().stream().noneMatch(shell -> shell.why().isBlank()));
    }

    /// The planted class marks each of its lines that must be found with what is touched there.
    @Test
    void everyPlantedImpurityIsFoundAtItsLine() {
        SourceFile source =
                TREE.file("house/src/test/java/dev/isochron/house/planted/impure/Impure.java");
        assertEquals(expected(source), found(Impure.class, source));
    }

    @Test
    void everyImpurityIsPlantedOnce() {
        List<String> messages =
                inspectAsCore(Impure.class, "Impure.java").stream().map(Finding::message).toList();
        for (Impurity impurity : EnumSet.allOf(Impurity.class)) {
            assertTrue(
                    messages.stream().anyMatch(message -> message.endsWith(impurity.instead())),
                    () -> impurity + " is not planted");
        }
    }

    @Test
    void orderedCollectionsAndPlainArithmeticAreFine() {
        assertEquals(List.of(), inspectAsCore(Pure.class, "Pure.java"));
    }

    private static List<String> found(Class<?> type, SourceFile source) {
        return inspectAsCore(type, source.path()).stream()
                .map(finding -> finding.line() + " " + finding.message().split(":", 2)[0])
                .toList();
    }

    private static List<Finding> inspectAsCore(Class<?> type, String file) {
        return new Determinism(new Shells(List.of()))
                .inspect(new ClassFileImporter().importClass(type), file);
    }

    private static List<String> expected(SourceFile source) {
        List<String> lines = source.lines();
        return IntStream.rangeClosed(1, lines.size())
                .boxed()
                .flatMap(line -> expectedOn(line, lines.get(line - 1)))
                .toList();
    }

    private static Stream<String> expectedOn(int line, String text) {
        Matcher matcher = EXPECTATION.matcher(text);
        if (!matcher.find()) {
            return Stream.empty();
        }
        return Arrays.stream(matcher.group(1).split(", ")).map(touched -> line + " " + touched);
    }
}
