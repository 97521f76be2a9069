package dev.isochron.paxos.log;

import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.truetime.invariant.Invariant;
import dev.isochron.truetime.invariant.InvariantViolation;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The durable log of one store: hard records of all its groups in one sequence, made durable by
/// one write and one sync at a time, each taking everything that queued up meanwhile.
///
/// ```
/// append(records) ─▶ Position            buffered, encoded once where they will stand
/// startFlush() ─▶ Flush                  at most one under way
///   flush.write(disk); flush.sync(disk)    by the shell, on any thread
/// completed(flush) ─▶ Position           everything at or below it is durable: tell (P4)
///
/// holders() ─▶ who keeps the oldest segment: flush and cut the group, or
/// restate(group, its whole hard state)   copies it forward
/// release()                              once nobody holds it; the file goes when that is synced
/// nextChore() ─▶ Chore; chore.run(disk); finished(chore)
/// ```
///
/// A core: no thread, no clock, called by one owner only. A failed write or sync is final
/// ([#failed]): nobody can say what is on the disk, so nothing more may be claimed until a new
/// process has recovered it ([WalRecovery]).
public final class Wal {
    /// More than any record takes beside its entry, a [HardRecord.Began] with all members included
    /// once.
    private static final int RECORD_OVERHEAD = 64;

    /// What a step of a replica writes beside its entries: a promise, a horizon, a mark, a begin.
    private static final int FEW_RECORDS = 16;

    private final LogSettings settings;
    private final Set<LogRule> rules;
    private final StoreIdentity identity;
    private final long boot;
    private final Segments segments;
    private final Tail tail;
    private final StoreFacts facts;
    private final GroupTrail store;
    private final Map<GroupId, GroupTrail> trails = new LinkedHashMap<>();
    private final Deque<Release> releases = new ArrayDeque<>();
    private @Nullable Flush underWay;
    private @Nullable Throwable deadBy;
    private long synced;

    /// A segment that may go once the log is synced up to `declared`.
    private record Release(Segment segment, long declared) {}

    /// @param newBuffer makes a buffer of the kind that the disk writes without copying
    Wal(
            LogSettings settings,
            LogState state,
            Set<LogRule> rules,
            IntFunction<ByteBuffer> newBuffer) {
        this.settings = settings;
        this.rules = rules;
        identity = state.identity();
        boot = state.boot();
        segments = state.segments();
        facts = state.facts();
        store = state.store();
        state.trails().forEach(trail -> trails.put(new GroupId(trail.id), trail));
        synced = state.end();
        Buffers buffers = new Buffers(newBuffer, settings.batchBytes());
        tail = new Tail(settings, segments, buffers, new FrameSeal(boot), synced);
    }

    /// Opens the store in this directory, or makes one if the directory holds none: recovers what
    /// is durable, judges what is damaged, and writes and syncs the opening batch. May be repeated
    /// after a crash at any point of it.
    ///
    /// @param wanted the cluster and node that the directory must belong to; its incarnation is
    ///   used if the store is made now
    /// @param lot drawn for this boot, below [BootNumber#LOTS]: tells it from a boot of a copy
    /// @throws StoreRefusedException if going on could lose or mix up data; nothing was changed
    public static Recovered open(Disk disk, LogSettings settings, StoreIdentity wanted, long lot) {
        return new WalRecovery(disk, settings, LogRule.all(), lot).open(wanted);
    }

    /// The same where no copy of the directory can be about.
    public static Recovered open(Disk disk, LogSettings settings, StoreIdentity wanted) {
        return open(disk, settings, wanted, 0);
    }

    /// The same with some rules switched off, to prove that they are needed.
    public static Recovered open(
            Disk disk, LogSettings settings, StoreIdentity wanted, Set<LogRule> rules) {
        return new WalRecovery(disk, settings, rules, 0).open(wanted);
    }

