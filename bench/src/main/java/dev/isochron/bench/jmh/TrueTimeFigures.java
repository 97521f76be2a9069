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
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// What JMH measured of [TrueTimeBenchmark], as the rows of a report.
public final class TrueTimeFigures {

    private static final Metric TIME = new Metric("time", "ns");
    private static final Metric ALLOCATED = new Metric("allocation", "B");

    /// Allocation by the benchmark's other threads and by the profiler itself, spread over all
    /// readings, is some thousandths of a byte; one object would be 16 bytes.
    private static final double NO_BYTES = 0.1;

    private static final double MAX_NANOS = 100;
    private static final String ALLOCATION_RESULT = "gc.alloc.rate.norm";

    private TrueTimeFigures() {}

    /// A block for each source, the raw reads it is made of beside it, and the verdicts.
    public static List<Row> rows(Collection<RunResult> results) {
        List<Row> rows = new ArrayList<>();
        List<Row> verdicts = new ArrayList<>();
        double nanoTime = score(results, "nanoTime");
        double realTime = score(results, "realTime");
        for (RunResult result : results) {
            String source = result.getParams().getParam("source");
            if (source == null) {
                continue;
            }
            String call = method(result) + "(), " + source;
            boolean guarded = !source.equals("single-host");
            rows.add(Row.of(call, Subject.ISOCHRON, TIME, result.getPrimaryResult().getScore()));
            rows.add(Row.of(call, Subject.ISOCHRON, ALLOCATED, allocation(result)));
            rows.add(Row.of(call, Subject.RAW, TIME, guarded ? nanoTime + realTime : nanoTime));
            if (method(result).equals("now")) {
                verdicts.addAll(verdicts(call, result));
            }
        }
        rows.addAll(verdicts);
        return rows;
    }

    private static List<Row> verdicts(String call, RunResult result) {
        Statistics times = result.getPrimaryResult().getStatistics();
        double bytes = allocation(result);
        List<Row> verdicts = new ArrayList<>();
        verdicts.addAll(
                new Target(call, Sense.AT_MOST, MAX_NANOS, "ns")
                        .verdict(
                                Subject.ISOCHRON,
                                new Spread(
                                        times.getPercentile(50), times.getMin(), times.getMax())));
        verdicts.addAll(
                new Target(call + " on the heap", Sense.AT_MOST, NO_BYTES, "B")
                        .verdict(Subject.ISOCHRON, new Spread(bytes, bytes, bytes)));
        return verdicts;
    }

    private static double score(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(result -> method(result).equals(method))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst()
                .orElseThrow();
    }

    private static String method(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static double allocation(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATION_RESULT);
        if (allocated == null) {
            throw new IllegalStateException("JMH's gc profiler gave no " + ALLOCATION_RESULT);
        }
        return allocated.getScore();
    }
}
