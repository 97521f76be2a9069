package dev.isochron.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.harness.Subject;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

    @TempDir private Path directory;

    @Test
    void theCommandLineFindsTheBenches() {
        assertTrue(
                ServiceLoader.load(Subcommand.class).stream()
                        .anyMatch(found -> found.type() == BenchCommand.class));
        assertEquals(
                ExitCode.OK,
                CommandLineEntry.withInstalledSubcommands().run("bench", "log", "--help"));
        assertEquals(
                ExitCode.OK,
                CommandLineEntry.withInstalledSubcommands().run("bench", "clock", "--help"));
    }

    /// `clients` measures nothing: it writes a page.
    @Test
    void everyBenchHasAQuickRunAndAReport() {
        Map<String, CommandLine> benches = new CommandLine(new BenchCommand()).getSubcommands();
        assertTrue(benches.size() > 8, () -> benches.keySet().toString());
        benches.forEach((name, bench) -> {
            Set<String> options = bench.getCommandSpec().optionsMap().keySet();
            assertTrue(
                    name.equals("clients") || options.containsAll(List.of("--quick", "--json")),
                    () -> name + " has " + options);
        });
    }

    @Test
    void anUnknownSubjectIsAUsageError() {
        assertEquals(
                ExitCode.USAGE,
                CommandLineEntry.withInstalledSubcommands()
                        .run("bench", "log", "--subjects", "nobody"));
    }

    @Test
    void aQuickRunOfTheRawLimitWritesItsReport() throws IOException {
        Path json = directory.resolve("log.json");
        assertEquals(
                ExitCode.OK,
                CommandLineEntry.withInstalledSubcommands()
                        .run(
                                "bench",
                                "log",
                                "--quick",
                                "--repetitions",
                                "1",
                                "--subjects",
                                "raw",
                                "--json",
                                json.toString()));
        BenchReport report = BenchReport.fromJson(Files.readString(json));
        assertEquals("log", report.bench());
        assertTrue(report.results().stream().allMatch(row -> row.subject() == Subject.RAW));
        assertTrue(
                report.results().stream()
                        .filter(row -> row.metric().equals("entries per sync"))
                        .filter(row -> row.benchCase().contains("clients=1 "))
                        .allMatch(row -> Math.abs(row.value() - 1) < 0.05));
    }
}
