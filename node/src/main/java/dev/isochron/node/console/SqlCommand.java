package dev.isochron.node.console;

import dev.isochron.node.cli.Complaint;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron sql`: a shell for SQL.
@Command(
        name = "sql",
        description = {
            "A shell for SQL: talks to a node, or to anything that speaks Postgres's protocol.",
            "",
            "At a terminal it reads statements until their semicolon, with history and completion;"
                    + " otherwise it runs what stands in its input, and stops at the first error.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  isochron sql                                    the node of this host",
            "  isochron sql -c 'select * from t' --format csv  one statement, for another program",
            "  isochron sql < schema.sql                       a script",
            "",
            "At the prompt \\? lists the commands of the shell."
        })
public final class SqlCommand implements Subcommand {

    private static final String DEFAULT_PORT = "5432";

    @Spec private CommandSpec spec;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "HOST",
            description = "The node to talk to; default ${DEFAULT-VALUE}.")
    private String host = "";

    @Option(
            names = {"-p", "--port"},
            defaultValue = "${PGPORT:-" + DEFAULT_PORT + "}",
            paramLabel = "PORT",
            description = "Its port for SQL; default PGPORT, or " + DEFAULT_PORT + ".")
    private int port;

    @Option(
            names = {"-U", "--user"},
            defaultValue = "${PGUSER:-isochron}",
            paramLabel = "NAME",
            description = "Whom to be; default PGUSER, or isochron.")
    private String user = "";

    @Option(
            names = {"-d", "--database"},
            defaultValue = "${PGDATABASE:-isochron}",
            paramLabel = "NAME",
            description = "The database; default PGDATABASE, or isochron.")
    private String database = "";

    @Option(
            names = "--password",
            interactive = true,
            arity = "0..1",
            description = "Ask for the password; otherwise it is taken from PGPASSWORD.")
    private char @Nullable [] password;

    @Option(
            names = "--sslmode",
            defaultValue = "${PGSSLMODE:-prefer}",
            paramLabel = "MODE",
            description =
                    "disable, prefer, require, verify-ca or verify-full, as with psql; default"
                            + " PGSSLMODE, or prefer.")
    private String sslMode = "";

    @Option(
            names = "--sslrootcert",
            defaultValue = "${PGSSLROOTCERT}",
            paramLabel = "FILE",
            description =
                    "Certificates in PEM that vouch for the server; default PGSSLROOTCERT, or what"
                            + " the JDK trusts.")
    private @Nullable Path sslRoots;

    @Option(
            names = {"-c", "--command"},
            paramLabel = "TEXT",
            description = "Run this and end.")
    private @Nullable String command;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Run what stands in this file and end.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "NAME",
            description = "How results are written: table, expanded, csv or json.")
    private String format = "";

    @Option(names = "--keep-going", description = "Do not stop a script at an error.")
    private boolean keepGoing;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where the history is kept; default ~/.isochron_history.")
    private @Nullable Path history;

    @Override
    public Integer call() throws IOException {
        Format chosen = chosenFormat();
        try (Line line = connect()) {
            if (command != null) {
                return script(line, chosen, new BufferedReader(new StringReader(command)));
            }
            if (file != null) {
                try (BufferedReader lines = open(file)) {
                    return script(line, chosen, lines);
                }
            }
            if (Optional.ofNullable(System.console()).filter(each -> each.isTerminal()).isEmpty()) {
                return script(
                        line,
                        chosen,
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            }
            return person(line, chosen);
        }
    }

    private Format chosenFormat() {
        for (Format each : Format.values()) {
            if (each.toString().equals(format)) {
                return each;
            }
        }
        throw new Complaint(
                "There is no format " + format, "--format", "Take table, expanded, csv or json.");
    }

    private static BufferedReader open(Path file) {
        try {
            return Files.newBufferedReader(file);
        } catch (IOException e) {
            throw new Complaint(
                    file + " cannot be read", "--file", String.valueOf(e.getMessage()), e);
        }
    }

    private Line connect() {
        String known = password != null ? new String(password) : System.getenv("PGPASSWORD");
        Privacy privacy = Privacy.of(sslMode, sslRoots);
        Address address = new Address(host, port, user, database, known, privacy);
        try {
            return Line.open(address);
        } catch (Line.Refusal e) {
            throw new Complaint(
                    "The server does not let you in", user, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Complaint(
                    "Nobody answers at " + host + ":" + port,
                    String.valueOf(e.getMessage()),
                    "Is a node running there, with --sql-port " + port + "?",
                    e);
        }
    }

    private int script(Line line, Format chosen, BufferedReader lines) throws IOException {
        try (Desk desk = desk(line, chosen, lines)) {
            return new Script(desk, lines, !keepGoing).run() ? ExitCode.OK : ExitCode.FAILED;
        } catch (EOFException | SocketException broken) {
            throw new Complaint(
                    "The connection broke",
                    line.address().toString(),
                    "Whether the last statement took effect is not known.",
                    broken);
        }
    }

    private Desk desk(Line line, Format chosen, BufferedReader lines) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return new Desk(
                line, List.of(), chosen, new Desk.Papers(out, err, () -> Script.next(lines)));
    }

    private int person(Line line, Format chosen) throws IOException {
        Path kept = history != null ? history : Shell.usualHistory();
        try (Shell shell = Shell.open(line, List.of(line.address()), chosen, kept)) {
            shell.run();
            return ExitCode.OK;
        }
    }
}
