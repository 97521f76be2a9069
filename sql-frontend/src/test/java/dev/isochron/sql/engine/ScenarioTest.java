package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each file is one conversation with a session: statements, `----`, and all that was answered.
///
/// With `-Drewrite=true` the answers are written anew, to be read as a diff.
class ScenarioTest {

    private static final Path FOLDER = Path.of("src/test/resources/engine");
    private static final boolean REWRITE = Boolean.getBoolean("rewrite");
    private static final String BORDER = "----\n";

    @TestFactory
    Stream<DynamicTest> everyConversationGoesAsItIsWritten() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
        assertTrue(!files.isEmpty(), "there are no scenarios");
        return files.stream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getFileName().toString(), () -> play(file)));
    }

    private static void play(Path file) throws IOException {
        String written = Files.readString(file);
        StringBuilder played = new StringBuilder();
        Console console = Console.open();
        String rest = written;
        while (!rest.isBlank()) {
            if (rest.startsWith("#") || rest.startsWith("\n")) {
                int end = rest.indexOf('\n') + 1;
                played.append(rest, 0, end);
                rest = rest.substring(end);
                continue;
            }
            int border = rest.indexOf(BORDER);
            String statement = rest.substring(0, border);
            String after = rest.substring(border + BORDER.length());
            // An answer ends at the first empty line.
            int end = after.startsWith("\n") ? -1 : after.indexOf("\n\n");
            boolean isLast = end < 0 && !after.startsWith("\n");
            rest = isLast ? "" : after.substring(end + 1);
            played.append(statement).append(BORDER).append(console.run(statement));
        }
        if (REWRITE) {
            Files.writeString(file, played.toString());
        } else {
            assertEquals(written, played.toString());
        }
    }
}
