package dev.isochron.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.Isochron;
import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.NodeStatus.GroupStatus;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.port.Operator;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Input.MemberChange;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.truetime.settings.ClockSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that join a cluster over real sockets, and the shards that move to them.
@Timeout(120)
final class JoiningServersTest {
    private static final LogSettings LOG = new LogSettings(4 << 20, 1 << 20, 8 << 20, 1, 64 << 20);
    private static final GroupId SHARD = Plan.groupOf(new ShardId(1));
    private static final Duration LONG = Duration.ofSeconds(60);

    private @TempDir Path data = Path.of("");
    private final Map<NodeId, NodeProcess> nodes = new TreeMap<>();
    private final Map<NodeId, String> addresses = new TreeMap<>();
    private final Map<NodeId, String> stopped = new ConcurrentSkipListMap<>();

    private final class Listening implements Operator {
        private final NodeId node;

        Listening(NodeId node) {
            this.node = node;
        }

        @Override
        public void tell(String message) {}

        @Override
        public void stop(String message) {
            stopped.put(node, message);
        }
    }

    @AfterEach
    void close() {
        nodes.values().forEach(NodeProcess::kill);
    }

    private String at(NodeId id) {
        return Objects.requireNonNull(addresses.get(id));
    }

    private NodeProcess process(NodeId id) {
        return Objects.requireNonNull(nodes.get(id));
    }

    private void kill(NodeId id) {
        process(id).kill();
        nodes.remove(id);
    }

    private void found() {
        List<NodeId> ids = List.of(new NodeId(1), new NodeId(2), new NodeId(3));
        Plan plan = new Plan(ids, 1, 3).withShards(List.of());
        for (NodeId id : ids) {
            NodeProcess node = bind(id, plan, "127.0.0.1:0");
            addresses.put(id, "127.0.0.1:" + node.address().getPort());
        }
        Map<NodeId, String> founders = Map.copyOf(addresses);
        nodes.values().forEach(node -> node.start(founders));
    }

    private NodeProcess bind(NodeId id, Plan plan, String listen) {
        ServerOptions options =
                new ServerOptions(
                        NodeSettings.of(id, plan, "").withLog(LOG),
                        data.resolve("n" + id.value()),
                        Endpoints.parse(listen, "test"),
                        ClockSettings.defaults());
        NodeProcess node = NodeProcess.bind(options, new Listening(id));
        nodes.put(id, node);
        return node;
    }

