package dev.isochron.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `isochron demo` without a terminal: loads, works, reports, and leaves nothing behind.
class DemoTest {

    @TempDir private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int demo(String... words) {
        CommandLineEntry line = CommandLineEntry.withInstalledSubcommands();
        line.printTo(new PrintWriter(out), new PrintWriter(err));
        return line.run(words);
    }

    @Test
    void reportsWhatTerminalsDid() {
        assertEquals(
                ExitCode.OK,
                demo("demo", "--tiny", "--workload", "tpcc", "--duration", "2s"),
                err::toString);
        String said = out.toString();
        assertTrue(said.contains("psql -h 127.0.0.1 -p "), said);
        assertTrue(said.contains("bank: loaded 100 accounts"), said);
        assertTrue(said.contains("after: all twelve consistency conditions hold"), said);
        assertTrue(said.contains("tpmC"), said);
        assertFalse(said.contains("errors:"), said);
        Path temporary = Path.of(said.lines().findFirst().orElse("").replaceAll(".* in ", ""));
        assertFalse(Files.exists(temporary), temporary::toString);
    }

    @Test
    void aBankIsFoundAgain() {
        String data = directory.resolve("data").toString();
        assertEquals(ExitCode.OK, bank(data), err::toString);
        assertEquals(ExitCode.OK, bank(data), err::toString);
        String said = out.toString();
        assertEquals(2, said.split("no cent was lost", -1).length - 1, said);
        assertEquals(1, said.split("bank: loaded", -1).length - 1, said);
    }

    private int bank(String data) {
        return demo(
                "demo",
                "--no-load",
                "--tiny",
                "--workload",
                "bank",
                "--duration",
                "1s",
                "--data",
                data);
    }

    @Test
    void anUnknownWorkloadIsRefused() {
        assertEquals(ExitCode.FAILED, demo("demo", "--workload", "nothing"));
        assertTrue(err.toString().contains("There is bank, tpcc"), err::toString);
    }
}
