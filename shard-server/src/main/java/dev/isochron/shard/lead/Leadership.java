package dev.isochron.shard.lead;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.entry.EstateCodec;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.lock.LiveEntry;
import dev.isochron.shard.lock.LockEvent;
import dev.isochron.shard.lock.LockListing;
import dev.isochron.shard.lock.LockTable;
import dev.isochron.shard.model.Held;
import dev.isochron.shard.model.ShardEffects.Word;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.model.Turn;
import dev.isochron.shard.read.Authority;
import dev.isochron.shard.state.Applied;
import dev.isochron.shard.state.ShardState;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What this replica is while it leads its shard, from one ballot: begun once everything that phase
/// 1 found is applied, and dropped when the ballot is lost.
public final class Leadership implements Authority {
    private final ShardId shard;
    private final ShardState state;
    private final Ballot ballot;
    private final ShardSettings settings;
    private final ShardRules rules;
    private final Held held;
    private final Desk desk;
    private final Locking locking;
    private final LockedReads reads;
    private final Transactions transactions;
    private final Publishing publishing;
    private long askAgainAtNanos;
    private long publishAtNanos;
    private Timestamp published = Timestamp.MIN;
    private Timestamp forgotten = Timestamp.MIN;
    private boolean retentionUnderWay;
    private Timestamp retention = Timestamp.MIN;

    /// What a leadership is about.
    ///
    /// @param names what people call the row of a key
    /// @param made how many tenures there were under this ballot before
    /// @param inherited what the last leader left, if this one follows at once
    /// @param held what snapshots keep versions from going
    public record Term(
            Ballot ballot,
            long made,
            List<LiveEntry> inherited,
            ShardSettings settings,
            ShardRules rules,
            Held held,
            Function<Key, RowName> names) {}

    public Leadership(Turn turn, ShardState state, Term term, Desk desk) {
        this.shard = state.store().shard();
        this.state = state;
        this.ballot = term.ballot();
        this.settings = term.settings();
        this.rules = term.rules();
        this.held = term.held();
        this.desk = desk;
        LockTable table =
                new LockTable(shard, term.ballot(), term.names(), settings.locks(), rules.locks());
        table.goOnAfter(term.made());
        this.locking = new Locking(table, settings, this::onAsked);
        this.reads = new LockedReads(state.rows(), locking, desk.replies());
        ShareChecks checks = new ShareChecks(state, locking, term.names(), rules);
        Transactions.Ways ways = new Transactions.Ways(settings.txn(), rules.txn());
        this.transactions = new Transactions(state, locking, checks, desk, ways);
        this.publishing = new Publishing(shard, state, desk, rules);
        this.askAgainAtNanos = turn.after(settings.askAgain());
        this.publishAtNanos = turn.after(settings.publish());
        transactions.start(turn);
        term.inherited().forEach(entry -> locking.adopt(turn, entry));
    }

    private void onAsked(Turn turn, LockEvent.CoordinatorAsked asked) {
        transactions.wound(turn, asked);
    }

    // Requests.

    /// Takes a request that is this shard's; it is answered now or later, exactly once.
    public void request(Turn turn, long token, Request request) {
        if (quoted(request).filter(this::isOfLaterLeader).isPresent()) {
            desk.replies().fail(token, new Misrouted.NotLeader(request.route(), Optional.empty()));
            return;
        }
        switch (request) {
            case Request.LockingRead read -> read(turn, token, read);
            case Request.Commit commit -> transactions.commit(turn, token, commit);
            case Request.Prepare prepare -> transactions.prepare(turn, token, prepare);
            case Request.Release release -> {
                transactions.release(turn, release.txn(), release.at());
                desk.replies().add(token, new Reply.Done());
            }
            case Request.Refresh refresh -> refresh(turn, token, refresh);
            case Request.AskOutcome ask -> transactions.askOutcome(turn, token, ask);
            case Request.SnapshotRead _, Request.Checksum _ ->
                    throw new IllegalArgumentException("reads without locks go elsewhere");
        }
    }

