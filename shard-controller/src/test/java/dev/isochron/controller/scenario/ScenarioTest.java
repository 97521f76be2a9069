package dev.isochron.controller.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every file of `scenarios/` says all that follows from it. `-Drewrite` writes down what follows
/// now; the difference is to be read like code.
class ScenarioTest {

    private static final Path FILES = Path.of("src/test/resources/scenarios");

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList().stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> said = lines.stream().filter(line -> !line.startsWith("    ")).toList();
        String follows = Scenario.run(said);
        if (System.getProperty("rewrite") != null) {
            Files.writeString(file, follows);
        }
        assertEquals(String.join("\n", lines) + "\n", follows, file.toString());
    }
}
