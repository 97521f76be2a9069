package dev.isochron.bench.kv;

import static dev.isochron.bench.harness.Target.Sense.AT_LEAST;
import static dev.isochron.bench.harness.Target.Sense.AT_MOST;

import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Series;
import dev.isochron.bench.harness.Spread;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What transactions are to reach, as ratios within one run.
final class KvTargets {

    private static final double OVER_LOG = 1.3;
    private static final double TWO_SHARDS_OVER_ONE = 2.2;
    private static final double READING_OTHERS_OVER_ONE = 1.4;
    private static final double ROWS_PER_SECOND = 100_000;

    private static final double OVER_IGNITE = 5;
    private static final double OVER_ETCD = 2;
    private static final double OVER_SURE = 0.9;

    private final List<KvResult> results;

    KvTargets(List<KvResult> results) {
        this.results = List.copyOf(results);
    }

    /// The verdicts that the measured cases allow.
    List<Row> verdicts() {
        List<Row> rows = new ArrayList<>();
        Optional<Series> write = one(KvOperation.WRITE, "");
        rows.addAll(
                p50(
                        "one-shard write over the replicated log, 1 client, p50",
                        OVER_LOG,
                        write,
                        one(KvOperation.WRITE, KvRunning.LOG)));
        rows.addAll(
                p50(
                        "transfer over two shards over one shard, 1 client, p50",
                        TWO_SHARDS_OVER_ONE,
                        one(KvOperation.TRANSFER_TWO_SHARDS, ""),
                        one(KvOperation.TRANSFER_ONE_SHARD, "")));
        rows.addAll(
                p50(
                        "write one shard and read two over one-shard write, 1 client, p50",
                        READING_OTHERS_OVER_ONE,
                        one(KvOperation.WRITE_ONE_READ_TWO, ""),
                        write));
        batches().ifPresent(rows::addAll);
        rows.addAll(throughput(KvOperation.TRANSFER_ONE_SHARD, Subject.IGNITE3, OVER_IGNITE));
        rows.addAll(throughput(KvOperation.WRITE, Subject.ETCD, OVER_ETCD));
        rows.addAll(unsure());
        return rows;
    }

    /// One row that everybody writes: commits wait for the clock, but hold nobody else up.
    private List<Row> unsure() {
        Optional<KvResult> hot = most(KvOperation.WRITE, KvKeys.HOT);
        Optional<Series> sure = hot.flatMap(result -> result.find(Subject.ISOCHRON, ""));
        Optional<Series> unsure =
                hot.flatMap(result -> result.find(Subject.ISOCHRON, KvRunning.UNSURE));
        if (sure.isEmpty() || unsure.isEmpty()) {
            return List.of();
        }
        String name =
                "hot row, ε = 5 ms over ε = 0, %d clients, throughput"
                        .formatted(hot.get().of().clients());
        return new Target(name, AT_LEAST, OVER_SURE, "ratio")
                .verdict(
                        Subject.ISOCHRON,
                        Spread.ofRatios(unsure.get().perSecond(), sure.get().perSecond()));
    }

    private Optional<KvResult> most(KvOperation operation, KvKeys keys) {
        return results.stream()
                .filter(result -> result.of().operation() == operation)
                .filter(result -> result.of().keys() == keys)
                .max(Comparator.comparingInt(result -> result.of().clients()));
    }

    /// As many clients as were tried, ours over a peer's.
    private List<Row> throughput(KvOperation operation, Subject peer, double bound) {
        Optional<KvResult> most = most(operation, KvKeys.UNIFORM);
        Optional<Series> ours = most.flatMap(result -> result.find(Subject.ISOCHRON, ""));
        Optional<Series> theirs = most.flatMap(result -> result.find(peer, ""));
        if (ours.isEmpty() || theirs.isEmpty()) {
            return List.of();
        }
        String name =
                "%s over %s, %d clients, throughput"
                        .formatted(operation, peer.label(), most.get().of().clients());
        return new Target(name, AT_LEAST, bound, "ratio")
                .verdict(
                        Subject.ISOCHRON,
                        Spread.ofRatios(ours.get().perSecond(), theirs.get().perSecond()));
    }

    private Optional<Series> one(KvOperation operation, String variant) {
        return results.stream()
                .filter(result -> result.of().equals(new KvCase(operation, 1, KvKeys.UNIFORM)))
                .findFirst()
                .flatMap(result -> result.find(Subject.ISOCHRON, variant));
    }

    private static List<Row> p50(
            String name, double bound, Optional<Series> over, Optional<Series> under) {
        if (over.isEmpty() || under.isEmpty()) {
            return List.of();
        }
        return new Target(name, AT_MOST, bound, "ratio")
                .verdict(
                        Subject.ISOCHRON,
                        Spread.ofRatios(over.get().p50Micros(), under.get().p50Micros()));
    }

    /// With as many clients as were tried.
    private Optional<List<Row>> batches() {
        return results.stream()
                .filter(result -> result.of().operation() == KvOperation.READ_BATCH)
                .reduce((_, last) -> last)
                .flatMap(last -> last.find(Subject.ISOCHRON, "").map(series -> rows(last, series)));
    }

    private static List<Row> rows(KvResult of, Series series) {
        List<Double> rows =
                series.perSecond().stream().map(batches -> batches * KvShape.BATCH).toList();
        String name = "strong reads in batches, " + of.of().clients() + " clients";
        return new Target(name, AT_LEAST, ROWS_PER_SECOND, "rows/s")
                .verdict(Subject.ISOCHRON, Spread.of(rows));
    }
}
