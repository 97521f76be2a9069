package dev.isochron.shard.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.shard.lock.LockRule;
import dev.isochron.shard.lock.Script;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.txn.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs every scenario and compares all that happened with its file; `-Drewrite` writes the files.
///
/// A block `without RULE` plays everything before it once more with that rule switched off, and
/// shows what the last block comes to then; it must be something else.
class ScenarioTest {
    private static final Path FOLDER = Path.of("src/test/resources/shards");
    private static final boolean REWRITE = System.getProperty("rewrite") != null;
    private static final String WITHOUT = "without ";

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
                script.comment().stream().anyMatch(line -> line.startsWith("# 1.")),
                file + " does not open with a numbered list of what will happen");
        String now = play(script).toString();
        if (REWRITE) {
            Files.writeString(file, now);
        } else {
            assertEquals(text, now, "in " + file + "; -Drewrite writes what happens now");
        }
    }

    static Script play(Script script) {
        Commands commands = new Commands(ShardRules.all());
        List<Script.Block> played = new ArrayList<>();
        for (Script.Block block : script.blocks()) {
            List<String> happened =
                    isMutation(block)
                            ? without(block.commands(), played)
                            : commands.perform(block.commands());
            played.add(new Script.Block(block.commands(), happened));
        }
        return new Script(script.comment(), played);
    }

    private static boolean isMutation(Script.Block block) {
        return block.commands().getFirst().startsWith(WITHOUT);
    }

    private static List<String> without(List<String> mutations, List<Script.Block> before) {
        List<Script.Block> blocks = before.stream().filter(block -> !isMutation(block)).toList();
        List<String> told = new ArrayList<>();
        for (String mutation : mutations) {
            List<String> last = List.of();
            try {
                Commands commands = new Commands(rules(mutation.substring(WITHOUT.length())));
                for (Script.Block block : blocks) {
                    last = commands.perform(block.commands());
                }
            } catch (RuntimeException broken) {
                last = List.of("breaks: " + broken.getMessage());
            }
            assertNotEquals(
                    blocks.getLast().happened(),
                    last,
                    mutation + " changes nothing: the scenario does not need the rule");
            told.addAll(last);
        }
        return told;
    }

    private static ShardRules rules(String name) {
        if (Arrays.stream(ShardRule.values()).anyMatch(rule -> rule.name().equals(name))) {
            return ShardRules.allBut(ShardRule.valueOf(name));
        }
        if (Arrays.stream(Rule.values()).anyMatch(rule -> rule.name().equals(name))) {
            return ShardRules.allBut(Rule.valueOf(name));
        }
        return ShardRules.allBut(LockRule.valueOf(name));
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
