package dev.isochron.storage;

import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.read.Newest;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.PageReader;
import dev.isochron.storage.read.RangeChecksum;
import dev.isochron.storage.read.RecordPage;
import dev.isochron.storage.read.RecordReader;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.read.Verifier;
import dev.isochron.storage.read.Weighing;
import dev.isochron.storage.snapshot.Chunk;
import dev.isochron.storage.snapshot.ChunkRefused;
import dev.isochron.storage.snapshot.Export;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one replica of one shard has stored: versions of rows, and records beside them.
///
/// Applying changes memory only. [#freeze] sets a mark: the state right then, and no other, goes to
/// the disk with the next flush. After a restart the replica has the state of [#storedMark], and
/// what came after is applied again.
///
/// Each read is bounded and opens a view of its own, so a long scan is many pages at one timestamp;
/// versions make them consistent. Reads of damaged entries throw [RequestFailed] with
/// `Unavailable.DamagedRow`, those below the horizon with `BadInput.SnapshotTooOld`.
// allow(file-length): the one face of a replica's store; what it does is done elsewhere
public final class ReplicaStore {
    private final Storage storage;
    private final ShardId shard;
    private final Verifier verifier;
    private final PageReader pages;
    private final RecordReader records;
    private Span span;
    private State state;
    private Timestamp horizon;
    private @Nullable ReplicaHeader stored;
    private final Tables tables = new Tables();
    private Key sweepFrom;
    private boolean isSweeping;
    private long putBytes;
    private @Nullable Installation installation;
    private byte @Nullable [] birth;
    private @Nullable String damage;

    /// Rises when everything asked for before is of no use any more.
    private int epoch;

    /// What may be done with a replica.
    public enum State {
        /// It has no part of the key space yet: the first snapshot says which.
        VACANT,
        /// It may be read and written.
        LIVE,
        /// A snapshot is being loaded. After a restart it must be begun again.
        INSTALLING,
        /// Some of it is not what was written: nothing of it is shown, and it waits for a snapshot.
        DAMAGED,
        /// What it left is being deleted.
        REMOVED
    }

    /// A new one, empty.
    ReplicaStore(Storage storage, ShardId shard, Span span) {
        this(storage, shard, span, State.LIVE, Timestamp.MIN);
    }

    /// One that waits for a snapshot and has nothing; its span says what it may become.
    static ReplicaStore vacant(Storage storage, ShardId shard) {
        return new ReplicaStore(storage, shard, Span.ALL, State.VACANT, Timestamp.MIN);
    }

    /// One whose rows went with the store that had them.
    static ReplicaStore lost(Storage storage, ShardId shard, String what) {
        ReplicaStore lost = vacant(storage, shard);
        lost.found(what);
        return lost;
    }

    /// One that the store has.
    ReplicaStore(Storage storage, ShardId shard, ReplicaHeader stored) {
        this(storage, shard, stored.span(), stateOf(stored), stored.horizon());
        this.stored = stored;
        if (state == State.DAMAGED) {
            found("something that was found before this start");
        }
    }

    private ReplicaStore(
            Storage storage, ShardId shard, Span span, State state, Timestamp horizon) {
        this.storage = storage;
        this.shard = shard;
        this.verifier = new Verifier(storage.node(), this::found);
        this.pages = new PageReader(storage.store(), verifier);
        this.records = new RecordReader(storage.store(), verifier);
        this.span = span;
        this.state = state;
        this.horizon = horizon;
        this.sweepFrom = span.from();
    }

    private static State stateOf(ReplicaHeader header) {
        return switch (header.state()) {
            case LIVE -> State.LIVE;
            case INSTALLING -> State.INSTALLING;
            case REMOVED -> State.REMOVED;
            case DAMAGED -> State.DAMAGED;
        };
    }

    public ShardId shard() {
        return shard;
    }

    /// Another replica of the same store.
    public Optional<ReplicaStore> neighbour(ShardId other) {
        return storage.replica(other);
    }

    /// The keys that are its own; any may be, if it is [VACANT][State#VACANT].
    public Span span() {
        return span;
    }

    public State state() {
        return state;
    }

    /// The mark of the state that the store holds, as it was given to [#freeze]; nothing if the
    /// store holds no state of this replica.
    public Optional<byte[]> storedMark() {
        return stored == null || stored.state() != ReplicaHeader.State.LIVE
                ? Optional.empty()
                : Optional.of(stored.mark());
    }

    /// The mark of the state that it had when this program began with it: what the store holds, or
    /// what the split that made it said.
    public Optional<byte[]> mark() {
        return storedMark().or(() -> Optional.ofNullable(birth));
    }

    /// What was found not to be as it was written, if something was; the first of it.
    public Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    void found(String damaged) {
        damage = damage == null ? damaged : damage;
    }

    // Applying.

