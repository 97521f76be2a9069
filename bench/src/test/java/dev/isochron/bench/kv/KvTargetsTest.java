package dev.isochron.bench.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.harness.LoadResult;
import dev.isochron.bench.harness.Probe;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Sample;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The targets' arithmetic, on figures made up here.
class KvTargetsTest {

    @Test
    void singleClientsAreComparedByTheirMedians() throws Exception {
        List<KvResult> results =
                List.of(
                        measured(
                                new KvCase(KvOperation.WRITE, 1, KvKeys.UNIFORM),
                                probe("", 1200),
                                probe(KvRunning.LOG, 1000)),
                        measured(
                                new KvCase(KvOperation.TRANSFER_ONE_SHARD, 1, KvKeys.UNIFORM),
                                probe("", 1000)),
                        measured(
                                new KvCase(KvOperation.TRANSFER_TWO_SHARDS, 1, KvKeys.UNIFORM),
                                probe("", 3000)),
                        measured(
                                new KvCase(KvOperation.WRITE_ONE_READ_TWO, 1, KvKeys.UNIFORM),
                                probe("", 1200)));
        assertEquals(
                """
                PASS  one-shard write over the replicated log, 1 client, p50: 1.20 ratio (1.20 to\
                 1.20), at most 1.30
                MISS  transfer over two shards over one shard, 1 client, p50: 3.00 ratio (3.00 to\
                 3.00), at most 2.20
                PASS  write one shard and read two over one-shard write, 1 client, p50: 1.00 ratio\
                 (1.00 to 1.00), at most 1.40
                """,
                ResultTable.render(new KvTargets(results).verdicts()));
    }

    @Test
    void rowsOfBatchesAreCountedNotBatches() throws Exception {
        KvResult result =
                measured(
                        new KvCase(KvOperation.READ_BATCH, 64, KvKeys.UNIFORM), probe("", 100, 30));
        assertEquals(
                "MISS  strong reads in batches, 64 clients: 3,000 rows/s (3,000 to 3,000), at least"
                        + " 100,000\n",
                ResultTable.render(new KvTargets(List.of(result)).verdicts()));
    }

    @Test
    void anUnsureClockIsComparedAtTheHotRow() throws Exception {
        KvResult result =
                measured(
                        new KvCase(KvOperation.WRITE, 64, KvKeys.HOT),
                        probe("", 1000, 100),
                        probe(KvRunning.UNSURE, 1000, 80));
        assertEquals(
                "MISS  hot row, ε = 5 ms over ε = 0, 64 clients, throughput: 0.800 ratio (0.800 to"
                        + " 0.800), at least 0.900\n",
                ResultTable.render(new KvTargets(List.of(result)).verdicts()));
    }

    @Test
    void aPeerThatFailsIsLeftOutAndWeAreNot() throws Exception {
        KvCase of = new KvCase(KvOperation.TRANSFER_ONE_SHARD, 64, KvKeys.UNIFORM);
        List<String> told = new ArrayList<>();
        KvResult peer = KvResult.of(of, List.of(failing(Subject.IGNITE3), probe("", 100)));
        peer.repeat(0, told::add);
        assertEquals(Optional.empty(), peer.find(Subject.IGNITE3, ""));
        assertTrue(peer.find(Subject.ISOCHRON, "").isPresent());
        assertEquals(List.of("ignite3 is left out of " + of.label() + ": no answer"), told);
        KvResult ours = KvResult.of(of, List.of(failing(Subject.ISOCHRON)));
        assertThrows(IOException.class, () -> ours.repeat(0, told::add));
    }

    private static Probe failing(Subject subject) {
        return new Probe(
                subject,
                "",
                () -> {
                    throw new IOException("no answer\nand more");
                });
    }

    private static KvResult measured(KvCase of, Probe... probes) throws Exception {
        KvResult result = KvResult.of(of, List.of(probes));
        result.repeat(0, _ -> {});
        return result;
    }

    private static Probe probe(String variant, int micros) {
        return probe(variant, micros, 1000);
    }

    private static Probe probe(String variant, int micros, int perSecond) {
        Latencies latencies = new Latencies();
        latencies.record(micros * 1000L);
        LoadResult result = new LoadResult(perSecond, perSecond, 0, 1, latencies);
        Usage nothing = new Usage(0, 0, 0);
        Sample.Window window = new Sample.Window(nothing, nothing, (_, _) -> 0);
        return new Probe(
                Subject.ISOCHRON,
                variant,
                () -> new Sample(result, new ArrayList<>(List.of(window)), window));
    }
}
