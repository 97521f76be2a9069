package dev.isochron.shard;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.entry.EstateCodec;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.lead.Desk;
import dev.isochron.shard.lead.Leadership;
import dev.isochron.shard.lead.Proposals;
import dev.isochron.shard.lead.Replies;
import dev.isochron.shard.lock.LiveEntry;
import dev.isochron.shard.lock.LockListing;
import dev.isochron.shard.model.Held;
import dev.isochron.shard.model.Lineage;
import dev.isochron.shard.model.ShardEffects;
import dev.isochron.shard.model.ShardEffects.Proposal;
import dev.isochron.shard.model.ShardEffects.Word;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.read.ReadOutcome;
import dev.isochron.shard.read.SafeTime;
import dev.isochron.shard.read.SnapshotReads;
import dev.isochron.shard.state.Applied;
import dev.isochron.shard.state.Mark;
import dev.isochron.shard.state.ShardState;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One replica of one shard, as its host steps it. See the door plate for what is called when.
public final class ShardReplica {

    private final Environment environment;
    private final ShardState state;
    private final SafeTime safe;
    private final SnapshotReads reads;
    private final Replies replies;
    private final Proposals proposals;
    private final Sweeping sweeping;
    private final Doors doors;
    private final List<Word> words = new ArrayList<>();
    private final List<Parley> parleys = new ArrayList<>();
    private List<Place> places = List.of();
    private List<Place> learners = List.of();
    private Optional<Place> leader = Optional.empty();
    private @Nullable ShardEntry entry;
    private List<NodeId> followers = List.of();
    private Optional<Leadership> leadership = Optional.empty();

    /// The ballot at which this replica is to lead, until its first entry is applied.
    private Optional<Ballot> candidacy = Optional.empty();

    /// The ballot at which it leads, while the fate of a change of the whole shard that it proposed
    /// is not known, and while the shard is frozen.
    private Optional<Ballot> paused = Optional.empty();

    /// How many tenures there were under the ballot at which it leads.
    private long made;

    private final Handover handover;

    /// What a replica is given besides its state.
    ///
    /// @param lease of its Paxos replica
    /// @param rules [ShardRules#all()], except where a test proves that a rule is needed
    /// @param held what snapshots keep versions from going, on this node
    /// @param names what people call the row of a key, for failures
    /// @param forks whether the right half of a split is to live here as well
    public record Environment(
            Lease lease,
            ShardSettings settings,
            ShardRules rules,
            Held held,
            Function<Key, RowName> names,
            Predicate<Applied.Forked> forks) {}

    /// A replica with the state that its store holds. It is told its [shape][#shape] before it is
    /// asked anything.
    public ShardReplica(ReplicaStore store, Environment environment) {
        this.environment = environment;
        ShardRules rules = environment.rules();
        state = ShardState.open(store, rules, environment.forks());
        boolean waitsForSlot = rules.keeps(ShardRule.AWAIT_SLOT);
        safe = new SafeTime(state.applied(), state.highest(), waitsForSlot);
        replies = new Replies(rules);
        proposals = new Proposals(environment.settings().inFlight());
        long kept = environment.settings().txn().outcomes().keepNanos();
        handover = new Handover(rules);
        doors = new Doors(state, environment.lease(), rules);
        sweeping = new Sweeping(state.transactions(), kept);
        reads = new SnapshotReads(store.shard(), state, safe, environment.settings(), rules);
    }

    // What it knows.

    /// Everything up to here is applied.
    public Slot applied() {
        return state.applied();
    }

    /// A number that is equal on all replicas that applied the same entries (S1).
    public long fingerprint() {
        return state.fingerprint();
    }

    public ShardState state() {
        return state;
    }

    /// The shard as this replica knows it: span and generation are those of its log, who leads is
    /// hearsay.
    public ShardEntry entry() {
        ShardEntry known = entry;
        if (known == null || !known.route().generation().equals(state.generation())) {
            Route route = new Route(state.store().shard(), state.generation());
            known = new ShardEntry(route, state.store().span(), places, learners, leader);
            entry = known;
        }
        return known;
    }

    /// The furthest bound of a vote that may still count: whoever hands leadership over names it,
    /// and its successor gives nothing up to it (attack 5).
    public Optional<Timestamp> furthestBound() {
        return leadership.flatMap(Leadership::furthestBound);
    }

    public boolean isLeading() {
        return leadership.isPresent();
    }

