package dev.isochron.storage.ordered;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An [OrderedStore] in memory that never fails and never forgets. The one that crashes lives in
/// the simulation.
public final class MemoryStore implements OrderedStore {
    private NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private int openViews;

    /// The entries themselves: a test may change them by hand.
    public NavigableMap<byte[], byte[]> entries() {
        return entries;
    }

    @Override
    public View view() {
        openViews++;
        return new MemoryView(entries);
    }

    @Override
    public Commit prepare(Edit edit) {
        return new MemoryCommit(edit);
    }

    @Override
    public StoreFigures figures() {
        long bytes = 0;
        for (Map.Entry<byte[], byte[]> entry : entries.entrySet()) {
            bytes += entry.getKey().length + entry.getValue().length;
        }
        return new StoreFigures(entries.size(), bytes, Long.MAX_VALUE, openViews, false);
    }

    @Override
    public void close() {}

    private final class MemoryCommit implements Commit {
        private final Edit edit;
        private @Nullable TreeMap<byte[], byte[]> written;

        MemoryCommit(Edit edit) {
            this.edit = edit;
        }

        @Override
        public void write() {
            TreeMap<byte[], byte[]> copy = new TreeMap<>(entries);
            edit.apply(new MemoryTransaction(copy));
            written = copy;
        }

        @Override
        public void sync() {
            entries = Objects.requireNonNull(written, "write comes first");
        }
    }

    private static class MemoryCursor implements Cursor {
        final NavigableMap<byte[], byte[]> entries;
        Map.@Nullable Entry<byte[], byte[]> here;

        MemoryCursor(NavigableMap<byte[], byte[]> entries) {
            this.entries = entries;
        }

        @Override
        public boolean seek(byte[] key, int length) {
            return go(entries.ceilingEntry(Arrays.copyOf(key, length)));
        }

        @Override
        public boolean seekBelow(byte[] key, int length) {
            return go(entries.lowerEntry(Arrays.copyOf(key, length)));
        }

        @Override
        public boolean next() {
            return go(entries.higherEntry(entry().getKey()));
        }

        @Override
        public boolean previous() {
            return go(entries.lowerEntry(entry().getKey()));
        }

        @Override
        public ByteBuffer key() {
            return ByteBuffer.wrap(entry().getKey());
        }

        @Override
        public ByteBuffer value() {
            return ByteBuffer.wrap(entry().getValue());
        }

        private boolean go(Map.@Nullable Entry<byte[], byte[]> found) {
            here = found;
            return found != null;
        }

        private Map.Entry<byte[], byte[]> entry() {
            if (here == null) {
                throw new IllegalStateException("the cursor is nowhere");
            }
            return here;
        }
    }

    private final class MemoryView extends MemoryCursor implements View {
        MemoryView(NavigableMap<byte[], byte[]> entries) {
            super(entries);
        }

        @Override
        public void close() {
            openViews--;
        }
    }

    private static final class MemoryTransaction extends MemoryCursor implements Transaction {
        MemoryTransaction(NavigableMap<byte[], byte[]> entries) {
            super(entries);
        }

        @Override
        public void put(byte[] key, int keyLength, byte[] value, int valueLength) {
            if (keyLength < 1 || keyLength > MAX_KEY_BYTES) {
                throw new IllegalArgumentException("a key of " + keyLength + " bytes");
            }
            here = null;
            entries.put(Arrays.copyOf(key, keyLength), Arrays.copyOf(value, valueLength));
        }

        @Override
        public void delete(byte[] key, int length) {
            here = null;
            entries.remove(Arrays.copyOf(key, length));
        }

        @Override
        public int deleteRange(byte[] from, byte[] until, int limit) {
            here = null;
            int deleted = 0;
            Map.Entry<byte[], byte[]> next = entries.ceilingEntry(from);
            while (next != null
                    && deleted < limit
                    && Arrays.compareUnsigned(next.getKey(), until) < 0) {
                entries.remove(next.getKey());
                deleted++;
                next = entries.ceilingEntry(from);
            }
            return deleted;
        }
    }
}
