package dev.isochron.node.world;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.desk.Answer;
import dev.isochron.node.founding.RosterFile;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.node.ledger.ClientId;
import dev.isochron.node.ledger.Command;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.roster.Verdict;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/// Some nodes, the lines between them, and a client.
public final class TestWorld {
    public static final GroupId GROUP = new GroupId(1);
    public static final long MILLI = 1_000_000L;
    public static final long SECOND = 1_000_000_000L;

    /// Copied as a whole at each sync of [TestDisk], so small.
    public static final LogSettings SMALL_LOG =
            new LogSettings(1 << 20, 256 << 10, 1 << 20, 1, 16 << 20);

    public final TestLoop loop = new TestLoop();
    public final Random random;
    public final List<TestNode> nodes = new ArrayList<>();
    private final List<TestNode> impostors = new ArrayList<>();

    /// From the submission of a disk job to its end.
    public long syncNanos = MILLI / 10;

    /// How long a frame travels.
    public long travelNanos = MILLI / 20;

    /// Frames that this says no to are lost.
    public BiPredicate<NodeId, NodeId> line = (_, _) -> true;

    private long lastSequence;

    public TestWorld(int size, int groups, UnaryOperator<NodeSettings> change) {
        random = new Random(size * 31L + groups);
        List<NodeId> ids = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            ids.add(new NodeId(i));
        }
        Plan plan = new Plan(ids, groups, Math.min(size, 3));
        for (NodeId id : ids) {
            NodeSettings usual = NodeSettings.of(id, plan, "world").withLog(SMALL_LOG);
            nodes.add(new TestNode(this, change.apply(usual)));
        }
    }

    public TestNode node(int id) {
        return nodes.get(id - 1);
    }

    /// A second node with the number of another, and an empty directory. What is sent to that
    /// number reaches both.
    public TestNode impostor(int id) {
        TestNode impostor = new TestNode(this, node(id).settings);
        impostors.add(impostor);
        return impostor;
    }

    /// A node that was let in, with an empty log; not started.
    public TestNode newcomer(Verdict.Admitted admitted, UUID life) {
        NodeId id = admitted.number();
        NodeSettings settings =
                NodeSettings.of(id, Plan.ofNewcomer(id), "world").withLog(SMALL_LOG);
        TestNode newcomer = new TestNode(this, settings);
        RosterFile.Kept kept = new RosterFile.Kept(admitted.cluster(), id, life, admitted.roster());
        DiskWorker.Job job = new RosterFile(newcomer.state).replaceBy(kept);
        job.write();
        job.sync();
        nodes.add(newcomer);
        return newcomer;
    }

    public void startAll() {
        nodes.forEach(TestNode::start);
    }

    /// Lets `from` say something to `to` that its program would not say, as the life of it that
    /// spoke last.
    public void forge(TestNode from, TestNode to, Word word) {
        Origin origin = from.lastSaid.orElseThrow().origin();
        carry(from.id, to.id, new Frame(origin, Optional.empty(), 0, word));
    }

    void carry(NodeId from, NodeId to, Frame frame) {
        loop.after(
                travelNanos,
                () -> {
                    if (line.test(from, to)) {
                        nodes.stream()
                                .filter(node -> node.id.equals(to))
                                .forEach(node -> node.receive(frame));
                        impostors.stream()
                                .filter(i -> i.id.equals(to))
                                .forEach(i -> i.receive(frame));
                    }
                });
    }

    /// Cuts a node off from all others.
    public void isolate(int id) {
        NodeId lonely = new NodeId(id);
        line = (from, to) -> !from.equals(lonely) && !to.equals(lonely);
    }

    public void heal() {
        line = (_, _) -> true;
    }

    // -- a client ----------------------------------------------------------------------------

    /// Sends one line to whoever leads until it is recorded.
    public Answer.Recorded append(GroupId group, String text) {
        Command command = command(text);
        Answer.Recorded[] recorded = new Answer.Recorded[1];
        loop.after(0, () -> tryAppend(group, command, recorded));
        if (!loop.runUntil(() -> recorded[0] != null, 120 * SECOND)) {
            throw new AssertionError("nothing recorded within two minutes");
        }
        return recorded[0];
    }

    private void tryAppend(GroupId group, Command command, Answer.Recorded[] recorded) {
        List<TestNode> up = nodes.stream().filter(TestNode::isUp).toList();
        if (up.isEmpty() || recorded[0] != null) {
            return;
        }
        TestNode target = leader(group).orElse(up.get(random.nextInt(up.size())));
        boolean[] answered = {false};
        Runnable again = () -> tryAppend(group, command, recorded);
        target.node()
                .append(
                        group,
                        command,
                        answer -> {
                            answered[0] = true;
                            if (answer instanceof Answer.Recorded done) {
                                recorded[0] = done;
                            } else {
                                loop.after(20 * MILLI, again);
                            }
                        });
        loop.after(
                5 * SECOND,
                () -> {
                    if (!answered[0]) {
                        again.run();
                    }
                });
    }

    public Command command(String text) {
        lastSequence++;
        ClientId client = new ClientId(new Timestamp(1), 7);
        return new Command(client, lastSequence, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The node whose replica serves as leader now.
    public Optional<TestNode> leader(GroupId group) {
        return nodes.stream()
                .filter(TestNode::isUp)
                .filter(n ->
                        n.node().status().groups().stream()
                                .anyMatch(g -> g.group().equals(group) && g.view().serving()))
                .findFirst();
    }

    /// Waits until all nodes have applied as much as the furthest, and says whether they agree.
    public boolean converges(GroupId group, long limitNanos) {
        return loop.runUntil(() -> chains(group).size() == 1, limitNanos);
    }

    /// What the ledgers of a group look like on the nodes that are up.
    public Set<String> chains(GroupId group) {
        TreeSet<String> chains = new TreeSet<>();
        for (TestNode node : nodes) {
            if (node.isUp()) {
                node.node().status().groups().stream()
                        .filter(g -> g.group().equals(group))
                        .forEach(g -> chains.add(g.lines() + ":" + Long.toHexString(g.chain())));
            }
        }
        return chains;
    }
}