    /// The uptime at which [#tick] is wanted; [Long#MAX_VALUE] if it is not.
    public long wakeAtNanos(Turn turn) {
        long wake = Math.min(reads.wakeAtNanos(turn), replies.wakeAtNanos(turn));
        wake = Math.min(wake, Math.min(sweeping.wakeAtNanos(), proposals.wakeAtNanos()));
        return leadership.isPresent() ? Math.min(wake, leadership.get().wakeAtNanos(turn)) : wake;
    }

    // Inputs.

    /// A client asks something. The answer is among the replies of this turn or a later one, under
    /// this token, exactly once while the replica lives.
    public void request(Turn turn, long token, Request request) {
        Optional<Failure> objection = doors.objection(request, entry(), leader);
        if (objection.isPresent()) {
            replies.fail(token, objection.get());
        } else if (request instanceof Request.SnapshotRead read) {
            take(reads.read(turn, token, read));
        } else if (request instanceof Request.Checksum checksum) {
            take(reads.checksum(turn, token, checksum));
        } else if (leadership.isEmpty()) {
            boolean isSoon = candidacy.isPresent() || paused.isPresent();
            Optional<Place> hint = isSoon ? Optional.empty() : leader;
            replies.fail(token, new Misrouted.NotLeader(request.route(), hint));
        } else {
            leadership.get().request(turn, token, request);
        }
    }

    /// Another shard says something about a transaction.
    public void parley(Turn turn, Parley parley) {
        leadership.ifPresent(leader -> leader.parley(turn, parley));
    }

    /// Another replica of the shard says something about safe times.
    public void word(Turn turn, NodeId from, SafeTimes word) {
        switch (word) {
            case SafeTimes.Ask ask ->
                    leadership.ifPresent(leader -> words.addAll(leader.onAsk(turn, from, ask)));
            case SafeTimes.Told told -> {
                safe.told(told.safe(), new Slot(told.slot()));
                reads.told(told);
                take(reads.goOn(turn));
            }
        }
    }

    /// The next entry of the log is chosen.
    public Applied apply(Turn turn, Slot slot, Entry chosen) {
        if (!environment.rules().keeps(ShardRule.APPLY_ASKS_NOBODY)) {
            state.rows().mislead(turn.latest());
        }
        ShardEntry before = entry();
        Ballot ledBefore = state.term();
        Applied applied = state.apply(slot, chosen);
        handover.applied(applied);
        if (!state.store().span().equals(before.span())) {
            take(
                    reads.keepTo(
                            state.store().span(),
                            new Misrouted.WrongShard(before.route(), entry())));
        }
        safe.applied(slot, state.highest());
        leadership.ifPresent(leader -> leader.applied(turn, applied));
        if (candidacy.filter(state.term()::equals).isPresent()) {
            if (state.isFrozen()) {
                paused = candidacy;
                candidacy = Optional.empty();
            } else {
                takeOver(turn, state.term(), handover.inherited(ledBefore));
            }
        }
        goOnLeading(turn);
        take(reads.goOn(turn));
        return applied;
    }

    private void goOnLeading(Turn turn) {
        if (paused.isPresent() && !isUndecided() && !state.isFrozen()) {
            takeOver(turn, paused.get(), List.of());
        }
    }

    /// It is known what became of a proposal, whatever it is; if it was chosen, its entry is
    /// applied already.
    public void settled(Turn turn, long number) {
        proposals.fate(number);
        goOnLeading(turn);
        leadership.ifPresent(leader -> words.addAll(leader.afterFate()));
        take(reads.goOn(turn));
    }

    /// This replica is to lead: it has applied all that its phase 1 found, and holds the lease. It
    /// says so in an entry of the log, and serves once that is applied.
    public void leads(Turn turn, Ballot ballot) {
        lost(turn);
        made = 0;
        boolean fences = environment.rules().keeps(ShardRule.FENCE_EARLIER_LEADERS);
        proposals.begin(ballot, fences);
        if (fences) {
            candidacy = Optional.of(ballot);
        } else {
            takeOver(turn, ballot, List.of());
        }
    }

    /// The leader of `ballot` resigned in favour of this replica, which stands now, and left it
    /// this.
    public void inherit(Ballot ballot, Estate estate) {
        handover.inherit(ballot, estate);
    }

