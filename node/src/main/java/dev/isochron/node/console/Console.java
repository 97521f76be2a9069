package dev.isochron.node.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// A person at a terminal.
final class Console {

    private final Desk desk;
    private final Terminal terminal;
    private final LineReader reader;
    private final Backslash backslash;
    private final Words words;

    Console(Desk desk, Terminal terminal, Path history) {
        this.desk = desk;
        this.terminal = terminal;
        this.backslash = new Backslash(desk);
        this.words = new Words();
        this.reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("isochron")
                        .parser(new StatementParser())
                        .completer(words)
                        .variable(LineReader.HISTORY_FILE, history)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%M%P -> ")
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .build();
    }

    /// Reads and runs until the person leaves.
    void run() throws IOException {
        terminal.handle(Terminal.Signal.INT, _ -> interrupt());
        words.learn(desk);
        while (true) {
            String text;
            try {
                text = reader.readLine(prompt());
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return;
            }
            if (StatementParser.isCommand(text)) {
                if (backslash.run(StatementParser.meant(text)) == Backslash.Outcome.LEAVE) {
                    return;
                }
            } else if (!pieces(text)) {
                return;
            }
        }
    }

    /// Says something above what the person is typing.
    void tell(String line) {
        if (reader.isReading()) {
            reader.printAbove(line);
        } else {
            desk.out().println(line);
            desk.out().flush();
        }
    }

    /// Runs what was typed, up to the first that fails; false if the person leaves.
    private boolean pieces(String text) throws IOException {
        Pieces pieces = Pieces.of(text);
        for (String piece : pieces.complete()) {
            switch (backslash.piece(piece)) {
                case LEAVE -> {
                    return false;
                }
                case FAILED -> {
                    return true;
                }
                case WELL -> {}
            }
            if (changesNames(piece)) {
                words.learn(desk);
            }
        }
        return true;
    }

    private static boolean changesNames(String statement) {
        String start = statement.stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("create") || start.startsWith("drop") || start.startsWith("alter");
    }

    private void interrupt() {
        if (backslash.stop()) {
            return;
        }
        try {
            desk.line().cancel();
        } catch (IOException e) {
            desk.err().println("cannot cancel: " + e.getMessage());
            desk.err().flush();
        }
    }

    private String prompt() {
        String mark =
                switch (desk.line().status()) {
                    case 'T' -> "*";
                    case 'E' -> "!";
                    default -> "";
                };
        return desk.line().address().database() + "=" + mark + "> ";
    }
}
