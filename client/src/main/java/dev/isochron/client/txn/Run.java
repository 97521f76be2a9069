package dev.isochron.client.txn;

import dev.isochron.client.error.AbortedException;
import dev.isochron.client.error.BadInputException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Moment;
import dev.isochron.client.route.Router;
import dev.isochron.client.table.RowNames;
import dev.isochron.client.table.Tables;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// One attempt of a transaction: what it holds, what it saw, what it will write.
///
/// Owned by its session; [Heart] reads what it holds from another.
public final class Run {

    /// Reads without locks that one transaction can have checked: as many as a share holds.
    static final int MAX_CHECKS = 1 << 16;

    private final Router router;
    private final Tables tables;
    private final TransactionOptions options;
    private Deadline deadline;
    private final Buffer buffer;
    private final Moment moment;
    private final List<Share.Check> checks = new ArrayList<>();
    private final Held held = new Held();
    private final ConcurrentSkipListMap<ShardId, Hold> holds = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<ShardId, ShardEntry> asked = new ConcurrentSkipListMap<>();
    private volatile Attempt attempt;
    private volatile @Nullable Failure doom;
    private volatile long lastUsedNanos;
    private Timestamp met = Timestamp.MIN;
    private Timestamp bound = Timestamp.MAX;
    private Optional<Timestamp> readAt = Optional.empty();
    private long lockWaitNanos;
    private Duration commitWait = Duration.ZERO;

    /// Locks on one shard.
    ///
    /// @param hull from the first key locked to the last
    record Hold(ShardEntry entry, Tenure tenure, Span hull) {}

    Run(
            Router router,
            Tables tables,
            TransactionOptions options,
            Deadline deadline,
            Attempt attempt) {
        this.router = router;
        this.tables = tables;
        this.options = options;
        this.deadline = deadline;
        this.attempt = attempt;
        this.buffer = new Buffer(key -> RowName.of(key, tables.schema()));
        this.moment = new Moment(router, new ReadAt.Strong(false));
        this.lastUsedNanos = router.sessions().nanos();
    }

    public Router router() {
        return router;
    }

    public Tables tables() {
        return tables;
    }

    public TransactionOptions options() {
        return options;
    }

    public Deadline deadline() {
        return deadline;
    }

    /// From now on it waits until then.
    void deadline(Deadline newDeadline) {
        deadline = newDeadline;
    }

    public Buffer buffer() {
        return buffer;
    }

    public Attempt attempt() {
        return attempt;
    }

    public TxnId id() {
        return attempt.id();
    }

    Held held() {
        return held;
    }

    Moment moment() {
        return moment;
    }

    Collection<Hold> holds() {
        return holds.values();
    }

    List<Share.Check> checks() {
        return checks;
    }

    long lockWaitNanos() {
        return lockWaitNanos;
    }

    /// The newest version that any read met.
    Timestamp met() {
        return Timestamp.max(met, moment.met());
    }

    /// What it is doing now, for the errors of others.
    public void statement(String text) {
        String cut = text.length() > Attempt.MAX_TEXT ? text.substring(0, Attempt.MAX_TEXT) : text;
        attempt = new Attempt(attempt.id(), attempt.age(), attempt.tag(), cut);
    }

    /// Notes that its program is at work, and that it still can be.
    ///
    /// @throws IsochronException if the attempt is over
    public void use() {
        router.requireOpen();
        long now = router.sessions().nanos();
        Duration idle = Duration.ofNanos(now - lastUsedNanos);
        if (doom == null && !holds.isEmpty() && idle.compareTo(options.idleLimit()) > 0) {
            doom = new Aborted.IdleTooLong(idle, options.idleLimit());
        }
        lastUsedNanos = now;
        Failure over = doom;
        if (over != null) {
            throw IsochronException.of(over);
        }
    }

    /// Why it cannot go on, if it cannot.
    Optional<Failure> doom() {
        return Optional.ofNullable(doom);
    }