    private static String freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + ((InetSocketAddress) socket.getLocalSocketAddress()).getPort();
        }
    }

    /// Lets a server in by way of the node that does not decide, and starts it.
    private NodeId join(String directory) throws IOException {
        String listen = freeAddress();
        RosterFile.Kept kept = ask(directory, listen, "");
        NodeId id = kept.self();
        assertEquals("n" + id.value(), directory);
        bind(id, Plan.ofNewcomer(id), listen).start(Map.of());
        addresses.put(id, listen);
        return id;
    }

    private RosterFile.Kept ask(String directory, String listen, String locality) {
        String second = at(new NodeId(2));
        return new Admittance(data.resolve(directory), _ -> {})
                .ask(List.of(second), listen, locality, ClockSettings.defaults());
    }

    private <T> T on(NodeId id, Function<Node, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        process(id).withNode(node -> answer.complete(question.apply(node)));
        return answer.join();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "in time");
            Thread.onSpinWait();
        }
    }

    private Optional<NodeId> leader() {
        return nodes.keySet().stream()
                .filter(id -> shard(id).filter(group -> group.view().serving()).isPresent())
                .findFirst();
    }

    private Optional<GroupStatus> shard(NodeId id) {
        return on(id, Node::status).groups().stream()
                .filter(group -> group.group().equals(SHARD))
                .findFirst();
    }

    /// One step towards `to` voting in the place of `from`; true when it does.
    private boolean swap(NodeId from, NodeId to) {
        Optional<NodeId> leader = leader();
        if (leader.isEmpty()) {
            return false;
        }
        Configuration members = shard(leader.get()).orElseThrow().view().configuration();
        Optional<Member> there = members.onNode(to);
        if (members.isJoint()) {
            return false;
        }
        if (there.isEmpty()) {
            change(leader.get(), new MemberChange.AddLearner(to));
            return false;
        }
        ReplicaId newcomer = there.get().replica();
        if (members.votes(newcomer)) {
            return true;
        }
        Stream<ReplicaId> staying =
                members.voters().stream()
                        .filter(member -> !member.node().equals(from))
                        .map(Member::replica);
        List<ReplicaId> voters = Stream.concat(staying, Stream.of(newcomer)).sorted().toList();
        change(leader.get(), new MemberChange.SetVoters(voters));
        return false;
    }

    private void change(NodeId leader, MemberChange change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        process(leader).withNode(node -> node.change(SHARD, change, _ -> done.complete(null)));
        done.join();
    }

    @Test
    void aShardMovesToAServerThatJoinedAndItsFounderMayDie() throws IOException {
        found();
        try (Isochron db = Isochron.connect(at(new NodeId(1)))) {
            db.createTable("t", t -> t.required("id", ColumnType.Scalar.INT64).key("id"));
            for (long id = 0; id < 50; id++) {
                long row = id;
                db.run(tx -> tx.insert(tx.row("t").with("id", row)));
            }
        }
        NodeId fourth = join("n4");
        NodeId leader = leader().orElseThrow();
        NodeId leaving =
                Stream.of(1, 2, 3)
                        .map(NodeId::new)
                        .filter(id -> !id.equals(leader))
                        .findFirst()
                        .orElseThrow();
        await(() -> swap(leaving, fourth));
        kill(leaving);
        try (Isochron db = Isochron.connect(at(fourth))) {
            db.run(tx -> tx.insert(tx.row("t").with("id", 50L)));
            assertTrue(db.get("t", 0L).isPresent());
            assertTrue(db.get("t", 50L).isPresent());
        }
    }

    /// It needs neither its number nor its peers said again.
    @Test
    void aServerThatJoinedIsStartedFromItsDirectory() throws IOException {
        found();
        NodeId fourth = join("n4");
        UUID cluster = on(new NodeId(1), n -> n.status().cluster()).orElseThrow();
        kill(fourth);
        RosterFile.Kept kept = new Admittance(data.resolve("n4"), _ -> {}).before().orElseThrow();
        assertEquals(fourth, kept.self());
        assertEquals(cluster, kept.cluster());
        bind(fourth, Plan.ofNewcomer(fourth), at(fourth)).start(Map.of());
        await(() -> on(fourth, n -> n.status().cluster()).isPresent());
    }

    /// The first one is dialled by all others, the last one dials them.
    @Test
    void removedServersHearOfItAndStop() throws IOException {
        found();
        NodeId fourth = join("n4");
        await(() -> on(new NodeId(3), Node::roster).isMember(fourth));
        for (NodeId leaving : List.of(fourth, new NodeId(1))) {
            boolean _ =
                    on(
                            new NodeId(2),
                            node -> {
                                node.take(node.roster().without(leaving));
                                return true;
                            });
            await(() -> stopped.containsKey(leaving));
            assertTrue(stopped.getOrDefault(leaving, "").contains("was removed"));
        }
        await(() -> on(new NodeId(3), Node::roster).members().size() == 2);
    }

    @Test
    void serversThatCannotJoinAreToldWhy() throws IOException {
        found();
        String fourth = freeAddress();
        ask("n4", fourth, "region=eu,zone=a");
        assertRefused("is the address of node 4", () -> ask("n5", fourth, "region=eu,zone=b"));
        assertRefused("does not name the tiers", () -> ask("n6", freeAddress(), "zone=b"));
        assertRefused(
                "is the address of node 1",
                () -> {
                    ask("n7", at(new NodeId(1)), "");
                });
        assertRefused("holds data of node 3", () -> ask("n3", freeAddress(), ""));
        RosterFile.Kept kept = new Admittance(data.resolve("n4"), _ -> {}).before().orElseThrow();
        RosterFile.Kept other =
                new RosterFile.Kept(new UUID(7, 7), kept.self(), kept.life(), kept.roster());
        List<String> here = List.copyOf(addresses.values());
        new Admittance(data.resolve("n4"), _ -> {}).requireOwn(here, kept);
        assertRefused(
                "holds data of cluster",
                () -> new Admittance(data.resolve("n4"), _ -> {}).requireOwn(here, other));
    }

    /// Something that may fail to find a port.
    private interface Attempt {
        void run() throws IOException;
    }

    private static void assertRefused(String words, Attempt attempt) {
        Complaint complaint = assertThrows(Complaint.class, attempt::run);
        assertTrue(complaint.what().contains(words), complaint::what);
    }
}
