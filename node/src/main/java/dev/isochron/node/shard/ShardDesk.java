package dev.isochron.node.shard;

import dev.isochron.controller.cluster.Survey;
import dev.isochron.node.heat.ShardWatch;
import dev.isochron.node.host.Household;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.NodeObserver;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.RequestKeys;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.ShardStatus;
import dev.isochron.shard.model.ShardEffects;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.state.Applied;
import dev.isochron.storage.Pressure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The turns of one shard replica: whatever came in during a turn of the loop is given to it, and
/// what that led to is performed once, at the turn's end.
public final class ShardDesk {

    /// A leader that is asked to renew its lease needs a round trip before asking again helps.
    private static final long POKE_PAUSE_NANOS = 20_000_000L;

    /// What could not be done in this turn is tried again after so long, not at once: otherwise a
    /// replica that waits for a peer would keep its node's only thread busy.
    private static final long SHORTEST_PAUSE_NANOS = 1_000_000L;

    /// Of those who wait for locks, so many are looked at to find hot rows.
    private static final int MAX_WAITS_TOLD = 512;

    private final ReplicaHost<Applied> host;
    private final ShardMachine machine;
    private final HostLease lease;
    private final Household home;
    private final StoreKeeper keeper;
    private final Outside outside;
    private final Map<Long, Consumer<Reply>> clients = new TreeMap<>();
    private ShardReplica replica;
    private @Nullable ShardEntry noted;
    private Span spanTold;
    private @Nullable Generation generationTold;
    private final Reshaping reshaping;
    private final Quarantine quarantine;
    private final Refusals refusals;
    private Optional<Ballot> leadsAt = Optional.empty();
    private Optional<NodeId> leaderTold = Optional.empty();
    private @Nullable Configuration membersNoted;
    private Optional<ReplicaId> leaderNoted = Optional.empty();
    private List<NodeId> votersTold = List.of();
    private List<NodeId> learnersTold = List.of();
    private List<NodeId> followers = List.of();
    private long lastToken;
    private final ShardWatch watch;
    private final Anteroom anteroom;
    private long pokedNanos = -POKE_PAUSE_NANOS;
    private boolean served;
    private boolean due;
    private Loop.@Nullable Cancel timer;
    private long timerAt;

    /// What a desk is made of.
    public record Parts(
            ReplicaHost<Applied> host, ShardMachine machine, HostLease lease, StoreKeeper keeper) {}

    public ShardDesk(Parts parts, Household home, Outside outside) {
        this.host = parts.host();
        this.machine = parts.machine();
        this.lease = parts.lease();
        this.keeper = parts.keeper();
        this.home = home;
        this.outside = outside;
        this.replica = machine.replica();
        this.watch = new ShardWatch(home.ports().loop()::uptimeNanos);
        this.spanTold = replica.state().store().span();
        this.anteroom = new Anteroom(home.ports().loop(), this::lookAgain);
        this.reshaping = new Reshaping(host, machine, lease::newTurn, this::lookAgain);
        this.quarantine = new Quarantine(host, machine, home);
        this.refusals = new Refusals(parts, home);
        lease.belongsTo(host);
        noteMembers(host.view());
        machine.whenReplaced(this::replaced);
        machine.whenCrowded(outside::crowded);
        machine.whenDamaged(this::lookAgain);
        host.afterStep(this::lookAgain);
        host.afterTransfer(this::followNow);
        host.whenApplied(this::applied);
        tellShape();
    }

    private NodeObserver observer() {
        return home.ports().observer();
    }

    // -- what comes in -----------------------------------------------------------------------

    /// A client asks something of this shard; `client` is answered once.
    public void request(Request request, Consumer<Reply> client) {
        observer().asked(host.group(), host.self(), request);
        watch.asked(request);
        if (mayWait(request)) {
            anteroom.admit(request, client);
            wakeGroup();
        } else {
            ask(request, client);
        }
    }

    /// Whether somebody who can answer is likely to lead here soon, or to be known to.
    private boolean mayWait(Request request) {
        boolean needsLeader =
                !(request instanceof Request.SnapshotRead || request instanceof Request.Checksum);
        return needsLeader
                && !host.isHalted()
                && machine.isReadable()
                && !replica.isLeading()
                && anteroom.hasRoom()
                && request.route().equals(replica.entry().route())
                && isLeaderSoon();
    }

    private boolean isLeaderSoon() {
        ReplicaView view = host.view();
        return view.leader().filter(leader -> !leader.equals(view.self())).isEmpty();
    }

    private void ask(Request request, Consumer<Reply> client) {
        Turn turn = turn();
        Optional<Failure> refusal = refusals.of(request, leaderPlace());
        if (refusal.isPresent()) {
            client.accept(new Reply.Failed(refusal.get()));
            return;
        }
        lastToken++;
        clients.put(
                lastToken,
                reply -> {
                    observer().answered(host.group(), host.self(), request, reply);
                    client.accept(corrected(request, reply));
                });
        long token = lastToken;
        quarantine.during(() -> replica.request(turn, token, request));
        wakeGroup();
        lookAgain();
    }

