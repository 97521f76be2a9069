package dev.isochron.simulation.store;

import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.Edit;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreFigures;
import dev.isochron.storage.ordered.StoreFull;
import dev.isochron.storage.ordered.View;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The store of one simulated node, which outlives its crashes.
///
/// Faults come only when asked for.
public final class CrashStore implements OrderedStore {
    private final RandomGenerator chance;
    private final MemoryStore memory = new MemoryStore();
    private MemoryStore.@Nullable MemoryCommit underWay;
    private long capacity = Long.MAX_VALUE;
    private boolean nextSyncFails;
    private boolean isDead;
    private boolean isFull;
    private long stepsLeft = Long.MAX_VALUE;
    private long commits;

    public CrashStore(RandomGenerator chance) {
        this.chance = chance;
    }

    // What can go wrong.

    /// The process or the machine is gone, and the store is opened again by the next: a batch that
    /// was written and not synced may be there or not.
    public void crash() {
        if (underWay != null && chance.nextBoolean()) {
            underWay.sync();
        }
        underWay = null;
        isDead = false;
        nextSyncFails = false;
        stepsLeft = Long.MAX_VALUE;
    }

    /// The next sync fails, and with it the store, until [#crash]; its batch may be there then.
    public void failNextSync() {
        nextSyncFails = true;
    }

    /// The machine stops at the given step from now on, 1 being the next: that and everything after
    /// it fails until [#crash]. A write and a sync are a step each.
    public void stopAt(long step) {
        stepsLeft = step;
    }

    /// From now on keys and values take at most this much; `Long.MAX_VALUE` is endless. Batches
    /// that make them less are always taken.
    public void limitTo(long bytes) {
        capacity = bytes;
    }

    /// Flips a bit of some value.
    ///
    /// @return false if there is none
    public boolean flipBit() {
        List<byte[]> values = new ArrayList<>(memory.entries().values());
        if (values.isEmpty()) {
            return false;
        }
        flip(values.get(chance.nextInt(values.size())));
        return true;
    }

    /// Flips a bit of the value of some version or record.
    ///
    /// @return false if there is none
    public boolean flipRow() {
        List<byte[]> values = new ArrayList<>();
        memory.entries()
                .forEach((key, value) -> {
                    if (isOfReplica(key)) {
                        values.add(value);
                    }
                });
        if (values.isEmpty()) {
            return false;
        }
        flip(values.get(chance.nextInt(values.size())));
        return true;
    }

    /// Takes away versions that stand side by side, as when the page above them goes astray.
    ///
    /// @param atMost how many
    /// @return how many there were to take
    public int losePage(int atMost) {
        List<byte[]> keys = new ArrayList<>();
        memory.entries()
                .keySet()
                .forEach(key -> {
                    if (key[0] == VERSION) {
                        keys.add(key);
                    }
                });
        if (keys.isEmpty()) {
            return 0;
        }
        int from = chance.nextInt(keys.size());
        List<byte[]> page = keys.subList(from, Math.min(keys.size(), from + atMost));
        page.forEach(memory.entries()::remove);
        return page.size();
    }

    private static final byte VERSION = 'V';
    private static final byte RECORD = 'R';

    private static boolean isOfReplica(byte[] key) {
        return key[0] == VERSION || key[0] == RECORD;
    }

    private void flip(byte[] value) {
        int bit = chance.nextInt(value.length * Byte.SIZE);
        value[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    }

    // What a judge may ask.

    /// Whether all entries are what was written.
    public boolean isWhole() {
        StoredValue checked = new StoredValue();
        return memory.entries().entrySet().stream()
                .allMatch(entry ->
                        checked.isWhole(
                                ByteBuffer.wrap(entry.getKey()),
                                ByteBuffer.wrap(entry.getValue())));
    }

    /// What is durable.
    public MemoryStore durable() {
        return memory;
    }

    public long commits() {
        return commits;
    }

    // The port.

    @Override
    public View view() {
        requireAlive();
        return memory.view();
    }

    @Override
    public Commit prepare(Edit edit) {
        return new CrashCommit(memory.prepare(edit));
    }

    @Override
    public StoreFigures figures() {
        StoreFigures figures = memory.figures();
        return new StoreFigures(
                figures.entries(),
                figures.fileBytes(),
                figures.mapBytes(),
                figures.openViews(),
                isFull);
    }

    @Override
    public void close() {}

    private void requireAlive() {
        if (isDead) {
            throw new StoreFailed("the store failed before", null);
        }
    }

    private void step() {
        requireAlive();
        if (--stepsLeft <= 0) {
            isDead = true;
            throw new StoreFailed("the machine has stopped", null);
        }
    }

    private final class CrashCommit implements Commit {
        private final MemoryStore.MemoryCommit commit;

        CrashCommit(MemoryStore.MemoryCommit commit) {
            this.commit = commit;
        }

        @Override
        public void write() {
            step();
            commit.write();
            isFull = commit.bytes() > capacity && commit.bytes() > memory.figures().fileBytes();
            if (isFull) {
                throw new StoreFull("no room for " + commit.bytes() + " bytes", null);
            }
            underWay = commit;
        }

        @Override
        public void sync() {
            step();
            if (nextSyncFails) {
                isDead = true;
                throw new StoreFailed("the sync failed", null);
            }
            commit.sync();
            underWay = null;
            commits++;
        }
    }
}
