package dev.isochron.bench.mix;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.Counted;
import dev.isochron.bench.harness.LoadedCluster;
import dev.isochron.bench.harness.Probe;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Series;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import dev.isochron.bench.isochron.IsochronShape;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/// Runs a [MixPlan] on three servers and returns its rows.
public final class MixBench {

    private static final int SHARDS = 3;

    private final MixPlan plan;
    private final Workspace workspace;
    private final Consumer<String> progress;

    /// @param progress is told what is being done
    public MixBench(MixPlan plan, Workspace workspace, Consumer<String> progress) {
        this.plan = plan;
        this.workspace = workspace;
        this.progress = progress;
    }

    /// Every figure of every case.
    public List<Row> run() throws IOException, InterruptedException {
        try (LoadedCluster cluster = start()) {
            progress.accept("warming up");
            Duration each = plan.warmUp().dividedBy(plan.mixes().size());
            int most = plan.clients().getLast();
            for (Mix mix : plan.mixes()) {
                cluster.measure(order(mix, most, each), each);
            }
            return measure(cluster);
        }
    }

    private LoadedCluster start() throws IOException, InterruptedException {
        progress.accept("starting three servers and loading %,d rows".formatted(plan.rows()));
        Path directory = workspace.directory("servers");
        IsochronShape shape = IsochronShape.onFreePorts(1);
        List<String> words = List.of("--split-at=" + String.join(",", borders()));
        ChildCommand client =
                new ChildCommand(
                        "mix-client",
                        MixClient.class,
                        List.of(
                                shape.addressWords(),
                                plan.isBank() ? "bank" : "ycsb",
                                Integer.toString(plan.rows())),
                        false);
        return LoadedCluster.start(
                shape.servers(directory, true, words), client, plan.lifetime(), directory);
    }

    /// Thirds of the positive numbers, over which the keys are scattered.
    static List<String> borders() {
        RowKeys keys =
                new RowKeys(
                        Table.declare(new TableId(TableId.FIRST_OF_USERS), "t")
                                .required("id", Scalar.INT64)
                                .key("id")
                                .build());
        List<String> borders = new ArrayList<>();
        for (int shard = 1; shard < SHARDS; shard++) {
            Value.Int first = new Value.Int(Long.MAX_VALUE / SHARDS * shard);
            borders.add(HexFormat.of().formatHex(keys.key(List.of(first)).toBytes()));
        }
        return borders;
    }

    private static String order(Mix mix, int clients, Duration length) {
        return "load %s %d %d".formatted(mix, clients, length.toMillis());
    }

    private List<Row> measure(LoadedCluster cluster) throws IOException, InterruptedException {
        List<Series> all = new ArrayList<>();
        for (Mix mix : plan.mixes()) {
            for (int clients : plan.clients()) {
                String order = order(mix, clients, plan.length());
                Probe probe =
                        new Probe(
                                Subject.ISOCHRON, "", () -> cluster.measure(order, plan.length()));
                all.add(new Series(mix + " clients=" + clients, Counted.TRANSACTIONS, probe));
            }
        }
        for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
            progress.accept("%d of %d rounds".formatted(repetition, plan.repetitions()));
            for (Series series : all) {
                series.repeat();
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Series series : all) {
            rows.addAll(series.rows());
        }
        return rows;
    }
}
