package dev.isochron.storage;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.StoreFull;
import dev.isochron.storage.ordered.View;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.invariant.Invariant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One data directory: the replicas that it has, and the one queue of what is to be written for
/// them. It has one owner, who also owns its replicas.
public final class Storage {
    private final OrderedStore store;
    private final long node;
    private final StorageSettings settings;
    private final TreeMap<ShardId, ReplicaStore> replicas = new TreeMap<>();
    private final Deque<Work> wanted = new ArrayDeque<>();
    private final List<Birth> births = new ArrayList<>();
    private @Nullable StorageJob running;
    private boolean flushedLast;

    private Storage(OrderedStore store, long node, StorageSettings settings) {
        this.store = store;
        this.node = node;
        this.settings = settings;
    }

    /// Reads which replicas a store has; may block. What a removed one left begins to be deleted
    /// with the first jobs.
    ///
    /// @param node whose store it is, for errors
    /// @throws dev.isochron.storage.ordered.StoreRefused if this program must not touch it
    public static Storage open(OrderedStore store, long node, StorageSettings settings) {
        StoreFormat.require(store);
        Storage storage = new Storage(store, node, settings);
        for (Map.Entry<ShardId, ReplicaHeader> found : StoreFormat.headers(store).entrySet()) {
            ReplicaStore replica = new ReplicaStore(storage, found.getKey(), found.getValue());
            storage.replicas.put(found.getKey(), replica);
            if (replica.state() == ReplicaStore.State.REMOVED) {
                storage.delete(replica, found.getValue());
            }
        }
        return storage;
    }

    /// Reads what a store says of itself, and of each replica; may block.
    ///
    /// @return whether it has any replica
    /// @throws dev.isochron.storage.ordered.StoreRefused if this program must not touch it
    /// @throws dev.isochron.storage.ordered.StoreFailed if it cannot be read
    public static boolean hasReplicas(OrderedStore store) {
        StoreFormat.require(store);
        return !StoreFormat.headers(store).isEmpty();
    }

    /// All replicas, by shard; those being installed or deleted as well.
    public List<ReplicaStore> replicas() {
        return List.copyOf(replicas.values());
    }

    public Optional<ReplicaStore> replica(ShardId shard) {
        return Optional.ofNullable(replicas.get(shard));
    }

    /// Takes a new, empty replica, unless it overlaps another (C3). It becomes durable with its
    /// first flush or installation; before that a crash forgets it.
    public Admission admit(ShardId shard, Span span) {
        Optional<Admission.Overlaps> overlap = overlap(shard, span);
        if (overlap.isPresent()) {
            return overlap.get();
        }
        requireEmpty(span);
        ReplicaStore replica = new ReplicaStore(this, shard, span);
        replicas.put(shard, replica);
        return new Admission.Admitted(replica);
    }

    private Optional<Admission.Overlaps> overlap(ShardId shard, Span span) {
        for (ReplicaStore other : replicas.values()) {
            if (other.shard().equals(shard) || keepsApart(other, span)) {
                return Optional.of(
                        new Admission.Overlaps(other.shard(), other.span(), other.state()));
            }
        }
        return Optional.empty();
    }

    private boolean keepsApart(ReplicaStore other, Span span) {
        return settings.rules().contains(StorageRule.KEEP_APART) && other.mayHold(span);
    }

    /// A replica that has nothing and waits for its first snapshot, which tells its span; it takes
    /// no room before that, and a crash forgets it.
    public ReplicaStore vacant(ShardId shard) {
        return ReplicaStore.vacant(this, shard);
    }

    /// One that had something, which was lost: it waits for a snapshot as one that is vacant does,
    /// and is known to be damaged until it has one.
    ///
    /// @param what was lost, for a person
    public ReplicaStore lost(ShardId shard, String what) {
        return ReplicaStore.lost(this, shard, what);
    }

    /// A vacant replica gets its part of the key space, unless that overlaps another's (C3).
    Optional<Admission.Overlaps> settle(ReplicaStore vacant, Span span) {
        Optional<Admission.Overlaps> overlap = overlap(vacant.shard(), span);
        if (overlap.isEmpty()) {
            requireEmpty(span);
            replicas.put(vacant.shard(), vacant);
        }
        return overlap;
    }

    /// A replica is to have more keys than before, on the right, unless they are another's (C3).
    Optional<Admission.Overlaps> widen(ReplicaStore replica, Span span) {
        Key end = replica.span().until().orElseThrow();
        for (ReplicaStore other : replicas.values()) {
            if (other != replica && keepsApart(other, span)) {
                return Optional.of(
                        new Admission.Overlaps(other.shard(), other.span(), other.state()));
            }
        }
        if (span.canSplitAt(end)) {
            requireEmpty(span.splitAt(end).right());
        }
        return Optional.empty();
    }

    /// A replica's keys are its left neighbour's now.
    void absorb(ReplicaStore gone) {
        cancel(gone);
        replicas.remove(gone.shard());
    }

    private void requireEmpty(Span span) {
        StoredKey first = new StoredKey().beforeVersions(span.from());
        StoredKey end = new StoredKey();
        span.until().ifPresentOrElse(end::beforeVersions, end::endOfVersions);
        try (View view = store.view()) {
            boolean isEmpty = !view.seek(first.bytes(), first.length()) || !end.isAbove(view.key());
            Invariant.C3.require(isEmpty, "the store holds versions in " + span + " of nobody");
        }
    }

