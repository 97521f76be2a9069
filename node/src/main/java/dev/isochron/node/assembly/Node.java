package dev.isochron.node.assembly;

import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.node.desk.Answer;
import dev.isochron.node.founding.Rejections;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.node.ledger.Command;
import dev.isochron.node.port.Operator;
import dev.isochron.node.port.Ports;
import dev.isochron.node.roster.Application;
import dev.isochron.node.roster.Roster;
import dev.isochron.node.roster.Verdict;
import dev.isochron.node.shard.SplitFate;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Effects.Fate;
import dev.isochron.paxos.replica.Input;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.RequestKeys;
import dev.isochron.shard.model.Held;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.peers.ClockJudge;
import dev.isochron.truetime.peers.JudgeLimits;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node. Everything is called on its loop, and answers come on its loop.
///
/// Its [Arrival] makes it part of a cluster; from then on it is a [Membership].
public final class Node {

    /// Evidence about clocks counts this long: some pings and message delays.
    private static final long CLOCK_EVIDENCE_NANOS = 5_000_000_000L;

    /// Crystals are good for 100 ppm; twice that.
    private static final long CLOCK_DRIFT_PPB = 200_000;

    private final NodeSettings settings;
    private final Ports ports;
    private final ClockJudge<NodeId> judge;
    private final Courier courier;
    private final Departure departure;
    private final RosterDesk roster;
    private final Held held = new Held();
    private final Arrival arrival;
    private boolean stopped;
    private @Nullable Membership membership;

    private Node(NodeSettings settings, Ports ports) {
        this.settings = settings;
        this.ports = ports.withOperator(new Doomed(ports.operator()));
        this.judge = new ClockJudge<>(new JudgeLimits(CLOCK_EVIDENCE_NANOS, CLOCK_DRIFT_PPB));
        this.courier = new Courier(this::origin, this::place, judge, this.ports);
        this.roster = new RosterDesk(settings, this.ports, courier);
        roster.whenChanged(_ -> judge.setPeers(new TreeSet<>(roster.others())));
        long patience = settings.peers().patience().toNanos();
        this.departure =
                new Departure(
                        new Rejections(() -> roster.others().size(), patience),
                        this.ports,
                        this::origin);
        this.arrival =
                new Arrival(
                        settings,
                        this.ports,
                        new Membership.Contacts(judge, courier, departure, roster, held),
                        member -> membership = member);
        settings.shards().longestHold().ifPresent(held::attend);
        ports.network().onFrame(this::onFrame);
    }

    /// Puts a node together; reads its log, if it has one. Nothing moves before [#start].
    ///
    /// @throws dev.isochron.paxos.log.StoreRefusedException if its directory cannot be used
    /// @throws dev.isochron.node.checkpoint.UnreadableCheckpoint if a newer program wrote a
    ///   checkpoint
    public static Node assemble(NodeSettings settings, Ports ports) {
        return new Node(settings, ports);
    }

    /// Begins to run.
    public void start() {
        roster.connect();
        arrival.start();
    }

    private Origin origin() {
        Membership member = membership;
        return new Origin(
                settings.self(),
                member == null ? Optional.empty() : Optional.of(member.cluster()),
                arrival.incarnation(),
                arrival.boot(),
                settings.clockDomain());
    }

    private long place() {
        Membership member = membership;
        return member == null ? 0 : member.place();
    }

    // -- frames ------------------------------------------------------------------------------

    private void onFrame(Frame frame) {
        if (stopped) {
            return;
        }
        Membership member = membership;
        if (member != null) {
            member.gate().take(frame);
            return;
        }
        switch (frame.word()) {
            case Word.Hello hello -> arrival.hear(frame, hello);
            case Word.Goodbye goodbye -> departure.turnedAway(frame.origin().node(), goodbye);
            case Word.Letters _,
                    Word.Talk _,
                    Word.Safe _,
                    Word.Doubt _,
                    Word.Control _,
                    Word.Union _ -> {}
            case Word.Ping _, Word.Nodes _ -> {}
        }
    }

    // -- requests ----------------------------------------------------------------------------

    /// Writes a line; `client` is told what became of it, once.
    public void append(GroupId group, Command command, Consumer<Answer> client) {
        Optional<Resident.OfLedger> resident = ledger(group);
        if (resident.isPresent()) {
            resident.get().desk().append(command, client);
        } else {
            client.accept(new Answer.NotLeader(Optional.empty()));
        }
    }

    /// Reads lines that are still at hand, as they stand after this question was asked.
    public void read(GroupId group, long fromLine, int atMost, Consumer<Answer> client) {
        Optional<Resident.OfLedger> resident = ledger(group);
        if (resident.isPresent()) {
            resident.get().desk().read(fromLine, atMost, client);
        } else {
            client.accept(new Answer.NotLeader(Optional.empty()));
        }
    }

    /// Changes the members of a group, if this node leads it.
    public void change(GroupId group, Input.MemberChange change, Consumer<Fate> asker) {
        Optional<Resident> resident = resident(group);
        if (resident.isPresent()) {
            resident.get().host().change(change, asker);
        } else {
            asker.accept(new Fate.NotLeader(Optional.empty()));
        }
    }

    /// Decides about a server that wants to become a node, or says who does; `asker` is told once.
    public void apply(Application asked, Consumer<Verdict> asker) {
        Membership member = membership;
        if (member == null || stopped) {
            asker.accept(new Verdict.Elsewhere(List.of()));
        } else {
            roster.apply(asked, member.cluster(), asker);
        }
    }

    /// Takes over a newer roster, from those who decide.
    public void take(Roster newer) {
        roster.take(newer);
    }

