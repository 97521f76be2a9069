package dev.isochron.node.demo;

import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.shard.ShardStatus;
import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.Durations;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The log beneath the shards under load: a line a second about it.
final class DemoLog {
    private static final int WRITERS = 8;

    private final DemoCluster cluster;
    private final PrintWriter out;
    private final @Nullable Duration duration;

    /// @param duration null for no end
    DemoLog(DemoCluster cluster, PrintWriter out, @Nullable Duration duration) {
        this.cluster = cluster;
        this.out = out;
        this.duration = duration;
    }

    /// Writes until the time is over, or the latch is.
    void run(CountDownLatch ended) throws InterruptedException {
        try (DemoWriter writer = new DemoWriter(cluster.nodes(), born(cluster), WRITERS)) {
            long start = System.nanoTime();
            long lines = 0;
            boolean more = true;
            while (more) {
                long left =
                        duration == null
                                ? Long.MAX_VALUE
                                : duration.toNanos() - (System.nanoTime() - start);
                boolean signal =
                        ended.await(
                                Math.min(left, Duration.ofSeconds(1).toNanos()),
                                TimeUnit.NANOSECONDS);
                out.println(line(cluster, writer.written() - lines));
                out.flush();
                lines = writer.written();
                more = !signal && left > Duration.ofSeconds(1).toNanos();
            }
            out.printf("%,d lines were written and acknowledged%n", writer.written());
            out.flush();
        }
    }

    private static Timestamp born(DemoCluster cluster) {
        return cluster.nodes().getFirst().clock().time().now()
                        instanceof Reading.Usable(Interval interval)
                ? interval.latest()
                : Timestamp.MIN;
    }

    private static String line(DemoCluster cluster, long lines) {
        List<NodeStatus> all = cluster.status();
        ClockStatus clock = cluster.nodes().getFirst().clock().time().status();
        long chosen = 0;
        Optional<NodeStatus> leader = Optional.empty();
        StringBuilder syncs = new StringBuilder();
        TreeMap<Long, NodeId> shards = new TreeMap<>();
        for (NodeStatus status : all) {
            for (NodeStatus.GroupStatus group : status.groups()) {
                chosen = Math.max(chosen, group.view().chosen().value());
                if (group.view().serving() && group.shard().isEmpty()) {
                    leader = Optional.of(status);
                }
                if (group.shard().filter(ShardStatus::leading).isPresent()) {
                    Plan.shardOf(group.group())
                            .ifPresent(s -> shards.put(s.value(), status.node()));
                }
            }
            status.disk()
                    .ifPresent(disk ->
                            syncs.append(syncs.isEmpty() ? "" : " ")
                                    .append(Durations.text(disk.meanSyncNanos())));
        }
        String epsilon =
                clock.reading() instanceof Reading.Usable(Interval interval)
                        ? Durations.text(interval.epsilonNanos())
                        : "clock unusable";
        return "%s  leader %-4s  shards %s  chosen %,10d slots  %,7d lines/s  ε %s (%s)  sync %s"
                .formatted(
                        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                        leader.map(l -> l.node().toString()).orElse("none"),
                        shards.isEmpty() ? "not led yet" : led(shards),
                        chosen,
                        lines,
                        epsilon,
                        clock.source(),
                        syncs);
    }

    private static String led(Map<Long, NodeId> shards) {
        return shards.entrySet().stream()
                .map(shard -> "s" + shard.getKey() + "@" + shard.getValue())
                .collect(Collectors.joining(" "));
    }
}