    /// The size of all tables, frozen ones included.
    public long tableBytes() {
        long bytes = 0;
        for (ReplicaStore replica : replicas.values()) {
            bytes += replica.tableBytes();
        }
        return bytes;
    }

    public Pressure pressure() {
        long bytes = tableBytes();
        if (bytes >= settings.stallBytes()) {
            return Pressure.STALL;
        }
        return bytes >= settings.flushBytes() ? Pressure.FLUSH : Pressure.CALM;
    }

    /// The next batch to be written, if there is one and none is on its way. Flushes and other work
    /// take turns.
    public Optional<StorageJob> startJob() {
        if (running != null) {
            return Optional.empty();
        }
        Work next = flushedLast && !wanted.isEmpty() ? wanted.poll() : nextFlush();
        if (next == null) {
            next = wanted.poll();
        }
        if (next == null) {
            return Optional.empty();
        }
        flushedLast = next instanceof FlushWork;
        running = new StorageJob(store.prepare(next), next);
        return Optional.of(running);
    }

    private @Nullable Work nextFlush() {
        TreeMap<ShardId, List<Frozen>> chosen = new TreeMap<>();
        for (ReplicaStore replica : replicas.values()) {
            chosen.put(replica.shard(), new ArrayList<>(replica.toFlush()));
        }
        holdBackBirths(chosen);
        List<FlushWork.Part> parts = new ArrayList<>();
        for (ReplicaStore replica : replicas.values()) {
            List<Frozen> frozen = frozenOf(chosen, replica);
            if (!frozen.isEmpty()) {
                parts.add(new FlushWork.Part(replica, List.copyOf(frozen)));
            }
        }
        parts.sort((a, b) -> a.replica().span().compareTo(b.replica().span()));
        return parts.isEmpty() ? null : new FlushWork(parts);
    }

    /// Of a split that is not stored, both halves go or neither; and one that is held back may be
    /// half of another split.
    private void holdBackBirths(Map<ShardId, List<Frozen>> chosen) {
        boolean isHeldBack = true;
        while (isHeldBack) {
            isHeldBack = false;
            for (Birth birth : births) {
                List<Frozen> parents = frozenOf(chosen, birth.parent());
                List<Frozen> childs = frozenOf(chosen, birth.child());
                boolean parentGoes = !parents.stream().allMatch(birth::isBefore);
                if (parentGoes == childs.isEmpty()) {
                    childs.clear();
                    parents.removeIf(frozen -> !birth.isBefore(frozen));
                    isHeldBack = true;
                }
            }
        }
    }

    private static List<Frozen> frozenOf(Map<ShardId, List<Frozen>> chosen, ReplicaStore replica) {
        return chosen.getOrDefault(replica.shard(), List.of());
    }

    void born(ReplicaStore parent, ReplicaStore child) {
        replicas.put(child.shard(), child);
        births.add(new Birth(parent, child));
    }

    /// Whether a replica is half of a split that the store does not know yet: both halves must be
    /// frozen and flushed before it can be removed or installed.
    public boolean isUnborn(ReplicaStore replica) {
        return !births.isEmpty()
                && births.stream().anyMatch(b -> b.parent() == replica || b.child() == replica);
    }

    /// A flush is durable: whoever inherited its tables may drop them, too.
    void flushed(List<Frozen> done) {
        replicas.values().forEach(replica -> replica.drop(done));
        births.removeIf(birth -> birth.child().isStored());
    }

    /// The job is durable.
    ///
    /// @return what that means for replicas, in order
    public List<StorageEvent> completed(StorageJob job) {
        requireRunning(job);
        running = null;
        return job.work().done();
    }

    /// Nothing of the job was done; it comes again with [#startJob], which is best called when room
    /// may be back: after a while, or when something was deleted.
    ///
    /// @param reason the one failure that may pass; after any other the process stops
    public void failed(StorageJob job, StoreFull reason) {
        requireRunning(job);
        running = null;
        flushedLast = job.work() instanceof FlushWork;
        if (!flushedLast && !job.work().isStale()) {
            wanted.addFirst(job.work());
        }
    }

    private void requireRunning(StorageJob job) {
        if (job != running) {
            throw new IllegalStateException("not the job that is on its way: " + job);
        }
    }

    OrderedStore store() {
        return store;
    }

    long node() {
        return node;
    }

    StorageSettings settings() {
        return settings;
    }

    void add(Work work) {
        wanted.add(work);
    }

    /// The same work again, for its next part, after what waits.
    void goOn(Work work) {
        wanted.add(work);
    }

    void delete(ReplicaStore replica, ReplicaHeader header) {
        wanted.add(new DeletionWork(this, replica, header, settings.deleteStep()));
    }

    /// Takes back what waits for a replica.
    void cancel(ReplicaStore replica) {
        wanted.removeIf(work -> work.concerns(replica));
    }

    void forget(ReplicaStore replica) {
        replicas.remove(replica.shard());
    }

    static ReplicaHeader live(Span span, Timestamp horizon, byte[] mark) {
        return new ReplicaHeader(ReplicaHeader.State.LIVE, span, horizon, mark);
    }
}
