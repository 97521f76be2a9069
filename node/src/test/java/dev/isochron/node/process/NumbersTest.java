package dev.isochron.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.control.ControlSettings;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.port.Operator;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.settings.ClockSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The controller gives the numbers of those who join, and keeps where they stand.
@Timeout(120)
final class NumbersTest {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final NodeId ONE = new NodeId(1);
    private static final NodeId THREE = new NodeId(3);

    private @TempDir Path data = Path.of("");
    private final Map<NodeId, NodeProcess> nodes = new TreeMap<>();
    private final Map<NodeId, String> addresses = new TreeMap<>();

    private static final class Silent implements Operator {
        @Override
        public void tell(String message) {}

        @Override
        public void stop(String message) {}
    }

    @AfterEach
    void close() {
        nodes.values().forEach(NodeProcess::kill);
    }

    @Test
    void numbersAreGivenThoughTheFirstNodeIsGoneAndLocalitiesArrive() {
        found();
        await(THREE, view -> view.servers().size() == 3, "all founders report");
        Objects.requireNonNull(nodes.remove(ONE)).kill();

        String listen = freeAddress();
        RosterFile.Kept fourth = ask("n4", listen, "region=eu,zone=a");
        assertEquals(new NodeId(4), fourth.self());
        assertEquals(fourth.self(), ask("n4", listen, "region=eu,zone=a").self());
        start(fourth, listen);
        await(
                THREE,
                view ->
                        view.servers().stream()
                                .anyMatch(one ->
                                        one.server().id().equals(fourth.self())
                                                && one.silentMillis() >= 0
                                                && one.server()
                                                        .locality()
                                                        .toString()
                                                        .equals("region=eu,zone=a")),
                "node 4 reports, and its locality is known");

        Complaint tiers =
                assertThrows(Complaint.class, () -> ask("n5", freeAddress(), "zone=a,region=eu"));
        assertTrue(tiers.toString().contains("does not name the tiers"), tiers.toString());
        Complaint twice =
                assertThrows(Complaint.class, () -> ask("n5", listen, "region=eu,zone=b"));
        assertTrue(twice.toString().contains("is the address of n4"), twice.toString());
        assertEquals(new NodeId(5), ask("n5", freeAddress(), "region=us,zone=a").self());
    }

    private void found() {
        List<NodeId> ids = List.of(ONE, new NodeId(2), THREE);
        Plan plan = new Plan(ids, 1, 3).withShards(List.of()).withController();
        for (NodeId id : ids) {
            bind(id, plan, "127.0.0.1:0", "region=eu,zone=" + id.value());
        }
        Map<NodeId, String> founders = Map.copyOf(addresses);
        nodes.values().forEach(node -> node.start(founders));
    }

    private void start(RosterFile.Kept kept, String listen) {
        bind(kept.self(), Plan.ofNewcomer(kept.self()), listen, "").start(Map.of());
    }

    private NodeProcess bind(NodeId id, Plan plan, String listen, String locality) {
        ControlSettings control = ControlSettings.DEFAULT.withLocality(Locality.parse(locality));
        ServerOptions options =
                new ServerOptions(
                        NodeSettings.of(id, plan, "").withControl(control),
                        data.resolve("n" + id.value()),
                        Endpoints.parse(listen, "test"),
                        ClockSettings.defaults());
        NodeProcess node = NodeProcess.bind(options, new Silent());
        nodes.put(id, node);
        addresses.put(id, "127.0.0.1:" + node.address().getPort());
        return node;
    }

    private static String freeAddress() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + ((InetSocketAddress) socket.getLocalSocketAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// By way of a node that has no higher rank than any other.
    private RosterFile.Kept ask(String directory, String listen, String locality) {
        return new Admittance(data.resolve(directory), _ -> {})
                .ask(
                        List.of(Objects.requireNonNull(addresses.get(THREE))),
                        listen,
                        locality,
                        ClockSettings.defaults());
    }

    private void await(NodeId at, Predicate<View> holds, String what) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Ruling last = new Ruling.Nobody("not asked yet");
        while (System.nanoTime() < deadline) {
            CompletableFuture<Ruling> answer = new CompletableFuture<>();
            Objects.requireNonNull(nodes.get(at))
                    .withNode(node -> node.plead(new Plea.Show(), answer::complete));
            last = answer.join();
            if (last instanceof Ruling.Seen(View view) && holds.test(view)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError(what + " did not happen: " + last);
    }
}
