package dev.isochron.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockCommandTest {

    @TempDir private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void singleHostIsUsableWithEpsilonZero() {
        assertEquals(ExitCode.OK, run("--set", "clock.dir=" + directory));
        assertTrue(out.toString().contains("single-host: all nodes read"), out::toString);
        assertTrue(out.toString().matches("(?s).*epsilon +0 ns\\R.*"), out::toString);
        assertTrue(out.toString().matches("(?s).*may lead +yes.*"), out::toString);
        assertTrue(Files.exists(directory.resolve("clock")));
    }

    @Test
    void aSettingOfSomethingElseIsRefused() {
        assertEquals(ExitCode.USAGE, run("--set", "source=fixed"));
        assertTrue(err.toString().contains("--set source: no setting of the clock"), err::toString);
    }

    @Test
    void kernelIsUsableOrSaysWhatToDo() {
        int exit = run("--source", "kernel");
        String text = out.toString();
        if (exit == ExitCode.OK) {
            assertTrue(text.contains("usable"), text);
        } else {
            assertEquals(ExitCode.FAILED, exit);
            assertTrue(text.contains("UNUSABLE") && text.contains("what to do"), text);
        }
        assertTrue(text.contains("source readings"), text);
    }

    @Test
    void jsonIsOneLineForEachLook() {
        String setting = "clock.dir=" + directory;
        assertEquals(ExitCode.OK, run("--json", "--watch", "--count", "2", "--set", setting));
        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size());
        for (String line : lines) {
            assertTrue(line.startsWith("{\"source\":\"single-host\",\"basis\":\""), line);
            assertTrue(line.contains("\"usable\":true,\"mayLead\":true"), line);
            assertTrue(line.contains("\"epsilonNanos\":0,"), line);
            assertTrue(line.endsWith("]}"), line);
        }
    }

    @Test
    void watchPrintsALineForEachLook() {
        String[] fixed = {"--set", "clock.source=fixed", "--set", "clock.bound=10ms"};
        assertEquals(
                ExitCode.OK, run(fixed[0], fixed[1], fixed[2], fixed[3], "--watch", "--count=1"));
        assertTrue(
                out.toString().matches("\\d{4}-.*  ε 10.0 ms  bound 10.0 ms, .*\\R"),
                out::toString);
    }

    @Test
    void wrongSettingsAreAWrongCommandLine() {
        assertEquals(ExitCode.USAGE, run("--source", "gps"));
        assertTrue(err.toString().contains("single-host, kernel, fixed"), err::toString);
        assertEquals(ExitCode.USAGE, run("--watch", "--count", "0"));
    }

    @Test
    void clockThatCannotBeOpenedIsAComplaint() throws IOException {
        Path file = Files.writeString(directory.resolve("plain"), "x");
        assertEquals(ExitCode.FAILED, run("--set", "clock.dir=" + file));
        assertTrue(err.toString().startsWith("isochron: The clock of this host"), err::toString);
        assertTrue(err.toString().contains("Set clock.dir"), err::toString);
    }

    @Test
    void settingsAreListed() {
        assertEquals(ExitCode.OK, run("--settings"));
        assertTrue(out.toString().contains("clock.max-epsilon"), out::toString);
    }

    private int run(String... arguments) {
        CommandLineEntry entry = CommandLineEntry.with(List.of(new ClockCommand()));
        entry.parser().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "clock";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return entry.run(all);
    }
}