    /// Puts a version: the row that a key has from `at` on. Versions of one key come in rising
    /// order; one of the same timestamp replaces the last. The array is kept, nobody may change it
    /// any more.
    ///
    /// @throws dev.isochron.protocol.key.KeyTooLong unless the key [fits][#fits]
    public void put(Key key, Timestamp at, byte[] row) {
        requireOwn(key);
        tables.active().put(key, at, row);
        putBytes += key.length() + row.length;
    }

    /// Puts a tombstone: from `at` on the key has no row.
    ///
    /// @throws dev.isochron.protocol.key.KeyTooLong unless the key [fits][#fits]
    public void remove(Key key, Timestamp at) {
        requireOwn(key);
        tables.active().put(key, at, null);
    }

    /// Whether a key is short enough to be stored. Every key of up to 240 bytes is; a longer one is
    /// unless it is full of zero bytes. Ask before a write is logged.
    public static boolean fits(Key key) {
        return StoredKey.fits(key);
    }

    /// Whether a key can be where a range begins or ends.
    public static boolean isBound(Key key) {
        return StoredKey.isBound(key);
    }

    /// Puts a record, replacing what it held. The array is kept.
    public void putRecord(RecordKey record, byte[] content) {
        requireOwn(record.key());
        tables.active().record(record, content);
    }

    public void removeRecord(RecordKey record) {
        requireOwn(record.key());
        tables.active().record(record, null);
    }

    /// From now on reads below this are refused, and versions that only they could see may be
    /// removed. It only rises; a lower one changes nothing.
    public void raiseHorizon(Timestamp to) {
        horizon = Timestamp.max(horizon, to);
    }

    /// The earliest timestamp that can be read.
    public Timestamp horizon() {
        return horizon;
    }

    // Reading.

    /// The newest version of a key at or below a timestamp.
    public Lookup read(Key key, Timestamp at) {
        requireOwn(key);
        requireReadable(at);
        return pages.lookup(tables.newestFirst(), key, at);
    }

    /// The newest version of a key, however old; [Timestamp#MIN] if there is none.
    public Timestamp newest(Key key) {
        requireOwn(key);
        return pages.lookup(tables.newestFirst(), key, Timestamp.MAX).met();
    }

    /// A page of the rows that a span had at a timestamp; go on with [Page#rest].
    public Page scan(Span part, Timestamp at, Direction direction, ScanLimits limits) {
        requireOwn(part);
        requireReadable(at);
        return pages.page(tables.newestFirst(), part, at, direction, limits);
    }

    /// The newest version in a span, in parts of at most so many steps; go on with [Newest#rest].
    public Newest newest(Span part, int steps) {
        requireOwn(part);
        return pages.newest(tables.newestFirst(), part, steps);
    }

    /// Goes on with a checksum by at most so many steps.
    public RangeChecksum checksum(RangeChecksum begun, int steps) {
        begun.rest().ifPresent(this::requireOwn);
        requireReadable(begun.at());
        return pages.checksum(tables.newestFirst(), begun, steps);
    }

    /// Goes on with weighing by at most so many steps.
    public void weigh(Weighing weighing, int steps) {
        weighing.rest().ifPresent(this::requireOwn);
        pages.weigh(tables.newestFirst(), weighing, steps);
    }

    /// Bytes of keys and rows that were put since this program began with the replica.
    public long putBytes() {
        return putBytes;
    }

    /// What a record holds; nothing if there is none.
    public Optional<byte[]> record(RecordKey record) {
        requireOwn(record.key());
        return records.content(tables.newestFirst(), record);
    }

    /// Records of one kind whose keys are in a part of the span, at most `limit`, in order.
    public RecordPage records(byte kind, Span part, int limit) {
        requireOwn(part);
        return recordsFrom(new RecordKey(kind, part.from(), new byte[0]), part, limit);
    }

    /// Goes on with records where a page ended: at its rest.
    public RecordPage recordsFrom(RecordKey from, Span part, int limit) {
        requireOwn(part);
        return records.page(tables.newestFirst(), from, part.until(), limit);
    }

    // Flushing.

    /// The size of its tables in memory.
    public long tableBytes() {
        return tables.bytes();
    }

    /// What was applied since the last freeze.
    public long activeBytes() {
        return tables.active().bytes();
    }

    public boolean isFlushing() {
        return tables.isFlushing();
    }

    /// Sets a mark: the whole state as it is now goes to the disk with the next flush, together
    /// with the mark. Applying goes on at once.
    ///
    /// @param mark whatever its owner has to know about this state after a restart; kept, nobody
    ///   may change it any more
    public void freeze(byte[] mark) {
        requireState(State.LIVE);
        tables.freeze(Storage.live(span, horizon, mark));
    }

