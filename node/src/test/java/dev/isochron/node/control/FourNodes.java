package dev.isochron.node.control;

import static org.junit.jupiter.api.Assertions.fail;

import dev.isochron.controller.decide.Command;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.port.Operator;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.process.ServerOptions;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.truetime.settings.ClockSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Four nodes in this process with a controller, over loopback, with real disks; three shards.
final class FourNodes implements AutoCloseable {

    /// A node that is gone is given up soon.
    private static final ControlSettings IMPATIENT =
            ControlSettings.DEFAULT.withGrace(Duration.ofSeconds(8));

    private static final List<Key> BORDERS = List.of(Key.ofHex("50 14 05"), Key.ofHex("50 14 09"));
    private static final long PATIENCE_NANOS = Duration.ofSeconds(90).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final TreeMap<Integer, NodeProcess> nodes = new TreeMap<>();
    private final Map<NodeId, String> addresses = new TreeMap<>();

    FourNodes(Path data) {
        List<NodeId> ids = List.of(new NodeId(1), new NodeId(2), new NodeId(3), new NodeId(4));
        Plan plan = new Plan(ids, 1, 3).withShards(BORDERS).withController();
        for (NodeId id : ids) {
            ServerOptions options =
                    new ServerOptions(
                            NodeSettings.of(id, plan, "").withControl(IMPATIENT),
                            data.resolve("n" + id.value()),
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            ClockSettings.defaults());
            NodeProcess node = NodeProcess.bind(options, new Loud());
            nodes.put((int) id.value(), node);
            addresses.put(id, "127.0.0.1:" + node.address().getPort());
        }
        nodes.values().forEach(node -> node.start(addresses));
    }

    private static final class Loud implements Operator {
        @Override
        public void tell(String message) {
            System.err.println(message);
        }

        @Override
        public void stop(String message) {
            System.err.println("STOP " + message);
        }
    }

    String addresses() {
        return String.join(",", addresses.values());
    }

    /// Kills a node for good.
    void lose(int node) {
        Objects.requireNonNull(nodes.remove(node)).kill();
    }

    /// Asks any node that is left.
    Ruling ask(Plea plea) {
        CompletableFuture<Ruling> answer = new CompletableFuture<>();
        nodes.lastEntry().getValue().withNode(node -> node.plead(plea, answer::complete));
        return answer.join();
    }

    Ruling order(Command command) {
        return ask(new Plea.Do(command));
    }

    /// The cluster, once it is so.
    View await(Predicate<View> holds, String what) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Ruling last = new Ruling.Nobody("not asked yet");
        while (System.nanoTime() < deadline) {
            last = ask(new Plea.Show());
            if (last instanceof Ruling.Seen(View view) && holds.test(view)) {
                return view;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return fail(what + " did not happen: " + last);
    }

    @Override
    public void close() {
        nodes.descendingMap().values().forEach(NodeProcess::close);
    }
}
