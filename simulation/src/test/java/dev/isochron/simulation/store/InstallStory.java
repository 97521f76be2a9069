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
import dev.isochron.storage.StorageRule;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreFull;
import dev.isochron.storage.read.RangeChecksum;
import dev.isochron.storage.snapshot.ChunkRefused;
import dev.isochron.storage.snapshot.Export;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A replica that lags is filled from another one, which goes on changing; the target crashes at
/// any step or has no room for a while, and now and then a chunk is damaged or of another export.
final class InstallStory {
    private static final StorageSettings SMALL = new StorageSettings(1000, 2000, 3, 7);
    private static final ShardId SHARD = new ShardId(5);
    private static final int TRIES = 40;

    private final Generator chance;
    private final StoryKeys keys;
    private final ReplicaJudge judge;
    private final StorageSettings settings;
    private final Storage source = Storage.open(new MemoryStore(), 1, SMALL);
    private final ReplicaStore original = admitted(source);
    private final ShardModel model = new ShardModel(Span.ALL);
    private final CrashStore store;
    private Storage target;
    private ReplicaStore replica;
    private @Nullable StorageJob job;
    private ShardModel flushed = model;
    private ShardModel exported = model;

    /// Chunks of exports before, by their place: the wrong ones to load later.
    private final TreeMap<Integer, byte[]> strange = new TreeMap<>();

    private long clock = 1;
    private int mark = 1;
    private int refusals;
    private int fulls;

    InstallStory(long seed) {
        this(seed, SMALL);
    }

    private InstallStory(long seed, StorageSettings settings) {
        this.settings = settings;
        chance = new Generator(seed);
        keys = new StoryKeys(chance.fork("keys"));
        judge = new ReplicaJudge(chance.fork("judge"));
        store = new CrashStore(chance.fork("store"));
        target = Storage.open(store, 2, settings);
        replica = admitted(target);
    }

    /// Of a target that forgot a rule.
    static InstallStory without(StorageRule rule, long seed) {
        return new InstallStory(seed, SMALL.without(rule));
    }

    int refusals() {
        return refusals;
    }

    /// How often the target's disk had no room.
    int fulls() {
        return fulls;
    }

    /// Lives until the snapshot is installed, and checks that it is one.
    void live() {
        write(original, model, 60);
        flush(source, original);
        prepareTarget();
        for (int i = 0; i < TRIES; i++) {
            if (install()) {
                store.stopAt(Long.MAX_VALUE);
                judge.compare(replica, exported, keys, clock);
                compareChecksums();
                return;
            }
        }
        throw new AssertionError("not installed after " + TRIES + " tries");
    }

    /// What it held before: stored, frozen, on its way to the disk, and in memory.
    private void prepareTarget() {
        ShardModel old = new ShardModel(Span.ALL);
        write(replica, old, 20);
        flush(target, replica);
        write(replica, old, 20);
        replica.freeze("old".getBytes(UTF_8));
        job = target.startJob().orElseThrow();
        if (chance.nextBoolean()) {
            job.write();
        } else {
            job = null;
            target = Storage.open(store, 2, settings);
            replica = target.replica(SHARD).orElseThrow();
        }
    }

    private boolean install() {
        boolean flushComesFirst = chance.nextBoolean();
        if (job != null && flushComesFirst) {
            complete(job);
        }
        replica.beginInstall(Span.ALL);
        if (job != null) {
            complete(job);
        }
        maybeStop();
        try (Export export = original.export().orElseThrow()) {
            exported = flushed;
            disturbSource();
            return load(export);
        } catch (StoreFailed dead) {
            crash();
            return false;
        } catch (ChunkRefused refused) {
            refusals++;
            return false;
        }
    }

    private boolean load(Export export) {
        if (!(run().getLast() instanceof StorageEvent.ReadyToLoad)) {
            throw new AssertionError("not ready to load");
        }
        for (int sequence = 0; ; sequence++) {
            byte[] chunk = export.next(1024 + chance.nextInt(1000)).orElseThrow();
            replica.load(tamper(chunk, sequence));
            disturbSource();
            maybeStop();
            maybeFill();
            StorageEvent event = run().getLast();
            if (event instanceof StorageEvent.Installed) {
                ReplicaJudge.require(Optional.empty(), export.next(1024));
                return true;
            }
            ReplicaJudge.require(true, event instanceof StorageEvent.Loaded);
        }
    }

