package dev.isochron.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixCommandTest {

    @TempDir private Path directory;

    @Test
    void everyWorkloadOfYcsbRuns() throws IOException {
        BenchReport report = run("ycsb", "--rows", "100");
        for (String letter : List.of("A", "B", "C", "D", "E", "F")) {
            assertRan(report, "ycsb-" + letter.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void theBankKeepsItsMoneyUnderContention() throws IOException {
        BenchReport report = run("bank", "--rows", "5");
        assertRan(report, "bank");
        assertTrue(report.results().stream().noneMatch(row -> row.metric().equals("failed")));
    }

    private BenchReport run(String bench, String... more) throws IOException {
        Path json = directory.resolve(bench + ".json");
        List<String> words = new ArrayList<>(List.of("bench", bench, "--quick"));
        words.addAll(List.of("--clients", "4", "--seconds", "0.5"));
        words.addAll(List.of("--json", json.toString()));
        words.addAll(List.of(more));
        assertEquals(
                ExitCode.OK,
                CommandLineEntry.withInstalledSubcommands().run(words.toArray(String[]::new)));
        return BenchReport.fromJson(Files.readString(json));
    }

    private static void assertRan(BenchReport report, String mix) {
        assertTrue(
                report.results().stream()
                        .filter(row -> row.benchCase().startsWith(mix + " "))
                        .anyMatch(row -> row.metric().equals("throughput") && row.value() > 0),
                () -> "no throughput of " + mix);
    }
}
