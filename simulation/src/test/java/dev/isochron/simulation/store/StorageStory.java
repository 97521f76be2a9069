package dev.isochron.simulation.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.storage.Admission;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageEvent;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreFull;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One store's life from a seed. After each crash every replica must have exactly the state of one
/// of its marks, not before the last that was reported as stored.
final class StorageStory {
    private static final StorageSettings SMALL = new StorageSettings(1000, 2000, 3, 7);

    final CrashStore store;
    private final Generator chance;
    private final StoryKeys keys;
    private final ReplicaJudge judge;
    private final TreeMap<ShardId, Life> lives = new TreeMap<>();

    /// Those that others took in; a crash may bring them back.
    private final TreeMap<ShardId, Life> takenIn = new TreeMap<>();

    private int merges;
    private Storage storage;
    private @Nullable StorageJob job;
    private boolean isWritten;
    private long clock = 1;
    private long nextShard = 1;
    private int nextMark = 1;
    private int crashes;

    /// A replica, what it must hold, and what it held at each of its marks.
    private static final class Life {
        ReplicaStore replica;
        ShardModel now;
        final TreeMap<Integer, ShardModel> marks = new TreeMap<>();
        int stored;
        boolean isRemoved;

        Life(ReplicaStore replica, ShardModel now) {
            this.replica = replica;
            this.now = now;
        }
    }

    StorageStory(long seed) {
        chance = new Generator(seed);
        store = new CrashStore(chance.fork("store"));
        keys = new StoryKeys(chance.fork("keys"));
        judge = new ReplicaJudge(chance.fork("judge"));
        storage = Storage.open(store, 1, SMALL);
        admit(Span.ALL);
    }

    int crashes() {
        return crashes;
    }

    void step() {
        clock++;
        try {
            act();
        } catch (StoreFailed dead) {
            crash();
        }
        if (chance.nextInt(20) == 0) {
            check();
        }
    }

    private void act() {
        switch (chance.nextInt(100)) {
            case 0 -> crash();
            case 1 -> store.failNextSync();
            case 2 -> store.stopAt(1 + chance.nextInt(3));
            case 3 -> store.limitTo(chance.nextInt(4000));
            case 4, 5 -> store.limitTo(Long.MAX_VALUE);
            case 6 -> split();
            case 7 -> remove();
            case 8 -> readmit();
            case 9 -> merge();
            case 10, 11 -> live().ifPresent(life -> life.replica.sweep());
            case 12, 13, 14 -> live().ifPresent(this::raiseHorizon);
            case 15, 16, 17, 18, 19, 20, 21 -> live().ifPresent(this::freeze);
            default -> {
                if (chance.nextBoolean()) {
                    advance();
                } else {
                    live().ifPresent(this::write);
                }
            }
        }
    }

    private void write(Life life) {
        Key key = keys.in(life.now.span);
        String text = "v" + clock;
        switch (chance.nextInt(6)) {
            case 0 -> {
                life.replica.remove(key, new Timestamp(clock));
                life.now.put(key, clock, null);
            }
            case 1 -> {
                RecordKey record = keys.record(life.now.span);
                life.replica.putRecord(record, text.getBytes(UTF_8));
                life.now.record(record, text);
            }
            case 2 -> {
                RecordKey record = keys.record(life.now.span);
                life.replica.removeRecord(record);
                life.now.record(record, null);
            }
            default -> {
                life.replica.put(key, new Timestamp(clock), text.getBytes(UTF_8));
                life.now.put(key, clock, text);
            }
        }
    }

    private void raiseHorizon(Life life) {
        long to = Math.max(0, clock - chance.nextInt(60));
        life.replica.raiseHorizon(new Timestamp(to));
        life.now.horizon = Math.max(life.now.horizon, to);
    }

    private void freeze(Life life) {
        life.replica.freeze(mark(life));
    }

