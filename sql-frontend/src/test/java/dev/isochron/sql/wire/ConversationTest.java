package dev.isochron.sql.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.isochron.sql.session.ToyEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Conversations, message by message, as text files: what a client says after `> `, and below it
/// all that the server answers. Messages with ` | ` between them arrive together.
///
/// `-Drewrite=true` writes the files anew; read the difference as code.
final class ConversationTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/isochron/sql/wire");

    @TestFactory
    Stream<DynamicTest> conversations() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
        }
        return files.stream().flatMap(ConversationTest::scenarios);
    }

    private static Stream<DynamicTest> scenarios(Path file) {
        try {
            String text = Files.readString(file);
            String played = played(text);
            if (Boolean.getBoolean("rewrite")) {
                Files.writeString(file, played);
                return Stream.empty();
            }
            List<String> expected = split(text);
            List<String> actual = split(played);
            List<DynamicTest> tests = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                String wanted = expected.get(i);
                String got = actual.get(i);
                String title = wanted.lines().findFirst().orElse("");
                tests.add(dynamicTest(title, () -> assertEquals(wanted, got)));
            }
            return tests.stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Scenarios begin with a title after `# `.
    private static List<String> split(String text) {
        return Arrays.stream(text.split("(?m)^(?=# )")).filter(s -> s.startsWith("# ")).toList();
    }

    private static String played(String text) {
        StringBuilder all = new StringBuilder();
        for (String scenario : split(text)) {
            all.append(play(scenario));
        }
        return all.toString();
    }

    private static String play(String scenario) {
        ToyEngine engine = new ToyEngine();
        StringBuilder out = new StringBuilder();
        List<Tape.Chunk> chunks = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        List<Integer> marks = new ArrayList<>();
        List<Tape> tape = new ArrayList<>();
        chunks.add(new Tape.Chunk(() -> {}, Script.loggedIn().bytes()));
        for (String line : scenario.lines().toList()) {
            if (line.startsWith("#")) {
                out.append(line).append('\n');
            } else if (line.startsWith("> ")) {
                asked.add(line);
                Script script = new Script();
                List<Runnable> orders = new ArrayList<>();
                for (String word : line.substring(2).split(" \\| ", -1)) {
                    if (word.strip().equals("dismiss")) {
                        orders.add(() -> tape.getFirst().dismiss());
                    } else {
                        say(word.strip(), script, engine, orders);
                    }
                }
                chunks.add(
                        new Tape.Chunk(
                                () -> {
                                    marks.add(tape.getFirst().heard().length);
                                    orders.forEach(Runnable::run);
                                },
                                script.bytes()));
            }
        }
        tape.add(new Tape(chunks, Integer.MAX_VALUE, engine));
        tape.getFirst().play();
        byte[] heard = tape.getFirst().heard();
        for (int i = 0; i < asked.size(); i++) {
            out.append(asked.get(i)).append('\n');
            if (i < marks.size()) {
                int end = i + 1 < marks.size() ? marks.get(i + 1) : heard.length;
                Tape.messages(Arrays.copyOfRange(heard, marks.get(i), end))
                        .forEach(m -> out.append(m).append('\n'));
            }
        }
        return out.append("stored ").append(engine.stored()).append("\n\n").toString();
    }

    private static void say(String word, Script script, ToyEngine engine, List<Runnable> orders) {
        String[] parts = word.split(" ", 2);
        String rest = parts.length < 2 ? "" : parts[1];
        switch (parts[0]) {
            case "query" -> script.query(rest.replace("\\n", "\n"));
            case "parse" -> script.parse(first(rest), second(rest));
            case "bind" -> {
                String[] names = rest.split(" ", -1);
                script.bind(
                        name(names[0]), name(names[1]), Arrays.copyOfRange(names, 2, names.length));
            }
            case "describe" -> script.describe(rest.charAt(0), name(rest.substring(2)));
            case "execute" ->
                    script.execute(
                            first(rest),
                            second(rest).isEmpty() ? 0 : Integer.parseInt(second(rest)));
            case "close" -> script.close(rest.charAt(0), name(rest.substring(2)));
            case "sync" -> script.sync();
            case "flush" -> script.flush();
            case "piece" -> script.copyPiece(rest.replace("\\n", "\n").replace("\\t", "\t"));
            case "copydone" -> script.copyDone();
            case "copyfail" -> script.copyFail(rest);
            case "terminate" -> script.terminate();
            case "abort" -> orders.add(() -> engine.abort(Integer.parseInt(rest)));
            case "abortruns" -> orders.add(() -> engine.abortRuns(Integer.parseInt(rest)));
            case "lose" -> orders.add(() -> engine.lose(Integer.parseInt(rest)));
            case "alter" -> orders.add(engine::alter);
            default -> throw new IllegalArgumentException(word);
        }
    }

    /// `-` is the unnamed one.
    private static String name(String word) {
        return word.equals("-") ? "" : word;
    }

    private static String first(String rest) {
        return name(rest.split(" ", 2)[0]);
    }

    private static String second(String rest) {
        String[] parts = rest.split(" ", 2);
        return parts.length < 2 ? "" : parts[1];
    }
}
