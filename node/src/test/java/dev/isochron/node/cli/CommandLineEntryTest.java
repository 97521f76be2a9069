package dev.isochron.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.error.IsochronException;
import dev.isochron.protocol.error.Unavailable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandLineEntryTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLineEntry entry = entry(new Add(), new Refuse(), new Break(), new Close());

    @Test
    void versionNamesNumberCommitAndJava() {
        assertEquals(ExitCode.OK, entry.run("--version"));
        assertTrue(
                out.toString().matches("isochron \\d\\S* \\(commit \\S+, Java 2[5-9]\\S*\\)\\R"),
                out::toString);
    }

    @Test
    void aSubcommandGetsItsOptionsAndItsExitCodeIsTheProcessS() {
        assertEquals(7, entry.run("add", "--left", "3", "--right", "4"));
    }

    @Test
    void aComplaintIsOneParagraphWithoutAStackTrace() {
        assertEquals(ExitCode.FAILED, entry.run("refuse"));
        assertEquals("isochron: Port taken (localhost:5432). Choose another.\n", err.toString());
    }

    @Test
    void whatAClusterRefusesIsNoBug() {
        assertEquals(ExitCode.FAILED, entry.run("close"));
        assertTrue(err.toString().startsWith("isochron: "), err::toString);
        assertFalse(err.toString().contains("bug of ours"), err::toString);
    }

    @Test
    void anyOtherExceptionSaysThatItIsABugAndShowsWhere() {
        assertEquals(ExitCode.BUG, entry.run("break"));
        assertTrue(err.toString().contains("bug of ours"), err::toString);
        assertTrue(err.toString().contains("CommandLineEntryTest$Break.call"), err::toString);
    }

    @Test
    void anUnknownSubcommandIsAnsweredWithThoseThereAre() {
        assertEquals(ExitCode.USAGE, entry.run("demoo"));
        assertTrue(err.toString().contains("demoo"), err::toString);
        assertTrue(err.toString().contains("refuse"), err::toString);
        assertTrue(err.toString().endsWith("\nTry `isochron --help`.\n"), err::toString);
    }

    @Test
    void aSlipInASubcommandIsAnsweredWithTheOneThatWasMeant() {
        assertEquals(ExitCode.USAGE, entry.run("refused"));
        assertTrue(err.toString().contains("isochron refuse"), err::toString);
        assertTrue(err.toString().endsWith("\nTry `isochron --help`.\n"), err::toString);
    }

    @Test
    void aWrongOptionIsNamedAndHelpIsPointedTo() {
        assertEquals(ExitCode.USAGE, entry.run("add", "--left", "x"));
        assertEquals(
                """
                isochron add: Invalid value for option '--left': 'x' is not an int
                Try `isochron add --help`.
                """,
                err.toString());
    }

    @Test
    void nothingAskedIsAnsweredWithTheListAndAFailure() {
        assertEquals(ExitCode.USAGE, entry.run());
        assertTrue(err.toString().contains("Commands:"), err::toString);
    }

    @Test
    void theInstalledSubcommandsLoadAndHaveNamesOfTheirOwn() {
        CommandLineEntry installed = CommandLineEntry.withInstalledSubcommands();
        assertFalse(installed.parser().getSubcommands().containsKey("<main class>"));
    }

    private CommandLineEntry entry(Subcommand... subcommands) {
        CommandLineEntry made = CommandLineEntry.with(List.of(subcommands));
        made.parser().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return made;
    }

    @Command(name = "add")
    static final class Add implements Subcommand {
        @Option(names = "--left")
        private int left;

        @Option(names = "--right")
        private int right;

        @Override
        public Integer call() {
            return left + right;
        }
    }

    @Command(name = "refuse")
    static final class Refuse implements Subcommand {
        @Override
        public Integer call() {
            throw new Complaint("Port taken", "localhost:5432", "Choose another.");
        }
    }

    @Command(name = "close")
    static final class Close implements Subcommand {
        @Override
        public Integer call() {
            throw IsochronException.of(new Unavailable.ClientClosed());
        }
    }

    @Command(name = "break")
    static final class Break implements Subcommand {
        @Override
        public Integer call() {
            throw new IllegalStateException("impossible");
        }
    }
}