    /// The first chunk says which export is meant, so only a later one can be of a wrong one.
    private byte[] tamper(byte[] chunk, int sequence) {
        byte[] sent = chunk.clone();
        if (chance.nextInt(12) == 0) {
            int bit = chance.nextInt(sent.length * Byte.SIZE);
            sent[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        } else if (sequence > 0 && chance.nextInt(6) == 0) {
            sent = strange.getOrDefault(sequence, sent);
        }
        strange.put(sequence, chunk);
        return sent;
    }

    private void maybeStop() {
        if (chance.nextInt(6) == 0) {
            store.stopAt(1 + chance.nextInt(6));
        }
    }

    private void disturbSource() {
        write(original, model, chance.nextInt(5));
        if (chance.nextInt(3) == 0) {
            model.horizon = Math.max(model.horizon, clock - 30);
            original.raiseHorizon(new Timestamp(model.horizon));
            flush(source, original);
            original.sweep();
            runAll(source);
        }
    }

    /// What comes back is the old state, or nothing that may be read; never half of the new one.
    private void crash() {
        store.crash();
        target = Storage.open(store, 2, settings);
        replica = target.replica(SHARD).orElseThrow();
        job = null;
        switch (replica.state()) {
            case LIVE -> {
                String found = new String(replica.storedMark().orElseThrow(), UTF_8);
                if (!found.equals("old") && !found.startsWith("mark")) {
                    throw new AssertionError(found);
                }
            }
            case INSTALLING -> {
                ReplicaJudge.require(Optional.empty(), replica.storedMark());
                requireUnreadable();
            }
            case VACANT, REMOVED, DAMAGED -> throw new AssertionError("nobody took it away");
        }
    }

    private void requireUnreadable() {
        try {
            replica.read(Key.MIN, new Timestamp(clock));
        } catch (IllegalStateException refused) {
            return;
        }
        throw new AssertionError("half a snapshot was read");
    }

    private void compareChecksums() {
        long at = Math.max(exported.horizon, model.horizon);
        flush(source, original);
        try (Export again = original.export().orElseThrow()) {
            replica.beginInstall(Span.ALL);
            run();
            byte[] chunk = again.next(1 << 20).orElseThrow();
            replica.load(chunk);
            run();
        }
        long hash = checksum(original, at);
        ReplicaJudge.require(hash, checksum(replica, at));
        if (model.scan(Span.ALL, at).isEmpty()) {
            return;
        }
        Key key = keys.in(Span.ALL);
        replica.put(key, new Timestamp(++clock), "other".getBytes(UTF_8));
        ReplicaJudge.require(hash, checksum(replica, at));
        ReplicaJudge.require(false, checksum(original, clock) == checksum(replica, clock));
    }

    private long checksum(ReplicaStore of, long at) {
        RangeChecksum checksum = RangeChecksum.begin(Span.ALL, new Timestamp(at));
        while (!checksum.isDone()) {
            checksum = of.checksum(checksum, 1 + chance.nextInt(20));
        }
        return checksum.hash();
    }

    private void write(ReplicaStore into, ShardModel as, int count) {
        for (int i = 0; i < count; i++) {
            clock++;
            String text = "v" + clock;
            if (chance.nextInt(4) == 0) {
                RecordKey record = keys.record(Span.ALL);
                into.putRecord(record, text.getBytes(UTF_8));
                as.record(record, text);
            } else {
                Key key = keys.in(Span.ALL);
                boolean isRow = chance.nextInt(4) > 0;
                as.put(key, clock, isRow ? text : null);
                if (isRow) {
                    into.put(key, new Timestamp(clock), text.getBytes(UTF_8));
                } else {
                    into.remove(key, new Timestamp(clock));
                }
            }
        }
    }

    private void flush(Storage storage, ReplicaStore of) {
        of.freeze(("mark " + mark++).getBytes(UTF_8));
        runAll(storage);
        if (storage == source) {
            flushed = model.copy();
        }
    }

    /// What finds no room is done again when there is some.
    private List<StorageEvent> run() {
        List<StorageEvent> events = new ArrayList<>();
        Optional<StorageJob> next = target.startJob();
        while (next.isPresent()) {
            try {
                next.get().write();
                next.get().sync();
                events.addAll(target.completed(next.get()));
            } catch (StoreFull full) {
                fulls++;
                target.failed(next.get(), full);
                store.limitTo(Long.MAX_VALUE);
            }
            next = target.startJob();
        }
        return events;
    }

    private void maybeFill() {
        if (chance.nextInt(8) == 0) {
            store.limitTo(0);
        }
    }

    private static List<StorageEvent> runAll(Storage storage) {
        List<StorageEvent> events = new ArrayList<>();
        Optional<StorageJob> next = storage.startJob();
        while (next.isPresent()) {
            next.get().write();
            next.get().sync();
            events.addAll(storage.completed(next.get()));
            next = storage.startJob();
        }
        return events;
    }

    private void complete(StorageJob begun) {
        begun.sync();
        target.completed(begun);
        job = null;
    }

    private static ReplicaStore admitted(Storage storage) {
        if (storage.admit(SHARD, Span.ALL) instanceof Admission.Admitted(ReplicaStore replica)) {
            return replica;
        }
        throw new AssertionError("an empty store takes a replica");
    }
}