    /// Queues records, in order; the result is the position that what rests on them must wait for.
    /// [NoRoom] queues nothing; [#room] tells beforehand. A crash keeps all of them or none, unless
    /// together they are longer than a batch may be.
    ///
    /// Promises, begins, removals, horizons and marks are reserved records: they are refused only
    /// when the reserve itself is used up.
    public Appended append(List<HardRecord> records) {
        requireAlive();
        boolean ordinary = false;
        long bytes = 0;
        for (HardRecord record : records) {
            ordinary |= isOrdinary(record);
            bytes += bytesOf(record);
        }
        NoRoom refusal = ordinary ? refusesOrdinary(bytes) : refusesReserved(bytes);
        if (refusal != null) {
            return refusal;
        }
        tail.keepTogether(bytes, records.size());
        for (HardRecord record : records) {
            require(record);
            put(record);
        }
        return new Position(tail.appended());
    }

    /// Why records with this many entries of this length in all would be refused now; empty if they
    /// would not, and then the next [#append] with no more than that, and a few records without
    /// entries, is not refused. Asked before a replica takes a proposal or an accept: once its
    /// state has changed, what it wants to persist must fit.
    public Optional<NoRoom> room(int entries, long entryBytes) {
        requireAlive();
        long frames = (entries + FEW_RECORDS) * (long) RECORD_OVERHEAD;
        return Optional.ofNullable(refusesOrdinary(entryBytes + frames));
    }

    /// The same for one entry of the longest kind, or of a quarter segment where segments are
    /// small.
    public Optional<NoRoom> room() {
        return room(1, Math.min(Entry.MAX_BYTES, settings.segmentBytes() / 4));
    }

    public Pressure pressure() {
        return new Pressure(
                tail.end() - segments.oldest().first,
                settings.limitBytes(),
                tail.queuedBytes(),
                segments.isDiskFull());
    }

    /// Starts writing what queued up, up to the bound of one batch. Empty while a flush is under
    /// way, when nothing is queued, and while the next segment is not prepared yet.
    public Optional<Flush> startFlush() {
        requireAlive();
        if (underWay != null) {
            return Optional.empty();
        }
        Batch next = tail.take();
        if (next == null) {
            return Optional.empty();
        }
        underWay = new Flush(next, next.content(synced, boot, identity));
        return Optional.of(underWay);
    }

    /// Takes back a flush that was written and synced: what it held is durable from here on.
    public Position completed(Flush flush) {
        requireAlive();
        boolean isSynced = flush.isSynced() || !rules.contains(LogRule.SYNC_BEFORE_CLAIM);
        if (flush != underWay || !isSynced) {
            throw new InvariantViolation(Invariant.P4, "completed: " + flush);
        }
        underWay = null;
        synced = flush.batch().end();
        flush.batch().release();
        while (!releases.isEmpty() && releases.peek().declared <= synced) {
            segments.free(releases.remove().segment);
        }
        return synced();
    }

    /// A write, a sync or a chore threw: the log is finished, every later call says so.
    public void failed(Throwable cause) {
        if (deadBy == null) {
            deadBy = cause;
        }
    }

    /// Everything appended at or below this is durable.
    public Position synced() {
        return new Position(synced);
    }

    /// What a claim about everything appended so far must wait for.
    public Position appended() {
        return new Position(tail.appended());
    }

    /// Who keeps the oldest segment from going; empty means [#release] will let it go. The segment
    /// being written is never up for it.
    public List<Holding> holders() {
        requireAlive();
        Segment oldest = oldestUnreleased();
        List<Holding> holders = new ArrayList<>();
        for (GroupTrail trail : trails.values()) {
            trail.holdingOf(oldest).ifPresent(holders::add);
        }
        return holders;
    }

    /// Writes a group's whole hard state again, so that older segments need not keep it: first
    /// [HardRecord.Began], then [HardRecord.Forgot] if it lost something, its promise, its entries
    /// from begin on and its mark. Uses the reserve, because it is what makes room.
    public Appended restate(GroupId group, List<HardRecord> state) {
        requireAlive();
        GroupTrail trail = trailOf(group);
        trail.requireComplete(state);
        long bytes = 0;
        for (HardRecord record : state) {
            bytes += bytesOf(record);
        }
        if (bytes > segments.readyEnd() - tail.end()) {
            return segments.isDiskFull() ? NoRoom.DISK_FULL : NoRoom.BUSY;
        }
        put(state.getFirst());
        long from = tail.segment().generation;
        state.subList(1, state.size()).forEach(this::put);
        trail.restatedIn(from);
        return new Position(tail.appended());
    }

