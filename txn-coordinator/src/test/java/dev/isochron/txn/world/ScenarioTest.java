package dev.isochron.txn.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.isochron.txn.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Plays every scenario and compares all that happened with its file; `-Drewrite` writes the files.
///
/// A command stands at the beginning of a line, what comes of it below, indented. `without RULE`
/// plays everything before once more without one rule, and shows where it went another way first,
/// and how it ended.
class ScenarioTest {

    private static final Path FOLDER = Path.of("src/test/resources/scenarios");
    private static final boolean REWRITE = System.getProperty("rewrite") != null;
    private static final String INDENT = "  ";

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> now = play(lines);
        if (REWRITE) {
            Files.write(file, now);
        } else {
            assertEquals(
                    String.join("\n", lines),
                    String.join("\n", now),
                    "in " + file + "; -Drewrite writes what happens now");
        }
    }

    private static List<String> play(List<String> lines) {
        Stage stage = new Stage(Rule.all());
        List<String> commands = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (String line : lines) {
            if (line.isEmpty() || line.startsWith("#")) {
                told.add(line);
            } else if (line.startsWith("without ")) {
                told.add(line);
                told.addAll(indented(without(Rule.valueOf(line.substring(8)), commands)));
            } else if (!line.startsWith(INDENT)) {
                commands.add(line);
                told.add(line);
                told.addAll(indented(stage.perform(line)));
            }
        }
        return told;
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> INDENT + line).toList();
    }

    private static List<String> without(Rule rule, List<String> commands) {
        Stage kept = new Stage(Rule.all());
        Stage dropped = new Stage(Rule.allBut(rule));
        List<String> shown = new ArrayList<>();
        boolean apart = false;
        for (String command : commands) {
            List<String> happened = dropped.perform(command);
            if (!apart && !kept.perform(command).equals(happened)) {
                apart = true;
            }
            if (apart) {
                shown.add(command);
                shown.addAll(indented(happened));
            }
        }
        assertNotEquals(List.of(), shown, "the scenario does not need " + rule);
        return shown;
    }
}
