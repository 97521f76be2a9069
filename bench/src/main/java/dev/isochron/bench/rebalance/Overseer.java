package dev.isochron.bench.rebalance;

import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.wire.PleaCodec;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.cluster.ClusterServiceGrpc;
import dev.isochron.protocol.wire.MalformedMessage;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Asks the controller, by way of any server that runs.
public final class Overseer implements AutoCloseable {

    private static final Duration ONE_QUESTION = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 50;

    private final Supplier<List<String>> addresses;
    private final SortedMap<String, ManagedChannel> channels = new TreeMap<>();

    /// @param addresses of the servers that run now
    public Overseer(Supplier<List<String>> addresses) {
        this.addresses = addresses;
    }

    /// The cluster as its controller sees it, if the controller answers.
    Optional<View> view() {
        return ask(new Plea.Show())
                .flatMap(ruling ->
                        ruling instanceof Ruling.Seen(View view)
                                ? Optional.of(view)
                                : Optional.empty());
    }

    /// Has something decided; asks again as long as something else is in the way.
    ///
    /// @throws IOException if it is still refused, or nobody decided, in the end
    public void order(Command command, Duration patience) throws IOException, InterruptedException {
        long untilNanos = System.nanoTime() + patience.toNanos();
        String why = "the controller does not answer";
        while (System.nanoTime() - untilNanos < 0) {
            Optional<Ruling> ruling = ask(new Plea.Do(command));
            if (ruling.orElse(null) instanceof Ruling.Refused(String refusal, String remedy)) {
                why = refusal + "; " + remedy;
            } else if (ruling.isPresent()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IOException(command + " was not decided: " + why);
    }

    /// Waits for something to be so.
    ///
    /// @throws IOException if it is not in time
    public View await(String what, Duration patience, Predicate<View> so)
            throws IOException, InterruptedException {
        long untilNanos = System.nanoTime() + patience.toNanos();
        Optional<View> last = Optional.empty();
        while (System.nanoTime() - untilNanos < 0) {
            Optional<View> seen = view();
            if (seen.filter(so).isPresent()) {
                return seen.get();
            }
            last = seen;
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        throw new IOException(
                "after %d s not so: %s; last seen: %s"
                        .formatted(
                                patience.toSeconds(),
                                what,
                                last.map(View::toString).orElse("no controller")));
    }

    private Optional<Ruling> ask(Plea plea) {
        for (String address : addresses.get()) {
            try {
                Ruling ruling =
                        PleaCodec.read(
                                ClusterServiceGrpc.newBlockingStub(channel(address))
                                        .withDeadlineAfter(
                                                ONE_QUESTION.toMillis(), TimeUnit.MILLISECONDS)
                                        .ask(PleaCodec.write(plea)));
                if (!(ruling instanceof Ruling.Nobody)) {
                    return Optional.of(ruling);
                }
            } catch (StatusRuntimeException | MalformedMessage silent) {
                // Another server may know.
            }
        }
        return Optional.empty();
    }

    private synchronized ManagedChannel channel(String address) {
        return channels.computeIfAbsent(
                address,
                to -> NettyChannelBuilder.forTarget(to).usePlaintext().disableRetry().build());
    }

    /// Every shard has so many voters and as many replicas, all on servers that take some, and
    /// nothing is under way.
    static boolean isSettled(View view, int copies) {
        return view.jobs().isEmpty()
                && view.shards().stream()
                        .allMatch(seen ->
                                seen.shard().voters().size() == copies
                                        && seen.shard().replicas().size() == copies
                                        && seen.shard().voters().stream()
                                                .allMatch(node -> serves(view, node)));
    }

    private static boolean serves(View view, NodeId node) {
        return view.servers().stream()
                .anyMatch(seen ->
                        seen.server().id().equals(node)
                                && seen.server().standing() == Standing.ACTIVE);
    }

    /// How many shards have a replica on a node.
    static long replicasOn(View view, NodeId node) {
        return view.shards().stream().filter(seen -> seen.shard().on(node).isPresent()).count();
    }

    @Override
    public synchronized void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
