package dev.isochron.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.BenchReport;
import dev.isochron.bench.kv.KvOperation;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvCommandTest {

    @TempDir private Path directory;

    @Test
    void everyOperationRunsOnThreeServers() throws IOException {
        Path json = directory.resolve("kv.json");
        List<String> words = new ArrayList<>(List.of("bench", "kv", "--parts", "store"));
        words.addAll(List.of("--clients", "2", "--keys", "skewed", "--rows", "100"));
        words.addAll(List.of("--seconds", "0.8", "--warm-up", "1", "--repetitions", "1"));
        words.addAll(List.of("--json", json.toString()));
        CommandLineEntry.withInstalledSubcommands().run(words.toArray(String[]::new));
        BenchReport report = BenchReport.fromJson(Files.readString(json));
        assertEquals("kv", report.bench());
        for (KvOperation operation : KvOperation.values()) {
            assertTrue(
                    report.results().stream()
                            .filter(row -> row.benchCase().startsWith(operation + " "))
                            .anyMatch(row -> row.metric().equals("throughput") && row.value() > 0),
                    () -> "no throughput of " + operation);
        }
    }

    @Test
    void anUnknownOperationIsAUsageError() {
        assertEquals(
                ExitCode.USAGE,
                CommandLineEntry.withInstalledSubcommands()
                        .run("bench", "kv", "--operations", "nothing"));
    }
}