    /// Whether it has neighbours' keys that the store does not know to be its own.
    public boolean owesFlush() {
        return !tables.takenIn().isEmpty();
    }

    List<Frozen> toFlush() {
        return tables.frozen();
    }

    /// What was frozen is durable.
    ///
    /// @return false if the replica was removed or begun anew while it was flushed
    boolean flushed(List<Frozen> done) {
        boolean isCurrent = tables.frozen().containsAll(done);
        stored = done.getLast().header();
        storage.flushed(done);
        return isCurrent;
    }

    void drop(List<Frozen> done) {
        tables.drop(done);
    }

    // Old versions.

    /// Asks for one more part of the keys to be swept of versions that nobody can read any more;
    /// ends with [StorageEvent.Swept]. What is swept is below the horizon of the last flush.
    public void sweep() {
        if (state == State.LIVE && stored != null && !isSweeping) {
            isSweeping = true;
            storage.add(new SweepWork(this, sweepFrom, stored, storage.settings().sweepStep()));
        }
    }

    void swept(Key next) {
        isSweeping = false;
        sweepFrom = span.contains(next) ? next : span.from();
    }

    // Coming and going.

    /// Cuts the span in two: from `border` on, everything is another replica's, with the same
    /// horizon. Nothing is moved. What was applied before is frozen with the mark, if there is
    /// anything; the first flush of each half that comes after is one batch with the other's, so
    /// freeze both.
    ///
    /// @param mark of the state just before the split
    /// @param birth the mark of the right half: where it begins until it is flushed itself
    public ReplicaStore split(Key border, ShardId right, byte[] mark, byte[] birth) {
        ReplicaStore child = cut(border, right, mark);
        child.birth = birth;
        return child;
    }

    /// Cuts the span in two where the right half is not to live here: it is deleted, and until then
    /// its keys are not free for another. The first flush that comes after says so.
    ///
    /// @param mark of the state just before the split
    public void splitAway(Key border, ShardId right, byte[] mark) {
        ReplicaStore gone = cut(border, right, mark);
        gone.removeUnborn();
    }

    /// What another half reads in the tables from before the split is flushed all the same, and the
    /// mark of the removal with it.
    private void removeUnborn() {
        state = State.REMOVED;
        epoch++;
        isSweeping = false;
        storage.cancel(this);
        tables.freezeEmpty(
                new ReplicaHeader(ReplicaHeader.State.REMOVED, span, horizon, new byte[0]));
    }

    /// Whether it is half of a split that the store does not know yet.
    public boolean isUnborn() {
        return storage.isUnborn(this);
    }

    private ReplicaStore cut(Key border, ShardId right, byte[] mark) {
        requireState(State.LIVE);
        Span.Halves halves = span.splitAt(border);
        if (!tables.active().isEmpty()) {
            freeze(mark);
        }
        ReplicaStore child = new ReplicaStore(storage, right, halves.right());
        child.horizon = horizon;
        child.tables.inherit(tables);
        span = halves.left();
        sweepFrom = span.from();
        storage.born(this, child);
        return child;
    }

    /// Takes in the neighbour on the right: its keys, and all that the store holds of it, are this
    /// replica's from now on. Nothing is moved. The store is told with the next flush, and until
    /// then a crash leaves both as they were.
    ///
    /// @param right its whole state is that of its stored mark; it is used no more
    public void merge(ReplicaStore right) {
        requireState(State.LIVE);
        if (!span.touches(right.span) || right.storedMark().isEmpty() || storage.isUnborn(right)) {
            throw new IllegalArgumentException(right.shard + " cannot be taken in by " + shard);
        }
        storage.absorb(right);
        right.tables.clear();
        right.state = State.VACANT;
        right.epoch++;
        horizon = Timestamp.max(horizon, right.horizon);
        span = new Span(span.from(), right.span.until());
        tables.takeIn(right.shard, right.tables);
    }

    /// Takes the replica away: nothing of it may be read any more, and what it left is deleted in
    /// steps. Until [StorageEvent.Deleted] its keys are not free for another.
    public void remove() {
        if (state == State.VACANT) {
            throw new IllegalStateException(shard + " has nothing that could be deleted");
        }
        if (storage.isUnborn(this)) {
            removeUnborn();
            return;
        }
        clear(State.REMOVED, ReplicaHeader.State.REMOVED);
    }

    /// Begins to install a snapshot, also when one was begun before: nothing of the replica may be
    /// read until its last chunk is loaded, and after a restart it must be begun again. The first
    /// chunk may be loaded after [StorageEvent.ReadyToLoad].
    ///
    /// @param of what the snapshot has of the key space
    /// @throws dev.isochron.storage.snapshot.ChunkRefused if some of that is, or still may be,
    ///   another's (C3): try again when that is gone, or knows that it has less
    public void beginInstall(Span of) {
        if (storage.isUnborn(this)) {
            throw new ChunkRefused(shard + " was split; both halves are flushed first");
        }
        if (state == State.VACANT) {
            Incoming.requireRoom(storage, this, of);
            sweepFrom = of.from();
            span = of;
        } else if (!span.contains(of)) {
            Incoming.requireMoreRoom(storage, this, of);
            span = of;
        }
        clear(State.INSTALLING, ReplicaHeader.State.INSTALLING);
        installation = new Installation(span, storage.settings().rules());
    }