    /// Lets the oldest segment go, if nobody holds it: writes the store's own facts again, declares
    /// it unneeded, and once that is synced its file is reused. The result says whether it goes.
    public boolean release() {
        requireAlive();
        Segment oldest = oldestUnreleased();
        boolean held = rules.contains(LogRule.HOLD_NEEDED_SEGMENTS) && !holders().isEmpty();
        if (oldest.generation >= tail.segment().generation || held) {
            return false;
        }
        boolean copies = rules.contains(LogRule.COPY_STORE_FACTS);
        facts.standingUpTo(copies ? oldest.generation : 0).forEach(this::put);
        tail.needsFrom(oldest.generation + 1);
        releases.add(new Release(oldest, tail.appended()));
        return true;
    }

    /// The next slow step to do beside the hot path; one at a time.
    public Optional<Chore> nextChore() {
        requireAlive();
        return segments.nextChore(tail.segment());
    }

    public void finished(Chore chore) {
        requireAlive();
        segments.finished(chore);
    }

    /// Queues a record whatever the room: recovery and the copying of facts use the reserve.
    void put(LoggedRecord record) {
        if (record instanceof LoggedRecord.Hard(HardRecord fact)) {
            put(fact);
            return;
        }
        facts.note(record, tail.put(record, store).generation);
    }

    void put(HardRecord record) {
        GroupTrail trail =
                switch (record) {
                    case HardRecord.OfReplica r -> trailOf(r.group());
                    case HardRecord.Horizon _, HardRecord.Booted _, HardRecord.PeerSeen _ -> store;
                };
        Segment segment = tail.put(record, trail);
        facts.note(record, segment.generation);
        if (record instanceof HardRecord.OfReplica r) {
            trail.note(r, segment);
        }
    }

    /// Makes sure that frames of this length go into one batch, if one can hold them.
    void keepTogether(long frameBytes, int records) {
        tail.keepTogether(frameBytes, records);
    }

    private void require(HardRecord record) {
        if (record instanceof HardRecord.Began began) {
            if (facts.isRemoved(began.group(), began.replica())) {
                throw new InvariantViolation(Invariant.P6, record + " was removed");
            }
        }
        if (record instanceof HardRecord.OfReplica r) {
            trailOf(r.group()).require(r);
        }
    }

    private GroupTrail trailOf(GroupId group) {
        GroupTrail known = trails.get(group);
        if (known != null) {
            return known;
        }
        GroupTrail trail = new GroupTrail(group.value());
        trails.put(group, trail);
        return trail;
    }

    private Segment oldestUnreleased() {
        Segment last = releases.isEmpty() ? null : releases.getLast().segment;
        return last == null ? segments.oldest() : segments.after(last);
    }

    private long bytesOf(HardRecord record) {
        int bytes = LogFormat.FRAME_HEADER_BYTES + RecordWriter.bodyBytes(record);
        if (bytes > settings.largestRecord()) {
            throw new IllegalArgumentException(
                    "a record of " + bytes + " bytes; a segment takes " + settings.largestRecord());
        }
        return bytes;
    }

    private @Nullable NoRoom refusesOrdinary(long bytes) {
        if (tail.queuedBytes() > 0 && tail.queuedBytes() + bytes > settings.queueBytes()) {
            return NoRoom.BUSY;
        }
        if (tail.end() + bytes - segments.oldest().first > settings.limitBytes()) {
            return NoRoom.LOG_LIMIT;
        }
        if (tail.end() + bytes + segments.reserveBytes() > segments.readyEnd()) {
            return segments.isDiskFull() ? NoRoom.DISK_FULL : NoRoom.BUSY;
        }
        return null;
    }

    private @Nullable NoRoom refusesReserved(long bytes) {
        boolean fits = tail.end() + bytes <= segments.readyEnd();
        return fits || !segments.isDiskFull() ? null : NoRoom.DISK_FULL;
    }

    private static boolean isOrdinary(HardRecord record) {
        return switch (record) {
            case HardRecord.Accepted r -> r.entry() instanceof Entry.Commands;
            case HardRecord.Learned r -> r.entry() instanceof Entry.Commands;
            case HardRecord _ -> false;
        };
    }

    private void requireAlive() {
        if (deadBy != null) {
            throw new WalDeadException(deadBy);
        }
    }
}