    /// Whoever asks for a key that this shard does not have, or not any more, is told who has it.
    private Reply corrected(Request request, Reply reply) {
        if (!(reply instanceof Reply.Failed(Misrouted.WrongShard(Route asked, ShardEntry own)))) {
            return reply;
        }
        return RequestKeys.first(request)
                .filter(key -> !own.span().contains(key))
                .flatMap(outside::whoHas)
                .<Reply>map(other -> new Reply.Failed(new Misrouted.WrongShard(asked, other)))
                .orElse(reply);
    }

    private void applied(Applied what) {
        observer().ruled(host.group(), host.self(), what);
        Span span = replica.entry().span();
        if (!span.equals(spanTold)) {
            Span before = spanTold;
            spanTold = span;
            if (what.joined().isEmpty()) {
                reshaping.rightHalves(what.forks(), before, leaderPlace()).forEach(outside::note);
                outside.split(what.forks(), host.view().leader());
                host.announce();
            }
        }
        if (!what.joined().isEmpty()) {
            outside.merged(what.joined());
        }
        tellShape();
    }

    /// The majority of the replicas shows something else than this one.
    public void doubted(String what) {
        quarantine.doubted(what);
        lookAgain();
    }

    private void tellShape() {
        if (machine.isReadable() && !replica.entry().route().generation().equals(generationTold)) {
            generationTold = replica.entry().route().generation();
            observer().shaped(host.group(), host.self(), replica.entry());
        }
    }

    /// What changes the shard as a whole.
    public Reshaping reshaping() {
        return reshaping;
    }

    /// Another shard says something to this one.
    public void parley(Parley parley) {
        if (machine.isReadable()) {
            quarantine.during(() -> replica.parley(turn(), parley));
            wakeGroup();
            lookAgain();
        }
    }

    /// Another replica of this shard says something.
    public void word(NodeId from, SafeTimes word) {
        if (machine.isReadable()) {
            quarantine.during(() -> replica.word(turn(), from, word));
            wakeGroup();
            lookAgain();
        }
    }

    /// A group that went quiet, or lost its leader, looks around when somebody wants something.
    private void wakeGroup() {
        Moment moment = home.moments().now();
        if (!host.view(moment).serving() && mayPoke(moment.uptimeNanos())) {
            host.poke();
        }
    }

    private boolean mayPoke(long now) {
        ReplicaView view = host.view();
        boolean follows = view.role().equals("following") && !view.quiet();
        if (follows || now - pokedNanos < POKE_PAUSE_NANOS) {
            return false;
        }
        pokedNanos = now;
        return true;
    }

    private Turn turn() {
        return lease.newTurn();
    }

    private void replaced(ShardReplica fresh) {
        leadsAt = Optional.empty();
        leaderTold = Optional.empty();
        membersNoted = null;
        votersTold = List.of();
        learnersTold = List.of();
        followers = List.of();
        replica = fresh;
        quarantine.replaced();
        watch.begin();
        spanTold = fresh.state().store().span();
        noteMembers(host.view());
        tellShape();
        outside.installed(fresh.entry().route().shard());
        failAll();
    }

    /// What the replica before the snapshot was asked, nobody answers any more.
    private void failAll() {
        List<Consumer<Reply>> all = List.copyOf(clients.values());
        clients.clear();
        Reply gone =
                new Reply.Failed(new Misrouted.NotLeader(replica.entry().route(), leaderPlace()));
        all.forEach(client -> client.accept(gone));
        anteroom.open(true, (_, client) -> client.accept(gone));
    }

    // -- turns -------------------------------------------------------------------------------

    private void lookAgain() {
        if (!due) {
            due = true;
            home.ports().loop().atTurnEnd(this::endTurn);
        }
    }

    private void endTurn() {
        due = false;
        quarantine.look();
        if (host.isHalted() || !machine.isReadable()) {
            failAll();
            return;
        }
        quarantine.during(this::turnOver);
    }

    private void turnOver() {
        Turn turn = turn();
        followRole(turn);
        long now = home.ports().loop().uptimeNanos();
        boolean serves = host.view().serving();
        if (replica.wakeAtNanos(turn) <= now || (serves && !served)) {
            // What came while the lease was not held, as in a group that was quiet, is due now.
            replica.tick(turn);
        }
        served = serves;
        anteroom.open(replica.isLeading() || !isLeaderSoon(), this::ask);
        perform(replica.drain(turn));
        noteEntry();
        reshaping.answer();
        outside.stirred();
        if (keeper.pressure() != Pressure.CALM || machine.owesFlush()) {
            host.flush();
        }
        setTimer(turn);
    }

    /// What was left to the next leader is as of now: nothing is granted here any more.
    private void followNow() {
        if (machine.isReadable()) {
            quarantine.during(() -> followRole(turn()));
        }
    }