    /// Gives its state up: nothing may be read until a snapshot is installed, also after a restart.
    /// Not while it is half of a split that is not stored.
    public void giveUp() {
        clear(State.INSTALLING, ReplicaHeader.State.INSTALLING);
    }

    /// Lets nobody read it until a snapshot is installed, also after a restart. What is there
    /// stays: it goes with the first chunk of a snapshot. Not while it is half of a split that is
    /// not stored.
    public void quarantine() {
        requireState(State.LIVE);
        leave(State.DAMAGED, ReplicaHeader.State.DAMAGED);
    }

    /// The mark first, durable; then whatever is there may go.
    private void clear(State next, ReplicaHeader.State storedNext) {
        storage.delete(this, leave(next, storedNext));
    }

    private ReplicaHeader leave(State next, ReplicaHeader.State storedNext) {
        if (storage.isUnborn(this)) {
            throw new IllegalStateException(shard + " was split; both halves are flushed first");
        }
        if (state == State.REMOVED) {
            throw new IllegalStateException(shard + " is removed already");
        }
        state = next;
        epoch++;
        isSweeping = false;
        storage.cancel(this);
        tables.clear();
        ReplicaHeader header = new ReplicaHeader(storedNext, span, horizon, new byte[0]);
        storage.add(new HeaderWork(this, header, tables.takenIn()));
        return header;
    }

    /// Loads the next chunk of a snapshot: the first after [StorageEvent.ReadyToLoad], each other
    /// after [StorageEvent.Loaded]; the last one ends with [StorageEvent.Installed].
    ///
    /// @throws dev.isochron.storage.snapshot.ChunkRefused if it is not the one that comes next, or
    ///   damaged; then the installation is begun again, with another export
    public void load(byte[] chunk) {
        requireState(State.INSTALLING);
        if (installation == null) {
            throw new IllegalStateException(
                    shard + ": an installation is begun before it is loaded");
        }
        Chunk parsed = Chunk.parse(chunk);
        installation.require(parsed);
        storage.add(new LoadWork(this, parsed));
    }

    void loaded() {
        if (installation != null) {
            installation.ready();
        }
    }

    void installed(ReplicaHeader header) {
        state = State.LIVE;
        installation = null;
        damage = null;
        stored = header;
        span = header.span();
        horizon = header.horizon();
        sweepFrom = span.from();
    }

    void delete(ReplicaHeader header) {
        storage.delete(this, header);
    }

    StorageEvent deleted() {
        if (state == State.REMOVED) {
            storage.forget(this);
            return new StorageEvent.Deleted(shard);
        }
        loaded();
        return new StorageEvent.ReadyToLoad(shard);
    }

    /// Begins to export what the store holds of the replica: its whole state at [#storedMark].
    /// Nothing if the store holds none. The export must be closed, and in bounded time.
    public Optional<Export> export() {
        try {
            return Export.begin(storage.store(), shard, new Verifier(storage.node(), this::found));
        } catch (RequestFailed damaged) {
            return Optional.empty();
        }
    }

    int epoch() {
        return epoch;
    }

    /// Whether the store says anything of it.
    boolean isStored() {
        return stored != null;
    }

    /// @param forgotten neighbours that it took in, of which the store says nothing any more
    void stored(ReplicaHeader header, List<ShardId> forgotten) {
        stored = header;
        tables.forget(forgotten);
    }

    /// Whether keys of a span are, or in the store still may be, this replica's.
    boolean mayHold(Span other) {
        return span.overlaps(other) || (stored != null && stored.span().overlaps(other));
    }

    private void requireState(State needed) {
        if (state != needed) {
            throw new IllegalStateException(shard + " is " + state + ", not " + needed);
        }
    }

    private void requireOwn(Key key) {
        requireState(State.LIVE);
        if (!span.contains(key)) {
            throw new IllegalArgumentException(key + " is outside of " + shard + ", " + span);
        }
    }

    private void requireOwn(Span part) {
        requireState(State.LIVE);
        if (!span.contains(part)) {
            throw new IllegalArgumentException(part + " is outside of " + shard + ", " + span);
        }
    }

    private void requireReadable(Timestamp at) {
        if (at.isBefore(horizon)) {
            throw new RequestFailed(new BadInput.SnapshotTooOld(at, horizon));
        }
    }
}