    private static Optional<Tenure> quoted(Request request) {
        return switch (request) {
            case Request.LockingRead read -> read.tenure();
            case Request.Commit commit -> commit.share().tenure();
            case Request.Prepare prepare -> prepare.share().tenure();
            case Request.Refresh refresh -> Optional.of(refresh.tenure());
            case Request.Release _,
                    Request.AskOutcome _,
                    Request.SnapshotRead _,
                    Request.Checksum _ ->
                    Optional.empty();
        };
    }

    /// Whoever slept through the end of its lease hears of its successor in this way. Of such a
    /// transaction it can say nothing, least of all that its locks are lost (T4).
    ///
    /// What a shard gave that was taken in since is not meant: its ballots were of another group,
    /// and its locks ended with it. All leaders after the merge give higher numbers.
    private boolean isOfLaterLeader(Tenure tenure) {
        boolean isOfThisShard =
                tenure.entry() > state.lineage().tenures()
                        || !rules.keeps(ShardRule.KNOW_TENURES_OF_THE_MERGED);
        return isOfThisShard && new Ballot(tenure.round(), tenure.owner()).isAbove(ballot);
    }

    private void read(Turn turn, long token, Request.LockingRead read) {
        TxnId txn = read.attempt().id();
        Optional<Failure> lost =
                read.tenure()
                        .filter(quoted -> !locking.table().holds(txn, quoted))
                        .filter(_ -> rules.txn().contains(Rule.LIVE_TENURE))
                        .map(quoted -> locking.table().whyLost(txn, quoted));
        Optional<Failure> objection = lost.or(() -> full(txn));
        if (objection.isPresent()) {
            desk.replies().fail(token, objection.get());
        } else {
            reads.read(turn, token, read);
        }
    }

    /// New work finds less room than those who hold locks already (attack 34).
    private Optional<Failure> full(TxnId txn) {
        boolean isHolder =
                rules.keeps(ShardRule.RESERVE_FOR_HOLDERS)
                        && locking.table().tenure(txn).isPresent();
        long busy = locking.waiting() + desk.proposals().count();
        return isHolder || busy < settings.waitingNew()
                ? Optional.empty()
                : Optional.of(new Unavailable.Overloaded("requests that wait on " + shard));
    }

    private void refresh(Turn turn, long token, Request.Refresh refresh) {
        if (locking.table().holds(refresh.txn(), refresh.tenure())) {
            locking.hear(turn, refresh.txn());
            desk.replies().add(token, new Reply.Done());
        } else {
            desk.replies().fail(token, locking.table().whyLost(refresh.txn(), refresh.tenure()));
        }
    }

    public List<Word> onAsk(Turn turn, NodeId from, SafeTimes.Ask ask) {
        return publishing.onAsk(turn, from, ask);
    }

    // Safe time.

    @Override
    public boolean publish(Turn turn, Timestamp t) {
        return desk.publish(t);
    }

    @Override
    public Timestamp floorUnderWay(Span span) {
        return desk.proposals().underWay().floorIn(span);
    }

    /// Words that had to wait until the fate of what was under way was known.
    public List<Word> afterFate() {
        return publishing.due();
    }

    // Transactions.

    public void parley(Turn turn, Parley message) {
        if (state.store().span().contains(message.to())) {
            transactions.parley(turn, message);
        }
    }

    public void applied(Turn turn, Applied applied) {
        transactions.applied(turn, applied);
        Timestamp horizon = state.transactions().horizon();
        if (horizon.isAfter(forgotten)) {
            // Nothing that was born earlier is committed any more, so nobody need know how it
            // ended.
            forgotten = horizon;
            locking.table().forgetUpTo(horizon.plusNanos(-1));
        }
    }

    // Time.

