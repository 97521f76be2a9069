package dev.isochron.bench.log;

import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.harness.Metric;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The repetitions of one probe, and the rows they make.
///
/// Percentiles are of all repetitions' operations together; throughput is the median repetition.
final class Series {

    /// What the CPU metrics are counted per.
    private static final double ENTRIES = 100_000;

    private final LogCase of;
    private final Probe probe;
    private final List<Sample> samples = new ArrayList<>();

    Series(LogCase of, Probe probe) {
        this.of = of;
        this.probe = probe;
    }

    Probe probe() {
        return probe;
    }

    void repeat() throws IOException, InterruptedException {
        samples.add(probe.task().run());
    }

    List<Double> perSecond() {
        return each(Sample::perSecond);
    }

    List<Double> p50Micros() {
        return each(Sample::p50Micros);
    }

    private List<Double> each(ToDoubleFunction<Sample> figure) {
        return samples.stream().map(sample -> figure.applyAsDouble(sample)).toList();
    }

    /// To be asked while the measured processes still run: they count their syncs.
    List<Row> rows() throws IOException, InterruptedException {
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
        double entries = sum(sample -> sample.result().completed());
        double seconds = sum(sample -> sample.result().seconds());
        double syncs = 0;
        for (Sample sample : samples) {
            syncs += sample.syncsPerServer();
        }
        add(rows, Metric.SYNCS, syncs / seconds);
        add(rows, Metric.ENTRIES_PER_SYNC, entries / Math.max(1, syncs));
        add(rows, Metric.CPU, sum(Sample::serverCpuSeconds) / entries * ENTRIES);
        add(rows, Metric.CLIENT_CPU, sum(s -> s.client().cpuSeconds()) / entries * ENTRIES);
        add(rows, Metric.ALLOCATED, sum(Sample::serverAllocatedBytes) / entries);
        double failed = sum(sample -> sample.result().failed());
        if (failed > 0) {
            add(rows, Metric.FAILED, failed);
        }
    }

    private double sum(ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).sum();
    }

    private void add(List<Row> rows, Metric metric, double value) {
        Metric named = probe.isMain() ? metric : metric.of(probe.variant());
        rows.add(Row.of(of.label(), probe.subject(), named, value));
    }
}
