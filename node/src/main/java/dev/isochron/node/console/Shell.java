package dev.isochron.node.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A person at a terminal, for commands that have something to say beside the prompt.
public final class Shell implements AutoCloseable {

    private final Terminal terminal;
    private final Desk desk;
    private final Console console;

    private Shell(Terminal terminal, Desk desk, Path history) {
        this.terminal = terminal;
        this.desk = desk;
        this.console = new Console(desk, terminal, history);
    }

    /// Connects to the first of these that answers; if the connection breaks, to the next one.
    ///
    /// @throws Line.Refusal if the server does not let this user in
    public static Shell open(List<Address> places, Path history) throws IOException {
        return open(Line.open(places.getFirst()), places, Format.TABLE, history);
    }

    static Shell open(Line line, List<Address> places, Format format, Path history)
            throws IOException {
        Terminal terminal = TerminalBuilder.terminal();
        BufferedReader lines = new BufferedReader(terminal.reader());
        Desk desk =
                new Desk(
                        line,
                        places,
                        format,
                        new Desk.Papers(
                                terminal.writer(), terminal.writer(), () -> Script.next(lines)));
        return new Shell(terminal, desk, history);
    }

    /// Where the lines of former times are kept, unless a person says otherwise.
    public static Path usualHistory() {
        return Path.of(System.getProperty("user.home"), ".isochron_history");
    }

    /// Reads and runs statements until the person leaves.
    public void run() throws IOException {
        desk.out()
                .println(
                        "isochron sql, server "
                                + desk.line().parameters().getOrDefault("server_version", "unknown")
                                + "; \\? for help, \\q to leave");
        console.run();
    }

    /// Says something above the prompt; any thread may.
    public void tell(String line) {
        console.tell(line);
    }

    @Override
    public void close() throws IOException {
        desk.close();
        terminal.close();
    }
}
