package dev.isochron.node.inspect;

import dev.isochron.client.compare.Comparison;
import dev.isochron.client.compare.Finding;
import dev.isochron.client.compare.ShardReport;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Ports;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// Compares the replicas of the shards that a node leads, one after the other, again and again.
public final class Inspector implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// A cluster that was just started has other things to do.
    private static final Duration FIRST = Duration.ofMinutes(5);

    private final Ports ports;
    private final Beat beat;
    private final Consumer<String> tell;
    private final Doubts doubts;
    private final ConcurrentSkipListMap<ShardId, ShardReport> latest;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    /// Whom it inspects, and when.
    ///
    /// @param own the address at which clients find the node
    /// @param every from the end of one round to the beginning of the next
    public record Beat(long node, String own, Duration every) {}

    /// Where it is said that a replica differs from the majority.
    public interface Doubts {
        void tell(ShardId shard, NodeId on, String what);
    }

    private Inspector(
            Ports ports,
            Beat beat,
            ConcurrentSkipListMap<ShardId, ShardReport> latest,
            Consumer<String> tell,
            Doubts doubts) {
        this.doubts = doubts;
        this.ports = ports;
        this.beat = beat;
        this.latest = latest;
        this.tell = tell;
        this.thread = Thread.ofVirtual().name("inspector").unstarted(this::run);
    }

    /// Begins.
    ///
    /// @param ports the way to the nodes; closed at the end
    /// @param latest where the last report of each shard is put
    /// @param tell who hears of what was found
    /// @param doubts who tells the nodes whose replicas are the odd ones out
    public static Inspector start(
            Ports ports,
            Beat beat,
            ConcurrentSkipListMap<ShardId, ShardReport> latest,
            Consumer<String> tell,
            Doubts doubts) {
        Inspector inspector = new Inspector(ports, beat, latest, tell, doubts);
        inspector.thread.start();
        return inspector;
    }

    private void run() {
        try {
            boolean goesOn = rest(beat.every().compareTo(FIRST) < 0 ? beat.every() : FIRST);
            while (goesOn) {
                round();
                goesOn = rest(beat.every());
            }
        } catch (InterruptedException _) {
            // It is closed.
        }
    }

    private boolean rest(Duration pause) throws InterruptedException {
        return !ports.sessions().await(end, ports.sessions().nanos() + pause.toNanos());
    }

    private void round() throws InterruptedException {
        CompletableFuture<MapDelivery> asked = ports.transport().shardMap(beat.own(), PATIENCE);
        boolean answered =
                ports.sessions().await(asked, ports.sessions().nanos() + PATIENCE.toNanos());
        if (answered && asked.join() instanceof MapDelivery.Received map) {
            latest.keySet().removeIf(shard -> !isLed(map, shard));
            for (ShardEntry shard : map.entries()) {
                if (isLed(shard) && shard.replicas().size() > 1) {
                    inspect(
                            new Comparison(
                                    ports.transport(),
                                    ports.sessions(),
                                    Comparison.Manner.GENTLE,
                                    shard,
                                    map.now()));
                }
            }
        }
    }

    private boolean isLed(MapDelivery.Received map, ShardId shard) {
        return map.entries().stream()
                .anyMatch(entry -> entry.route().shard().equals(shard) && isLed(entry));
    }

    private boolean isLed(ShardEntry shard) {
        return shard.leader().filter(place -> place.node() == beat.node()).isPresent();
    }

    private void inspect(Comparison comparison) throws InterruptedException {
        ShardReport report = comparison.run(Optional.empty());
        latest.put(report.shard().route().shard(), report);
        if (report.differences() > 0) {
            tell.accept(text(report));
            Blame.of(report)
                    .forEach((node, what) ->
                            doubts.tell(report.shard().route().shard(), node, what));
        }
    }

    private static String text(ShardReport report) {
        StringBuilder text = new StringBuilder();
        text.append(
                "The replicas of %s do not agree about %d rows; the odd ones out are on node %s. %s"
                        .formatted(
                                report.shard().route().shard(),
                                report.differences(),
                                FindingText.odd(report.findings()),
                                Blame.of(report).isEmpty()
                                        ? "No majority agrees, so nothing is thrown away."
                                        : "They are told to fetch the state of another one."));
        for (Finding finding : report.findings()) {
            FindingText.lines(finding, key -> "key " + key)
                    .forEach(line -> text.append('\n').append(line));
        }
        return text.append("\nSee \"Replicas that differ\" in docs/operating.md.").toString();
    }

    @Override
    public void close() {
        end.complete(null);
        thread.interrupt();
        ports.transport().close();
    }
}