    /// The first entry of this leadership is applied: no earlier leader has a say any more.
    private void takeOver(Turn turn, Ballot ballot, List<LiveEntry> inherited) {
        candidacy = Optional.empty();
        handover.begin();
        paused = Optional.empty();
        // A shard that was split off, or took another in, gives nothing up to what that gave (T1).
        if (environment.rules().keeps(ShardRule.SPLIT_ABOVE_PARENT)) {
            environment.lease().publish(state.highest());
        }
        Leadership.Term term =
                new Leadership.Term(
                        ballot,
                        Math.max(made, state.lineage().tenures()),
                        inherited,
                        environment.settings(),
                        environment.rules(),
                        environment.held(),
                        environment.names());
        Desk desk = new Desk(proposals, replies, parleys, environment.lease());
        Leadership leader = new Leadership(turn, state, term, desk);
        leadership = Optional.of(leader);
        reads.leads(leader);
        take(reads.goOn(turn));
    }

    /// What whoever leads next can go on with, if this replica resigns in the same step.
    public Estate leave() {
        return handover.leave(leadership);
    }

    /// This replica does not lead, or not any more at that ballot.
    public void lost(Turn turn) {
        if (candidacy.isPresent() || paused.isPresent()) {
            candidacy = Optional.empty();
            paused = Optional.empty();
            proposals.end();
        }
        if (leadership.isEmpty()) {
            return;
        }
        Leadership over = leadership.get();
        leadership = Optional.empty();
        reads.follows();
        over.end(turn, notLeader(), handover.left());
        proposals.end();
    }

    /// Proposes that everything from `border` on becomes another shard; false unless this replica
    /// leads and the border is inside.
    ///
    /// From here on until the fate is known it does not lead: whoever waits for a lock or holds one
    /// is told to run again, and nothing is given, voted or served. So what the shard did up to now
    /// is all that its right half has to stay above (attack 7).
    ///
    /// @param right a shard of which nobody ever heard
    /// @param members who the members are now, as the host writes it; they do not change meanwhile
    public boolean split(Turn turn, Key border, ShardId right, byte[] members) {
        if (leadership.isEmpty()
                || !state.store().span().canSplitAt(border)
                || state.lineage().took(right)
                || !ReplicaStore.isBound(border)) {
            return false;
        }
        Timestamp floor = pause(turn, ShardRule.STOP_FOR_SPLIT, Timestamp.MIN);
        propose(new ShardRecord.Split(state.generation(), border, right, floor, Bytes.of(members)));
        return true;
    }

    /// Proposes that the shard changes no more, because it is to be taken in; false unless this
    /// replica leads. It stops as for a split, until it is thawed: what it did up to now is all
    /// that whoever takes it in has to stay above (attack 26).
    public boolean freezeFor(Turn turn, Lineage.Leaving into) {
        Optional<Timestamp> now =
                leadership.isEmpty() ? Optional.empty() : environment.lease().give(Timestamp.MIN);
        if (now.isEmpty()) {
            return false;
        }
        Timestamp floor = pause(turn, ShardRule.STOP_FOR_MERGE, now.get());
        propose(new ShardRecord.Freeze(state.generation(), into, floor));
        return true;
    }

    /// Proposes that a frozen shard goes on; false unless this replica leads its log and nothing
    /// else is under way.
    public boolean thaw() {
        boolean isResting = paused.isPresent() && state.isFrozen() && !isUndecided();
        if (isResting) {
            propose(new ShardRecord.Thaw(state.generation()));
        }
        return isResting;
    }

    /// Proposes that this shard takes its right neighbour in, which is frozen for it; false unless
    /// this replica leads. It stops as for a split.
    ///
    /// @param floor of the neighbour's freeze
    /// @param members who the members are now; the state of `right` is on the disk of each voter
    public boolean merge(Turn turn, ShardRecord.Right right, Timestamp floor, byte[] members) {
        if (leadership.isEmpty() || !state.store().span().touches(right.keys())) {
            return false;
        }
        boolean isAbove = environment.rules().keeps(ShardRule.MERGE_ABOVE_RIGHT);
        Timestamp above = pause(turn, ShardRule.STOP_FOR_SPLIT, isAbove ? floor : Timestamp.MIN);
        propose(new ShardRecord.Merge(state.generation(), right, above, Bytes.of(members)));
        return true;
    }