    /// Time has passed.
    ///
    /// @param followers the nodes of the other replicas
    public List<Word> tick(Turn turn, List<NodeId> followers) {
        locking.tick(turn);
        transactions.tick(turn);
        if (turn.uptimeNanos() >= askAgainAtNanos) {
            askAgainAtNanos = turn.after(settings.askAgain());
            locking.askAgain(turn);
        }
        raiseRetention(turn);
        if (turn.uptimeNanos() < publishAtNanos) {
            return publishing.due();
        }
        if (!state.highest().isAfter(published)) {
            return publishing.due();
        }
        publishAtNanos = turn.after(settings.publish());
        published = state.highest();
        return publishing.publish(turn, followers);
    }

    /// The horizon of reads is logged, so that every replica forgets the same (attack 25); and only
    /// while something can be forgotten, so that a quiet shard stays quiet.
    private void raiseRetention(Turn turn) {
        retentionUnderWay &= state.store().horizon().isBefore(retention);
        if (retentionUnderWay || retentionInNanos(turn) > 0) {
            return;
        }
        Timestamp versions = mayForget(turn);
        Optional<Timestamp> at = desk.lease().give(Timestamp.MIN);
        if (at.isPresent()) {
            retentionUnderWay = true;
            retention = versions;
            desk.proposals().add(new ShardRecord.Retention(at.get(), versions), Optional.empty());
        }
    }

    private Timestamp mayForget(Turn turn) {
        Timestamp now = turn.now().earliest();
        return rules.keeps(ShardRule.KEEP_WHAT_IS_HELD)
                ? held.limit(now, settings.retention())
                : now.plusNanos(-settings.retention().toNanos());
    }

    /// How long until the horizon of reads is to be raised.
    private long retentionInNanos(Turn turn) {
        Timestamp horizon = state.store().horizon();
        if (!state.lastWrite().isAfter(horizon)) {
            return Long.MAX_VALUE;
        }
        Timestamp reached = mayForget(turn);
        Timestamp wanted = horizon.plusNanos(settings.retentionStep().toNanos());
        return Math.max(0, wanted.nanos() - reached.nanos());
    }

    public long wakeAtNanos(Turn turn) {
        long wake = Math.min(locking.wakeAtNanos(), transactions.wakeAtNanos(turn));
        if (state.highest().isAfter(published)) {
            wake = Math.min(wake, publishAtNanos);
        }
        long pause = retentionUnderWay ? Long.MAX_VALUE : retentionInNanos(turn);
        if (pause != Long.MAX_VALUE) {
            pause = Math.max(pause, settings.publish().toNanos());
            wake = Math.min(wake, turn.uptimeNanos() + pause);
        }
        return locking.waiting() > 0 ? Math.min(wake, askAgainAtNanos) : wake;
    }

    // The end.

    /// What whoever leads next can go on with, if this leadership ends here and now.
    public EstateCodec.Packed estate() {
        List<LiveEntry> open =
                locking.table().live().stream()
                        .filter(entry -> transactions.mayGoOn(entry.attempt().id()))
                        .toList();
        return EstateCodec.encode(open, Estate.MAX_BYTES);
    }

    /// The ballot is lost; locks in memory are gone, and whoever waited is told.
    ///
    /// @param left what the next leader was left
    public void end(Turn turn, Failure why, EstateCodec.Packed left) {
        boolean tells = !rules.keeps(ShardRule.LEAVE_OPEN_WHAT_GOES_ON);
        transactions.close(turn, txn -> left.txns().contains(txn) && !tells);
        locking.failAll(turn, why);
    }

    /// The furthest bound of a vote that may still count: a resignation names it.
    public Optional<Timestamp> furthestBound() {
        return transactions.furthestBound();
    }

    public LockListing locks(int limit) {
        return locking.table().listing(limit);
    }

    /// How many tenures there were under this ballot.
    public long made() {
        return locking.table().made();
    }

    public int waiting() {
        return locking.waiting();
    }

    public int attempts() {
        return locking.attempts();
    }
}
