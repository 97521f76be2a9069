package dev.isochron.bench.jmh;

import dev.isochron.bench.harness.Metric;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Spread;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Target;
import dev.isochron.bench.harness.Target.Sense;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// What JMH measured of [StorageBenchmark], as the rows of a report.
public final class StorageFigures {
    private static final Metric TIME = new Metric("time", "ns");
    private static final Metric PER_ROW = new Metric("time per row", "ns");

    /// Checksum, version, layers and a copy for the price of one more read.
    private static final double MAX_RATIO = 2;

    private static final double MAX_MEMORY_NANOS = 1000;

    private StorageFigures() {}

    /// A block for each case, bare LMDB beside it where there is the like, and the verdicts.
    public static List<Row> rows(Collection<RunResult> results) {
        List<Row> rows = new ArrayList<>();
        Statistics bare = of(results, "bareGet");
        Statistics stored = of(results, "storedGet");
        Statistics memory = of(results, "memoryGet");
        pair(rows, "point read, stored", TIME, stored, bare);
        pair(rows, "point read, newest version in memory", TIME, memory, bare);
        add(rows, "put into memory", TIME, of(results, "memoryPut"));
        pair(rows, "scan, stored", PER_ROW, of(results, "storedScan"), of(results, "bareScan"));
        pair(
                rows,
                "scan, newest versions in memory",
                PER_ROW,
                of(results, "mergedScan"),
                of(results, "bareScan"));
        rows.addAll(
                new Target("stored point read / bare LMDB", Sense.AT_MOST, MAX_RATIO, "×")
                        .verdict(
                                Subject.ISOCHRON,
                                new Spread(
                                        stored.getMean() / bare.getMean(),
                                        stored.getMin() / bare.getMax(),
                                        stored.getMax() / bare.getMin())));
        rows.addAll(
                new Target("point read from memory", Sense.AT_MOST, MAX_MEMORY_NANOS, "ns")
                        .verdict(
                                Subject.ISOCHRON,
                                new Spread(memory.getMean(), memory.getMin(), memory.getMax())));
        return rows;
    }

    private static void pair(
            List<Row> rows, String name, Metric metric, Statistics ours, Statistics bare) {
        add(rows, name, metric, ours);
        rows.add(Row.of(name, Subject.RAW, metric, bare.getMean()));
    }

    private static void add(List<Row> rows, String name, Metric metric, Statistics ours) {
        rows.add(Row.of(name, Subject.ISOCHRON, metric, ours.getMean()));
    }

    private static Statistics of(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                .map(result -> result.getPrimaryResult().getStatistics())
                .findFirst()
                .orElseThrow();
    }
}