    /// Proposes another generation, so that whoever is frozen for this one goes on alone.
    public void decline() {
        if (leadership.isPresent()) {
            propose(new ShardRecord.Decline(state.generation()));
        }
    }

    private void propose(ShardRecord record) {
        proposals.add(record, Optional.empty());
    }

    /// Stops leading, until the fate of what is proposed next is known.
    ///
    /// @return at least `least`, and all that this replica gave, published, served and vouched for
    private Timestamp pause(Turn turn, ShardRule rule, Timestamp least) {
        Leadership over = leadership.orElseThrow();
        Lease lease = environment.lease();
        Timestamp floor = Timestamp.max(state.highest(), lease.lastGiven());
        floor = Timestamp.max(floor, over.furthestBound().orElse(Timestamp.MIN));
        floor = Timestamp.max(floor, Timestamp.max(least, new Timestamp(over.made())));
        lease.publish(floor);
        made = environment.rules().keeps(ShardRule.NEW_TENURES_AFTER_SPLIT) ? over.made() : 0;
        paused = Optional.of(state.term());
        if (environment.rules().keeps(rule)) {
            leadership = Optional.empty();
            reads.follows();
            Failure soon = new Misrouted.NotLeader(entry().route(), Optional.empty());
            over.end(turn, soon, EstateCodec.Packed.NONE);
            proposals.end();
            proposals.begin(state.term(), false);
        }
        return floor;
    }

    /// Whether the fate of a change of the whole shard that this replica proposed is not known yet.
    public boolean isUndecided() {
        return paused.isPresent() && proposals.count() > 0;
    }

    /// This replica ends: its store is to be filled by a snapshot, or removed. Whoever waits is
    /// told with the next [#drain], except for replies that wait for the clock only; nothing else
    /// is called after that.
    public void close(Turn turn) {
        lost(turn);
        take(reads.close(notLeader()));
    }

    /// Where the replicas are, and which of those that vote leads as far as is known.
    public void shape(List<Place> voters, List<Place> others, Optional<Place> leads) {
        places = List.copyOf(voters);
        learners = List.copyOf(others);
        leader = leads;
        entry = null;
    }

    /// The nodes of the other replicas, which are told how far they can be read.
    public void followers(List<NodeId> nodes) {
        followers = List.copyOf(nodes);
    }

    /// Time has passed.
    public void tick(Turn turn) {
        leadership.ifPresent(leader -> words.addAll(leader.tick(turn, followers)));
        take(reads.goOn(turn));
        sweeping.tick(turn, state.store().span());
    }

    /// Ends the turn: everything that its inputs led to.
    public ShardEffects drain(Turn turn) {
        List<Proposal> propose = proposals.take(turn, somebodyWaits());
        List<Word> said = List.copyOf(words);
        words.clear();
        List<Parley> talk = List.copyOf(parleys);
        parleys.clear();
        return new ShardEffects(propose, talk, said, doors.shown(turn, replies.due(turn), entry()));
    }

    private boolean somebodyWaits() {
        return reads.waiting() > 0 || leadership.filter(one -> one.waiting() > 0).isPresent();
    }

    private void take(ReadOutcome outcome) {
        for (ReadOutcome.Answer answer : outcome.answers()) {
            replies.add(answer.token(), answer.reply(), answer.notBefore());
        }
        outcome.questions().forEach(ask -> words.add(new Word(Optional.empty(), ask)));
    }

    private Misrouted notLeader() {
        return new Misrouted.NotLeader(entry().route(), leader);
    }

    // Flushing.

    /// Sets a mark: the state right now is what the store's next flush makes durable.
    ///
    /// @param members who the members are from the next slot on, as the host writes it
    public Mark freeze(byte[] members) {
        return state.freeze(members);
    }

    /// Who holds what and who waits for whom; nothing at a follower.
    ///
    /// @param limit how many holdings, and how many waits, are listed at most
    public Optional<LockListing> locks(int limit) {
        return leadership.map(leader -> leader.locks(limit));
    }

    public ShardStatus status() {
        return new ShardStatus(
                state.applied(),
                safe.proven(),
                state.store().horizon(),
                isLeading(),
                leadership.map(Leadership::attempts).orElse(0),
                leadership.map(Leadership::waiting).orElse(0),
                reads.waiting(),
                state.transactions().inDoubt().size(),
                state.rows().late(),
                proposals.count(),
                state.store().tableBytes(),
                0,
                Optional.empty());
    }
}
