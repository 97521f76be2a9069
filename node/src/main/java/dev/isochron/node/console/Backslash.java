package dev.isochron.node.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The commands that begin with a backslash, and are the shell's own.
final class Backslash {

    static final String HELP =
            """
              \\d [NAME]       tables, or the columns, indexes and constraints of one
              \\dt \\di \\ds \\dv \\dn \\du [PATTERN]
                             tables, indexes, sequences, views, schemas, roles
              \\l              databases             \\c DATABASE     another database
              \\x              a line to a value, or tables again
              \\format NAME    table, expanded, csv or json
              \\timing         tell how long statements take, or not
              \\watch [SECONDS]
                             run the last statement again and again, until Ctrl-C;
                             also behind a statement, in place of its semicolon
              \\g \\gx         in that place: run it; run it and show a line to a value
              \\i FILE         run the statements of a file
              \\conninfo       whom you are talking to
              \\?  \\h          this help            \\q              leave
            Statements end with a semicolon, and may take many lines.
            """;

    private static final double MAX_SECONDS = 86_400;

    private final Desk desk;

    /// Ends a wait of `\watch`; null while there is none.
    private final AtomicReference<CountDownLatch> watching = new AtomicReference<>();

    Backslash(Desk desk) {
        this.desk = desk;
    }

    /// What a command came to.
    enum Outcome {
        WELL,
        FAILED,
        LEAVE
    }

    /// Runs a complete piece of input: a statement, a command, or a statement and how to run it.
    Outcome piece(String piece) throws IOException {
        int at = Pieces.command(piece).orElse(piece.length());
        String statement = piece.substring(0, at).strip();
        if (at == piece.length()) {
            return outcome(desk.run(statement));
        }
        String command = piece.substring(at);
        if (statement.isEmpty()) {
            return run(command);
        }
        String word = command.strip().split("\\s+", 2)[0];
        return switch (word) {
            case "\\g" -> outcome(desk.run(statement));
            case "\\gx" -> lineToAValue(statement);
            case "\\watch" -> desk.run(statement) ? run(command) : Outcome.FAILED;
            default -> complain(word + " cannot stand behind a statement: end that first, by ;");
        };
    }

    private Outcome lineToAValue(String statement) throws IOException {
        Format usual = desk.format();
        desk.use(Format.EXPANDED);
        try {
            return outcome(desk.run(statement));
        } finally {
            desk.use(usual);
        }
    }

    /// Runs a command.
    Outcome run(String command) throws IOException {
        String[] words = command.strip().split("\\s+", 2);
        String rest = words.length > 1 ? words[1].strip().replaceAll(";$", "") : "";
        return switch (words[0]) {
            case "\\q", "\\quit" -> Outcome.LEAVE;
            case "\\?", "\\h", "\\help" -> say(HELP);
            case "\\d" -> rest.isEmpty() ? relations(List.of("r", "v", "S"), "") : describe(rest);
            case "\\dt" -> relations(List.of("r"), rest);
            case "\\di" -> relations(List.of("i"), rest);
            case "\\ds" -> relations(List.of("S"), rest);
            case "\\dv" -> relations(List.of("v"), rest);
            case "\\dn" -> outcome(desk.quietly(Describing.schemas(rest)));
            case "\\du" -> outcome(desk.quietly(Describing.roles()));
            case "\\l" -> outcome(desk.quietly(Describing.databases()));
            case "\\c", "\\connect" -> connect(rest);
            case "\\conninfo" -> say("Connected as " + desk.line().address() + ".\n");
            case "\\x" -> expanded();
            case "\\format" -> format(rest);
            case "\\timing" -> say("Timing is " + (desk.toggleTiming() ? "on" : "off") + ".\n");
            case "\\watch" -> watch(rest);
            case "\\i" -> file(rest);
            default -> complain("invalid command " + words[0] + "; \\? tells of all");
        };
    }

    private Outcome say(String text) {
        desk.out().print(text);
        desk.out().flush();
        return Outcome.WELL;
    }

    private Outcome complain(String text) {
        desk.err().println(text);
        desk.err().flush();
        return Outcome.FAILED;
    }

    private static Outcome outcome(boolean well) {
        return well ? Outcome.WELL : Outcome.FAILED;
    }

    private Outcome relations(List<String> kinds, String pattern) throws IOException {
        return outcome(desk.quietly(Describing.relations(kinds, pattern)));
    }

    private Outcome describe(String name) throws IOException {
        if (!desk.quietly(Describing.columns(name))) {
            return Outcome.FAILED;
        }
        if (desk.rows() == 0) {
            return complain("there is no table " + name);
        }
        return outcome(
                desk.quietly(Describing.indexes(name))
                        && desk.quietly(Describing.constraints(name)));
    }

    private Outcome connect(String database) throws IOException {
        if (database.isEmpty()) {
            return say("Connected as " + desk.line().address() + ".\n");
        }
        try {
            desk.connect(database);
            return say("Connected as " + desk.line().address() + ".\n");
        } catch (Line.Refusal e) {
            return complain(String.valueOf(e.getMessage()));
        }
    }

    private Outcome expanded() {
        boolean on = desk.format() != Format.EXPANDED;
        desk.use(on ? Format.EXPANDED : Format.TABLE);
        return say("Expanded display is " + (on ? "on" : "off") + ".\n");
    }

    private Outcome format(String name) {
        for (Format format : Format.values()) {
            if (format.toString().equals(name)) {
                desk.use(format);
                return Outcome.WELL;
            }
        }
        return complain("there is no format " + name + ": table, expanded, csv or json");
    }

    private Outcome watch(String text) throws IOException {
        double seconds;
        try {
            seconds = text.isEmpty() ? 2 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return complain("\\watch takes a number of seconds, not " + text);
        }
        if (desk.last().isEmpty() || !(seconds > 0 && seconds <= MAX_SECONDS)) {
            return complain("\\watch takes a statement before it, and up to a day of seconds");
        }
        CountDownLatch stop = new CountDownLatch(1);
        watching.set(stop);
        try {
            boolean well = true;
            while (well && !stop.await((long) (seconds * 1e9), TimeUnit.NANOSECONDS)) {
                well = desk.run(desk.last());
            }
            return outcome(well);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.FAILED;
        } finally {
            watching.set(null);
        }
    }

    /// Ends what goes on and on; false if nothing does.
    boolean stop() {
        CountDownLatch stop = watching.get();
        if (stop == null) {
            return false;
        }
        stop.countDown();
        return true;
    }

    private Outcome file(String name) throws IOException {
        Path file = Path.of(name);
        if (!Files.isReadable(file)) {
            return complain("cannot read " + name);
        }
        try (var lines = Files.newBufferedReader(file)) {
            return outcome(new Script(desk, lines, true).run());
        }
    }
}
