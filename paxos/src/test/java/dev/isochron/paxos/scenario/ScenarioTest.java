package dev.isochron.paxos.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.isochron.paxos.replica.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs every scenario and compares all that happened with its file; `-Drewrite` writes the files.
class ScenarioTest {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");
    private static final boolean REWRITE = System.getProperty("rewrite") != null;

    private static final String CHANGES_NOTHING =
            " changes nothing: the scenario does not need the rule";

    @TestFactory
    Stream<DynamicTest> scenarios() {
        return files().stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName().toString().replace(".txt", ""),
                                () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String text = Files.readString(file);
        Script script = Script.parse(text);
        assertTrue(
                script.comment().stream().anyMatch(l -> l.startsWith("# 1.")),
                file + " does not open with a numbered list of what will happen");
        String now = play(script).toString();
        if (REWRITE) {
            Files.writeString(file, now);
        } else {
            assertEquals(text, now, "in " + file + "; -Drewrite writes what happens now");
        }
    }

    private static Script play(Script script) {
        Commands commands = new Commands(Rule.all());
        List<Script.Block> played = new ArrayList<>();
        for (Script.Block block : script.blocks()) {
            List<String> happened =
                    block.commands().getFirst().startsWith("without ")
                            ? without(block.commands(), played)
                            : commands.perform(block.commands());
            played.add(new Script.Block(block.commands(), happened));
        }
        assertEquals(List.of(), commands.violations(), "with all rules kept");
        return new Script(script.comment(), played);
    }

    /// Everything so far once more, each time without one of the rules: what was prevented must
    /// happen now.
    private static List<String> without(List<String> mutations, List<Script.Block> before) {
        List<String> told = new ArrayList<>();
        for (String mutation : mutations) {
            Rule rule = Rule.valueOf(mutation.replace("without ", ""));
            Commands commands = new Commands(Rule.allBut(rule));
            List<String> last = List.of();
            for (Script.Block block : before) {
                if (!block.commands().getFirst().startsWith("without ")) {
                    last = commands.perform(block.commands());
                }
            }
            List<String> harm = commands.violations();
            if (harm.isEmpty() && last.equals(before.getLast().happened())) {
                last = List.of(mutation + CHANGES_NOTHING);
                if (!REWRITE) {
                    fail(last.getFirst());
                }
            }
            told.addAll(harm.isEmpty() ? last : firstOfEach(harm));
        }
        return told;
    }

    /// The first violation of each invariant; what follows from it is noise.
    private static List<String> firstOfEach(List<String> harm) {
        LinkedHashMap<String, String> first = new LinkedHashMap<>();
        harm.forEach(h -> first.putIfAbsent(h.substring(0, 2), h));
        return List.copyOf(first.values());
    }

    /// A rule that no scenario switches off is a rule that nobody has shown to be needed.
    @Test
    void everyRuleIsSwitchedOffSomewhere() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files()) {
            all.append(Files.readString(file));
        }
        for (Rule rule : Rule.values()) {
            assertTrue(
                    all.indexOf("without " + rule + "\n") >= 0,
                    "no scenario shows what happens without " + rule);
        }
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