    private byte[] mark(Life life) {
        int mark = nextMark++;
        life.marks.put(mark, life.now.copy());
        return String.valueOf(mark).getBytes(UTF_8);
    }

    /// Does one step of a job: so a crash can fall between any two.
    private void advance() {
        StorageJob current = job;
        if (current == null) {
            job = storage.startJob().orElse(null);
            isWritten = false;
            return;
        }
        try {
            if (!isWritten) {
                current.write();
                isWritten = true;
                return;
            }
            current.sync();
        } catch (StoreFull full) {
            job = null;
            storage.failed(current, full);
            return;
        }
        job = null;
        storage.completed(current).forEach(this::happened);
    }

    private void happened(StorageEvent event) {
        Life life = lives.get(event.shard());
        if (life == null) {
            throw new AssertionError(event + " is of no replica");
        }
        switch (event) {
            case StorageEvent.Flushed(_, byte[] mark) -> {
                life.stored = number(mark);
                life.marks.headMap(life.stored).clear();
            }
            case StorageEvent.Deleted(ShardId shard) -> {
                Span span = life.now.span;
                takenIn.values().removeIf(gone -> span.overlaps(gone.now.span));
                lives.remove(shard);
            }
            case StorageEvent.Swept _ -> {}
            case StorageEvent.ReadyToLoad _,
                    StorageEvent.Loaded _,
                    StorageEvent.Installed _,
                    StorageEvent.Damaged _ ->
                    throw new AssertionError("nobody installs here: " + event);
        }
    }

    private void split() {
        Optional<Life> chosen = live();
        if (chosen.isEmpty()) {
            return;
        }
        Life life = chosen.get();
        Key border = keys.in(life.now.span);
        if (!life.now.span.canSplitAt(border)) {
            return;
        }
        ShardId shard = new ShardId(nextShard++);
        Span.Halves halves = life.now.span.splitAt(border);
        ReplicaStore right = life.replica.split(border, shard, mark(life), new byte[0]);
        lives.put(shard, new Life(right, life.now.part(halves.right())));
        life.now = life.now.part(halves.left());
    }

    /// What is durable of a replica, and nothing else, is its left neighbour's.
    private void merge() {
        for (Life left : List.copyOf(lives.values())) {
            for (Life right : List.copyOf(lives.values())) {
                if (!left.isRemoved
                        && !right.isRemoved
                        && left.now.span.touches(right.now.span)
                        && isDurable(right)) {
                    merge(left, right);
                    return;
                }
            }
        }
    }

    /// Whether the last mark of a replica is in the store. Until it is, or something fails, nothing
    /// else happens.
    private boolean isDurable(Life right) {
        freeze(right);
        int mark = right.marks.lastKey();
        for (int i = 0; i < 50 && right.stored < mark && lives.containsValue(right); i++) {
            advance();
        }
        return right.stored == mark && !storage.isUnborn(right.replica);
    }

    private void merge(Life left, Life right) {
        ShardId gone = right.replica.shard();
        left.replica.merge(right.replica);
        left.now = left.now.joinedWith(right.now);
        lives.remove(gone);
        takenIn.put(gone, right);
        merges++;
    }

    int merges() {
        return merges;
    }

    private void remove() {
        Optional<Life> chosen = live();
        if (chosen.isPresent() && !storage.isUnborn(chosen.get().replica)) {
            chosen.get().replica.remove();
            chosen.get().isRemoved = true;
        }
    }

    /// Wants some span again: that is refused as long as anything of another is left in it.
    private void readmit() {
        Key from = keys.in(Span.ALL);
        Key until = keys.in(Span.from(from));
        Span span = from.isBelow(until) ? Span.of(from, until) : Span.from(from);
        boolean isTaken =
                lives.values().stream().anyMatch(life -> life.replica.span().overlaps(span));
        if (!isTaken || storage.admit(new ShardId(nextShard), span) instanceof Admission.Admitted) {
            if (isTaken) {
                throw new AssertionError("C3: " + span + " was admitted beside " + lives.keySet());
            }
            admit(span);
        }
    }