    /// The nodes of the cluster, as this node knows them.
    public Roster roster() {
        return roster.roster();
    }

    /// Hands the leadership of a group over, if this node has it.
    public void transfer(GroupId group, ReplicaId successor) {
        resident(group).ifPresent(r -> r.host().transfer(successor));
    }

    /// Hands the leadership of a group over to its voter on another node, if this node has it.
    public void handOver(GroupId group, NodeId to) {
        resident(group)
                .flatMap(here -> here.host().view().configuration().onNode(to))
                .ifPresent(voter -> transfer(group, voter.replica()));
    }

    private Optional<Resident.OfLedger> ledger(GroupId group) {
        return resident(group)
                .flatMap(r -> r instanceof Resident.OfLedger l ? Optional.of(l) : Optional.empty());
    }

    /// Asks a shard something; `client` is answered once.
    public void ask(Request request, Consumer<Reply> client) {
        Optional<Resident.OfShard> resident = shard(request.route().shard());
        if (resident.isPresent()) {
            resident.get().desk().request(request, client);
        } else if (!isAwaited(request, client)) {
            client.accept(new Reply.Failed(elsewhere(request)));
        }
    }

    /// Whether a shard is about to be here; it is asked then.
    private boolean isAwaited(Request request, Consumer<Reply> client) {
        Membership member = stopped ? null : membership;
        Runnable again = () -> ask(request, client);
        return member != null && member.residents().whenBorn(request.route().shard(), again);
    }

    /// Makes everything from `border` on another shard, if this node leads the one that is meant;
    /// `asker` is told once.
    ///
    /// @param right a shard of which nobody ever heard
    public void split(Route meant, Key border, ShardId right, Consumer<SplitFate> asker) {
        Optional<Resident.OfShard> resident = shard(meant.shard());
        if (resident.isPresent()) {
            resident.get().desk().reshaping().split(meant, border, right, asker);
        } else {
            asker.accept(new SplitFate.Refused("there is no replica of " + meant + " here"));
        }
    }

    /// Lets the left one of two shards take its neighbour in, if this node leads it and they are on
    /// the same nodes; tells why nothing begins, if nothing does. What becomes of it the map shows.
    public Optional<String> merge(Route left, Route right) {
        Membership member = membership;
        return member == null || stopped
                ? Optional.of("this node is not part of a cluster")
                : member.residents().mergers().begin(left, right);
    }

    /// The replica of a shard on a node shows something else than the majority: it is told so, and
    /// fetches another state.
    ///
    /// @param what differs, for a person
    public void doubt(ShardId shard, NodeId on, String what) {
        Membership member = membership;
        if (member != null && !stopped) {
            member.residents().switchboard().doubt(shard, on, what);
        }
    }

    private Optional<Resident.OfShard> shard(ShardId shard) {
        Membership member = membership;
        return member == null || stopped ? Optional.empty() : member.residents().shard(shard);
    }

    /// Of a shard that has no replica here, its name is known from the keys that are asked for, or
    /// by itself.
    private Misrouted elsewhere(Request request) {
        Route asked = request.route();
        Optional<ShardEntry> known =
                Optional.ofNullable(membership)
                        .map(member -> member.residents().book())
                        .flatMap(book ->
                                RequestKeys.first(request)
                                        .flatMap(book::at)
                                        .or(() -> book.of(asked.shard())));
        return known.filter(entry -> !entry.route().equals(asked))
                .<Misrouted>map(entry -> new Misrouted.WrongShard(asked, entry))
                .orElseGet(() -> new Misrouted.NotLeader(asked, known.flatMap(ShardEntry::leader)));
    }

    /// All shards there are, as far as this node knows, each with its leader where that is known.
    public List<ShardEntry> shardMap() {
        Membership member = membership;
        return member == null ? roster.firstHints() : member.residents().book().all();
    }

    /// Asks the controller something for a person; `asker` hears once.
    public void plead(Plea plea, Consumer<Ruling> asker) {
        Membership member = membership;
        if (member == null || stopped) {
            asker.accept(new Ruling.Nobody("this node is not part of a cluster yet"));
        } else {
            member.residents().control().plead(plea, asker);
        }
    }

    /// What snapshots keep versions from going here; whoever looks after them tells it.
    public Held held() {
        return held;
    }

    private Optional<Resident> resident(GroupId group) {
        Membership member = membership;
        return member == null || stopped ? Optional.empty() : member.residents().of(group);
    }

    public NodeStatus status() {
        Membership member = membership;
        if (member != null) {
            return member.status();
        }
        return new NodeStatus(
                settings.self(),
                Optional.empty(),
                arrival.incarnation(),
                arrival.silent(),
                ports.clock().now() instanceof Reading.Usable,
                Optional.empty(),
                List.of(),
                List.of());
    }

    // -- the end -----------------------------------------------------------------------------

    /// Hands over what this node leads, and then calls `done`; nothing is sent after that.
    public void stop(Runnable done) {
        Membership member = membership;
        if (member == null || stopped) {
            fallSilent();
            done.run();
            return;
        }
        member.handOver(() -> {
            fallSilent();
            done.run();
        });
    }

    private void fallSilent() {
        stopped = true;
        arrival.giveUp();
        courier.fallSilent();
    }

    /// Passes messages on, and sees to it that a node that must stop does.
    private final class Doomed implements Operator {
        private final Operator person;

        Doomed(Operator person) {
            this.person = person;
        }

        @Override
        public void tell(String message) {
            person.tell(message);
        }

        @Override
        public void stop(String message) {
            if (!stopped) {
                fallSilent();
                person.stop(message);
            }
        }
    }
}
