package dev.isochron.bench.tpcc;

import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.harness.Mark;
import dev.isochron.bench.harness.Metric;
import dev.isochron.bench.harness.Recorded;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Spending;
import dev.isochron.bench.harness.Spread;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Target;
import dev.isochron.bench.harness.Track;
import dev.isochron.bench.tpcc.model.Kind;
import dev.isochron.bench.tpcc.run.KindResult;
import dev.isochron.bench.tpcc.run.RunResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// A [TpccBench.Result] as a report holds it.
///
/// Rates are the median of the runs, with the least and the most beside it; response times are
/// those of all runs together.
public final class TpccRows {

    private static final String PER_MINUTE = "orders/min";

    /// What the rate over a peer must be; others only stand beside ours.
    private static final Map<Subject, Double> NEEDED_OVER =
            Map.of(Subject.POSTGRES_SYNC, 1.0, Subject.IGNITE3, 10.0);

    private static final double MOST_UNDER_LOAD = 10;

    private final TpccPlan plan;
    private final TpccBench.Result result;
    private final List<Row> rows = new ArrayList<>();

    private TpccRows(TpccPlan plan, TpccBench.Result result) {
        this.plan = plan;
        this.result = result;
    }

    /// All rows, and behind them ratios between contenders.
    public static List<Row> of(TpccPlan plan, TpccBench.Result result) {
        TpccRows rows = new TpccRows(plan, result);
        for (Subject subject : rows.subjects()) {
            rows.contender(subject, rows.runsOf(subject));
        }
        rows.ratios();
        return rows.rows;
    }

    /// The subjects, ours first.
    private Set<Subject> subjects() {
        Set<Subject> subjects = EnumSet.noneOf(Subject.class);
        result.runs().forEach(run -> subjects.add(run.subject()));
        return subjects;
    }

    private List<Measured> runsOf(Subject subject) {
        return result.runs().stream().filter(run -> run.subject() == subject).toList();
    }

    private void contender(Subject subject, List<Measured> runs) {
        spread(subject, "tpmC", PER_MINUTE, each(runs, run -> run.result().tpmC()));
        if (plan.run().waits()) {
            int warehouses = plan.scale().warehouses();
            add(
                    subject,
                    "efficiency",
                    "%",
                    Spread.of(each(runs, run -> run.result().efficiency(warehouses))).median());
        }
        add(
                subject,
                "all transactions",
                "transactions/s",
                Spread.of(each(runs, run -> run.result().completed() / run.result().seconds()))
                        .median());
        for (Kind kind : Kind.values()) {
            kind(subject, kind, runs.stream().map(run -> run.result().of(kind)).toList());
        }
        add(
                subject,
                "attempts per transaction",
                "attempts",
                Spread.of(each(runs, run -> run.result().attemptsPerTransaction())).median());
        texts(subject, "aborts", runs.stream().map(run -> run.result().aborts()).toList());
        texts(subject, "errors", runs.stream().map(run -> run.result().errors()).toList());
        add(
                subject,
                "longest gap without a write",
                "s",
                each(runs, run -> run.result().longestGapSeconds()).stream()
                        .max(Double::compare)
                        .orElse(0.0));
        costs(subject, runs);
    }

    private void kind(Subject subject, Kind kind, List<KindResult> results) {
        Latencies all = new Latencies();
        results.forEach(one -> all.add(one.latencies()));
        long completed = results.stream().mapToLong(KindResult::completed).sum();
        add(subject, kind + ": completed", "transactions", (double) completed);
        if (completed == 0) {
            return;
        }
        long rolledBack = results.stream().mapToLong(KindResult::rolledBack).sum();
        if (kind == Kind.NEW_ORDER) {
            add(subject, kind + ": rolled back by rule", "transactions", (double) rolledBack);
            reach(subject, results);
            unloaded(subject, all);
        }
        for (Percentile one : Percentile.values()) {
            add(subject, kind + ": " + one.label, "µs", all.micros(one.percent));
        }
        add(subject, kind + ": slowest", "µs", all.slowestMicros());
        add(
                subject,
                kind + ": p90 of its limit",
                "%",
                100 * all.micros(90) / (kind.limit().toNanos() / 1e3));
    }

    /// The schema keeps an order and its stock together, but for what comes from other warehouses:
    /// by the rules 1 % of the lines, so 90.4 % of the orders stay in one shard.
    private void reach(Subject subject, List<KindResult> newOrders) {
        long told = newOrders.stream().mapToLong(one -> one.reach().told()).sum();
        long inOne = newOrders.stream().mapToLong(one -> one.reach().inOneShard()).sum();
        if (told > 0) {
            add(subject, "new-order: written in one shard", "%", 100.0 * inOne / told);
        }
    }

    private void unloaded(Subject subject, Latencies loaded) {
        Double alone = result.unloadedMicros().get(subject);
        if (alone == null) {
            return;
        }
        add(subject, "new-order: p50 of one terminal alone", "µs", alone);
        String name = "new-order: p99 over p50 of one terminal alone";
        double ratio = loaded.micros(99) / alone;
        if (subject == Subject.ISOCHRON) {
            rows.addAll(
                    new Target(
                                    plan.benchCase() + ", " + name,
                                    Target.Sense.AT_MOST,
                                    MOST_UNDER_LOAD,
                                    "ratio")
                            .verdict(subject, Spread.of(List.of(ratio))));
        } else {
            add(subject, name, "ratio", ratio);
        }
    }