    /// It ends with this, whatever its program does now.
    ///
    /// @return what to throw
    IsochronException doomed(Failure why) {
        Failure named = RowNames.in(why, tables.schema());
        if (doom == null) {
            doom = named;
        }
        return IsochronException.of(named);
    }

    /// Something was not granted, and the attempt goes on.
    ///
    /// @return what to throw
    IsochronException refused(Failure why) {
        return IsochronException.of(RowNames.in(why, tables.schema()));
    }

    /// The tenure under which it holds locks among these keys. Two entries may name one shard: what
    /// nothing newer is known of is still what it had before it was cut, and another has it by now.
    /// To that one the left half's tenure means nothing; were it quoted, it might take it for a
    /// successor's.
    Optional<Tenure> tenureAt(ShardEntry entry) {
        Hold own = holds.get(entry.route().shard());
        if (own != null && own.hull.overlaps(entry.span())) {
            return Optional.of(own.tenure);
        }
        return holds.values().stream()
                .filter(hold -> hold.hull.overlaps(entry.span()))
                .map(Hold::tenure)
                .findFirst();
    }

    /// Notes whom a request for locks goes to, so that they can be released whatever comes back.
    void asks(ShardEntry entry) {
        asked.put(entry.route().shard(), entry);
    }

    /// Notes locks.
    ///
    /// @throws AbortedException if those of before are lost
    void holds(ShardEntry entry, Tenure tenure, Span keys) {
        Hold before = holds.get(entry.route().shard());
        if (before != null && !before.tenure.equals(tenure)) {
            throw doomed(new Aborted.LocksLost(entry.route().shard(), before.tenure));
        }
        Span hull = before == null ? keys : hull(before.hull, keys);
        holds.put(entry.route().shard(), new Hold(entry, tenure, hull));
    }

    static Span hull(Span a, Span b) {
        boolean open = a.until().isEmpty() || b.until().isEmpty();
        return new Span(
                a.from().isBelow(b.from()) ? a.from() : b.from(),
                open
                        ? Optional.empty()
                        : a.until().get().isAbove(b.until().get()) ? a.until() : b.until());
    }

    void check(Share.Check check) {
        if (checks.size() == MAX_CHECKS) {
            throw new BadInputException(
                    new BadInput.LargeTransaction(
                            "reads to be checked", MAX_CHECKS + 1L, MAX_CHECKS));
        }
        checks.add(check);
    }

    /// No commit beyond it.
    Timestamp bound() {
        return bound;
    }

    void bound(Timestamp last) {
        bound = last;
    }

    void meets(Timestamp version) {
        met = Timestamp.max(met, version);
    }

    /// All that it read was as of this moment, as every shard vouches; it wrote nothing.
    void readAt(Timestamp moment) {
        readAt = Optional.of(moment);
    }

    void waited(long nanos) {
        lockWaitNanos += nanos;
    }

    /// Its commit was done for so long before it could be told.
    void commitWaited(Duration time) {
        commitWait = time;
    }

    Duration commitWait() {
        return commitWait;
    }

    /// It is committed, and these shards are told so by their coordinator: they need not be told by
    /// its client to let go.
    void settledAt(Collection<Plan.Part> parts) {
        parts.forEach(part -> asked.remove(part.entry.route().shard()));
    }

    /// Lets go of all that it holds or may hold. Nobody waits for that.
    void release() {
        for (ShardEntry entry : asked.values()) {
            router.tell(entry, new Request.Release(entry.route(), id(), readAt));
        }
        asked.clear();
        holds.clear();
    }

    /// Tells the shards that it is alive, unless its program has been idle for too long.
    void beat() {
        Duration idle = Duration.ofNanos(router.sessions().nanos() - lastUsedNanos);
        if (doom == null && idle.compareTo(options.idleLimit()) <= 0) {
            for (Hold hold : holds.values()) {
                ShardEntry entry = router.cache().at(hold.hull.from()).orElse(hold.entry);
                router.tell(entry, new Request.Refresh(entry.route(), id(), hold.tenure));
            }
        }
    }
}