    /// Tells the replica whether it leads, who does, and who follows.
    private void followRole(Turn turn) {
        ReplicaView view = host.view();
        boolean leads = view.established() && host.applied().equals(view.chosen());
        Optional<Ballot> ballot = leads ? Optional.of(view.ballot()) : Optional.empty();
        boolean over = leadsAt.isPresent() && !leadsAt.equals(ballotOf(view));
        if (over) {
            leadsAt = Optional.empty();
            replica.lost(turn);
        }
        noteMembers(view);
        if (leadsAt.isEmpty() && ballot.isPresent() && view.serving()) {
            leadsAt = ballot;
            replica.leads(turn, ballot.get());
        }
    }

    private static Optional<Ballot> ballotOf(ReplicaView view) {
        return view.role().equals("leading") ? Optional.of(view.ballot()) : Optional.empty();
    }

    /// Each turn asks, and hardly ever is there anything new.
    @SuppressWarnings("ReferenceEquality") // another object may be equal: it is looked at then
    private void noteMembers(ReplicaView view) {
        if (view.configuration() == membersNoted && view.leader().equals(leaderNoted)) {
            return;
        }
        membersNoted = view.configuration();
        leaderNoted = view.leader();
        Optional<NodeId> leader =
                view.leader().flatMap(id -> view.configuration().member(id)).map(Member::node);
        List<NodeId> voters =
                view.configuration().voters().stream().map(Member::node).sorted().toList();
        List<NodeId> learners =
                view.configuration().learners().stream().map(Member::node).sorted().toList();
        if (!leader.equals(leaderTold)
                || !voters.equals(votersTold)
                || !learners.equals(learnersTold)) {
            leaderTold = leader;
            votersTold = voters;
            learnersTold = learners;
            replica.shape(places(voters), places(learners), leaderPlace());
        }
        List<NodeId> others =
                view.configuration().everyone().stream()
                        .map(Member::node)
                        .filter(node -> !node.equals(home.node()))
                        .toList();
        if (!others.equals(followers)) {
            followers = others;
            replica.followers(others);
        }
    }

    private List<Place> places(List<NodeId> nodes) {
        return nodes.stream().map(outside::place).toList();
    }

    private Optional<Place> leaderPlace() {
        return leaderTold.map(outside::place);
    }

    private void noteEntry() {
        ShardEntry known = replica.entry();
        if (!known.equals(noted)) {
            noted = known;
            outside.note(known);
            if (reshaping.leaving().isPresent()) {
                outside.froze();
            }
        }
    }

    private void perform(ShardEffects effects) {
        ShardReplica proposer = replica;
        for (ShardEffects.Proposal proposal : effects.propose()) {
            host.propose(proposal.entry(), _ -> settled(proposer, proposal.number()));
        }
        for (Parley parley : effects.parleys()) {
            observer().said(host.group(), host.self(), parley);
            outside.say(parley);
        }
        for (ShardEffects.Word word : effects.words()) {
            if (word.isAwaited()) {
                host.announce();
            }
            observer().said(host.group(), host.self(), word.word());
            word.to().or(() -> leaderTold).ifPresent(node -> outside.say(node, word.word()));
        }
        for (ShardEffects.Answer answer : effects.replies()) {
            Consumer<Reply> client = clients.remove(answer.token());
            if (client != null) {
                client.accept(answer.reply());
            }
        }
    }

    /// A replica that a snapshot replaced numbered its proposals for itself.
    private void settled(ShardReplica proposer, long number) {
        if (proposer.equals(replica) && machine.isReadable()) {
            quarantine.during(() -> replica.settled(turn(), number));
            lookAgain();
        }
    }

    private void setTimer(Turn turn) {
        long soonest = turn.uptimeNanos() + SHORTEST_PAUSE_NANOS;
        long wanted = replica.wakeAtNanos(turn);
        long wake = wanted <= turn.uptimeNanos() ? soonest : wanted;
        if (wake == Long.MAX_VALUE || (timer != null && timerAt <= wake)) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = wake;
        timer = home.ports().loop().at(wake, this::onTimer);
    }

    private void onTimer() {
        timer = null;
        lookAgain();
    }

    // -- what can be seen --------------------------------------------------------------------

    /// The shard as this replica knows it.
    public ShardEntry entry() {
        return replica.entry();
    }

    public boolean isLeading() {
        return leadsAt.isPresent();
    }

    /// The node that leads, as far as this replica knows.
    public Optional<NodeId> leader() {
        return leaderTold;
    }

    /// What a leader sees in its shard; to be asked a few times a second.
    public Survey survey() {
        boolean somebodyWaits = replica.status().waitingForLocks() > 0;
        return watch.look(
                replica.state().store(),
                somebodyWaits ? replica.locks(MAX_WAITS_TOLD) : Optional.empty());
    }

    /// Whether what it holds is being counted.
    public boolean isCounting() {
        return watch.isCounting();
    }

    public ShardStatus status() {
        return replica.status().toldBy(lastToken, quarantine.reason());
    }
}