    /// A parent may be refused for what only its stored header still covers.
    private void admit(Span span) {
        ShardId shard = new ShardId(nextShard++);
        if (storage.admit(shard, span) instanceof Admission.Admitted(ReplicaStore replica)) {
            lives.put(shard, new Life(replica, new ShardModel(span)));
        }
    }

    private Optional<Life> live() {
        List<Life> live = lives.values().stream().filter(life -> !life.isRemoved).toList();
        return live.isEmpty() ? Optional.empty() : Optional.of(chance.oneOf(live));
    }

    private void crash() {
        crashes++;
        store.crash();
        job = null;
        storage = Storage.open(store, 1, SMALL);
        for (ReplicaStore replica : storage.replicas()) {
            Life back = takenIn.get(replica.shard());
            if (back != null) {
                lives.put(replica.shard(), back);
            }
        }
        List<Life> absorbed = new ArrayList<>(takenIn.values());
        absorbed.removeAll(lives.values());
        absorbed.removeIf(gone -> isWithinARemoved(gone.now.span.from()));
        takenIn.clear();
        List<ShardId> forgotten = new ArrayList<>(lives.keySet());
        for (ReplicaStore replica : storage.replicas()) {
            Life life = lives.get(replica.shard());
            if (life == null) {
                throw new AssertionError(replica.shard() + " came back from nowhere");
            }
            forgotten.remove(replica.shard());
            comeBack(life, replica);
        }
        for (ShardId shard : forgotten) {
            Life life = lives.remove(shard);
            if (life != null && life.stored > 0 && !life.isRemoved) {
                throw new AssertionError(shard + " was stored and is lost");
            }
        }
        for (Life gone : absorbed) {
            Key key = gone.now.span.from();
            boolean isThere = lives.values().stream().anyMatch(l -> l.now.span.contains(key));
            ReplicaJudge.require(true, isThere);
        }
        check();
    }

    private boolean isWithinARemoved(Key key) {
        return lives.values().stream().anyMatch(l -> l.isRemoved && l.now.span.contains(key));
    }

    private static void comeBack(Life life, ReplicaStore replica) {
        life.replica = replica;
        if (replica.state() == ReplicaStore.State.REMOVED) {
            ReplicaJudge.require(true, life.isRemoved);
            return;
        }
        life.isRemoved = false;
        int mark = number(replica.storedMark().orElseThrow());
        ShardModel then = life.marks.get(mark);
        if (then == null || mark < life.stored) {
            throw new AssertionError(
                    replica.shard() + " is at mark " + mark + ", it was at " + life.stored);
        }
        life.stored = mark;
        life.now = then.copy();
    }

    void check() {
        for (Life life : lives.values()) {
            if (!life.isRemoved) {
                judge.compare(life.replica, life.now, keys, clock);
            }
        }
    }

    /// No more faults: everything is flushed, swept and deleted, and nothing else may be left.
    void settle() {
        store.limitTo(Long.MAX_VALUE);
        store.crash();
        crash();
        for (Life life : lives.values()) {
            if (!life.isRemoved) {
                freeze(life);
            }
        }
        drain();
        for (int round = 0; round < 100; round++) {
            for (Life life : lives.values()) {
                life.replica.sweep();
            }
            drain();
        }
        check();
        int expected = 1;
        for (Life life : lives.values()) {
            expected += 1 + life.now.readableVersions() + life.now.recordCount();
        }
        ReplicaJudge.require((long) expected, store.figures().entries());
        ReplicaJudge.require(0, store.figures().openViews());
    }

    private void drain() {
        do {
            advance();
        } while (job != null);
    }

    private static int number(byte[] mark) {
        return Integer.parseInt(new String(mark, UTF_8));
    }
}
