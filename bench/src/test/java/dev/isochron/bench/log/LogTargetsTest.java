package dev.isochron.bench.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.harness.LoadResult;
import dev.isochron.bench.harness.Probe;
import dev.isochron.bench.harness.ResultTable;
import dev.isochron.bench.harness.Sample;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Usage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The targets' arithmetic, on figures made up here.
class LogTargetsTest {

    @Test
    void oneClientIsComparedWithASyncAndTwoRoundTripsOfTheSameRepetition() throws Exception {
        CaseResult result =
                measured(
                        LogCase.closed(100, 1, 1),
                        3,
                        micros(Subject.ISOCHRON, "", 300, 3000, 360),
                        micros(Subject.RAW, "", 100, 1000, 100),
                        micros(Subject.RAW, LogTargets.ROUND_TRIP, 100, 1000, 100));
        assertEquals(
                "PASS  payload=100B clients=1 groups=1, p50 over one sync and two round trips:"
                        + " 1.00 ratio (1.00 to 1.20), at most 1.25\n",
                lines(result));
    }

    @Test
    void manyClientsAreComparedWithThePeerAndTheRawLimit() throws Exception {
        CaseResult result =
                measured(
                        LogCase.closed(4096, 256, 1),
                        2,
                        perSecond(Subject.ISOCHRON, "", 3000, 6000),
                        perSecond(Subject.RATIS, "", 1000, 1000),
                        perSecond(Subject.RAW, "", 20_000, 30_000));
        assertEquals(
                """
                PASS  payload=4096B clients=256 groups=1, throughput over Ratis's: 4.50 ratio\
                 (3.00 to 6.00), at least 3.00
                MISS  payload=4096B clients=256 groups=1, throughput over raw group commit's:\
                 0.175 ratio (0.150 to 0.200), at least 0.300
                """,
                lines(result));
    }

    @Test
    void manyGroupsAreComparedWithOne() throws Exception {
        CaseResult result =
                measured(
                        LogCase.closed(100, 16, 64),
                        1,
                        perSecond(Subject.ISOCHRON, "", 900),
                        perSecond(Subject.ISOCHRON, LogTargets.ONE_GROUP, 1000));
        assertEquals(
                "MISS  payload=100B clients=16 groups=64, throughput over that of one group:"
                        + " 0.900 ratio (0.900 to 0.900), at least 1.00\n",
                lines(result));
    }

    @Test
    void quietGroupsAreJudgedInPercentOfACore() {
        assertEquals(
                "PASS  1,000 quiet groups on three servers: 0.500 % of a core (0.400 to 0.600),"
                        + " at most 1.00\n",
                ResultTable.render(LogTargets.quiet(1000, List.of(0.4, 0.5, 0.6))));
    }

    @Test
    void withoutThePartnerOfAComparisonThereIsNoVerdict() throws Exception {
        CaseResult alone =
                measured(LogCase.closed(100, 256, 1), 1, perSecond(Subject.ISOCHRON, "", 1000));
        assertEquals("", lines(alone));
    }

    private static String lines(CaseResult result) {
        return ResultTable.render(LogTargets.verdicts(result));
    }

    private static CaseResult measured(LogCase of, int repetitions, Probe... probes)
            throws IOException, InterruptedException {
        return CaseResult.measure(of, List.of(probes), repetitions, _ -> {});
    }

    private static Probe perSecond(Subject subject, String variant, long... figures) {
        return probe(subject, variant, Arrays.stream(figures).mapToObj(n -> result(n, 1)).toList());
    }

    private static Probe micros(Subject subject, String variant, long... figures) {
        return probe(subject, variant, Arrays.stream(figures).mapToObj(n -> result(1, n)).toList());
    }

    private static Probe probe(Subject subject, String variant, List<LoadResult> results) {
        Iterator<LoadResult> next = results.iterator();
        return new Probe(subject, variant, () -> new Sample(next.next(), List.of(), client()));
    }

    private static Sample.Window client() {
        Usage nothing = new Usage(0, 0, 0);
        return new Sample.Window(nothing, nothing, (_, _) -> 0);
    }

    private static LoadResult result(long entries, long micros) {
        Latencies latencies = new Latencies();
        latencies.record(micros * 1000);
        return new LoadResult(entries, entries, 0, 1, latencies);
    }
}
