package dev.isochron.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The repetitions of one probe, and the rows they make.
///
/// Percentiles are of all repetitions' operations together; throughput is the median repetition.
public final class Series {

    /// What the CPU metrics are counted per.
    private static final double HUNDRED_THOUSAND = 100_000;

    private final String benchCase;
    private final Counted counted;
    private final Probe probe;
    private final List<Sample> samples = new ArrayList<>();

    /// @param benchCase what is done, as it stands in the rows
    /// @param counted what one operation is called
    public Series(String benchCase, Counted counted, Probe probe) {
        this.benchCase = benchCase;
        this.counted = counted;
        this.probe = probe;
    }

    public Probe probe() {
        return probe;
    }

    /// One more repetition.
    public void repeat() throws IOException, InterruptedException {
        samples.add(probe.task().run());
    }

    public List<Double> perSecond() {
        return each(Sample::perSecond);
    }

    public List<Double> p50Micros() {
        return each(Sample::p50Micros);
    }

    private List<Double> each(ToDoubleFunction<Sample> figure) {
        return samples.stream().map(sample -> figure.applyAsDouble(sample)).toList();
    }

    /// To be asked while the measured processes still run: they count their syncs.
    public List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        addThroughput(rows);
        addLatencies(rows);
        if (probe.isMain()) {
            addCost(rows);
        }
        return rows;
    }

    private void addThroughput(List<Row> rows) {
        Spread spread = Spread.of(perSecond());
        add(rows, Metric.THROUGHPUT, spread.median());
        if (probe.isMain()) {
            add(rows, Metric.THROUGHPUT_MIN, spread.min());
            add(rows, Metric.THROUGHPUT_MAX, spread.max());
        }
    }

    private void addLatencies(List<Row> rows) {
        Latencies all = new Latencies();
        samples.forEach(sample -> all.add(sample.result().latencies()));
        add(rows, Metric.P50, all.micros(50));
        if (probe.isMain()) {
            add(rows, Metric.P99, all.micros(99));
            add(rows, Metric.P999, all.micros(99.9));
            add(rows, Metric.SLOWEST, all.slowestMicros());
        }
    }

    private void addCost(List<Row> rows) throws IOException, InterruptedException {
        double done = sum(sample -> sample.result().completed());
        double seconds = sum(sample -> sample.result().seconds());
        double syncs = 0;
        for (Sample sample : samples) {
            syncs += sample.syncsPerServer();
        }
        // What a program that is not ours syncs, nobody counts.
        if (syncs > 0) {
            add(rows, Metric.SYNCS, syncs / seconds);
            add(rows, Metric.ENTRIES_PER_SYNC, done / syncs);
        }
        add(rows, Metric.CPU, sum(Sample::serverCpuSeconds) / done * HUNDRED_THOUSAND);
        add(rows, Metric.CLIENT_CPU, sum(s -> s.client().cpuSeconds()) / done * HUNDRED_THOUSAND);
        add(rows, Metric.ALLOCATED, sum(Sample::serverAllocatedBytes) / done);
        double failed = sum(sample -> sample.result().failed());
        if (failed > 0) {
            add(rows, Metric.FAILED, failed);
        }
    }

    private double sum(ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).sum();
    }

    private void add(List<Row> rows, Metric metric, double value) {
        Metric of = counted.metric(metric);
        Metric named = probe.isMain() ? of : of.of(probe.variant());
        rows.add(Row.of(benchCase, probe.subject(), named, value));
    }
}