    private enum Percentile {
        P50("p50", 50),
        P90("p90", 90),
        P95("p95", 95),
        P99("p99", 99);

        private final String label;
        private final double percent;

        Percentile(String label, double percent) {
            this.label = label;
            this.percent = percent;
        }
    }

    private void texts(Subject subject, String what, List<Map<String, Long>> counted) {
        Map<String, Long> all = new TreeMap<>();
        counted.forEach(one -> one.forEach((text, count) -> all.merge(text, count, Long::sum)));
        all.forEach(
                (text, count) -> add(subject, what + ": " + text, "transactions", (double) count));
    }

    private void costs(Subject subject, List<Measured> runs) {
        double transactions = runs.stream().mapToDouble(Measured::transactionsInAll).sum();
        rows.addAll(CostRows.of(plan.benchCase(), spendings(plan, runs)));
        if (transactions > 0) {
            double seconds = runs.stream().mapToDouble(Measured::clientCpuSeconds).sum();
            add(subject, "client CPU", "ms/transaction", 1e3 * seconds / transactions);
        }
        Double loaded = result.loadedPerSecond().get(subject);
        if (loaded != null) {
            add(subject, "load", "rows/s", loaded);
        }
        if (result.findings().containsKey(subject)) {
            add(
                    subject,
                    "violations of consistency",
                    "findings",
                    result.findings().getOrDefault(subject, List.of()).size());
        }
    }

    /// Ours over each peer, run by run.
    private void ratios() {
        List<Double> ours = each(runsOf(Subject.ISOCHRON), run -> run.result().tpmC());
        if (ours.isEmpty()) {
            return;
        }
        for (Subject peer : subjects()) {
            List<Double> theirs = each(runsOf(peer), run -> run.result().tpmC());
            if (peer != Subject.ISOCHRON && theirs.stream().allMatch(rate -> rate > 0)) {
                ratio(peer, Spread.ofRatios(ours, theirs));
            }
        }
    }

    private void ratio(Subject peer, Spread spread) {
        String name = "tpmC over " + peer.label();
        Double needed = NEEDED_OVER.get(peer);
        if (needed != null) {
            String target = plan.benchCase() + ", " + name;
            rows.addAll(
                    new Target(target, Target.Sense.AT_LEAST, needed, "ratio")
                            .verdict(Subject.ISOCHRON, spread));
        } else {
            add(Subject.ISOCHRON, name, "ratio", spread.median());
            add(Subject.ISOCHRON, name + " min", "ratio", spread.min());
            add(Subject.ISOCHRON, name + " max", "ratio", spread.max());
        }
    }

    private static List<Double> each(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        return runs.stream().map(run -> figure.applyAsDouble(run)).toList();
    }

    private void spread(Subject subject, String name, String unit, List<Double> values) {
        Spread spread = Spread.of(values);
        add(subject, name, unit, spread.median());
        if (values.size() > 1) {
            add(subject, name + " min", unit, spread.min());
            add(subject, name + " max", unit, spread.max());
        }
    }

    private void add(Subject subject, String name, String unit, double value) {
        rows.add(Row.of(plan.benchCase(), subject, new Metric(name, unit), value));
    }

    /// Values of every second.
    public static List<Track> tracks(TpccPlan plan, TpccBench.Result result) {
        List<Track> tracks = new ArrayList<>();
        for (Measured run : result.runs()) {
            for (Kind kind : Kind.values()) {
                List<Double> values =
                        run.result().perSecond().getOrDefault(kind, List.of()).stream()
                                .map(Long::doubleValue)
                                .toList();
                tracks.add(track(plan, run, kind.toString(), "transactions/s", values));
            }
            RunResult.NewOrderMicros micros = run.result().newOrderMicros();
            tracks.add(track(plan, run, "new-order p50", "µs", micros.p50()));
            tracks.add(track(plan, run, "new-order p99", "µs", micros.p99()));
            run.heat()
                    .forEach((shard, values) ->
                            tracks.add(track(plan, run, "shard " + shard, "requests/s", values)));
        }
        return tracks;
    }

    private static Track track(
            TpccPlan plan, Measured run, String name, String unit, List<Double> values) {
        return new Track(plan.benchCase(), run.subject(), run.run(), name, unit, values);
    }

    /// What each server spent, run by run.
    public static List<Spending> spendings(TpccPlan plan, TpccBench.Result result) {
        return spendings(plan, result.runs());
    }

    private static List<Spending> spendings(TpccPlan plan, List<Measured> runs) {
        List<Spending> spendings = new ArrayList<>();
        for (Measured run : runs) {
            for (int node = 0; node < run.spent().size(); node++) {
                spendings.add(
                        new Spending(
                                plan.benchCase(),
                                run.subject(),
                                run.run(),
                                node + 1,
                                run.transactionsInAll(),
                                run.spent().get(node)));
            }
        }
        return spendings;
    }

    /// What happened in all runs.
    public static List<Mark> marks(TpccBench.Result result) {
        return result.runs().stream().flatMap(run -> run.marks().stream()).toList();
    }

    /// All response times.
    public static List<Recorded> recorded(TpccPlan plan, TpccBench.Result result) {
        List<Recorded> recorded = new ArrayList<>();
        for (Measured run : result.runs()) {
            for (KindResult kind : run.result().kinds()) {
                recorded.add(
                        new Recorded(
                                plan.benchCase(),
                                run.subject(),
                                run.run(),
                                kind.kind().toString(),
                                kind.latencies().encoded()));
            }
        }
        return recorded;
    }
}
