package dev.isochron.storage.ordered;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An [OrderedStore] in memory that never fails and forgets nothing that was synced: for tests, and
/// below the one of the simulation, which crashes.
///
/// Each batch copies the map, so that open views stay as they are: it is made for thousands of
/// entries, not for millions.
public final class MemoryStore implements OrderedStore {
    private NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
    private long bytes;
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
    public MemoryCommit prepare(Edit edit) {
        return new MemoryCommit(edit);
    }

    @Override
    public StoreFigures figures() {
        return new StoreFigures(entries.size(), bytes, Long.MAX_VALUE, openViews, false);
    }

    @Override
    public void close() {}

    /// A batch, held in memory until it is synced.
    public final class MemoryCommit implements Commit {
        private final Edit edit;
        private @Nullable MemoryTransaction written;

        private MemoryCommit(Edit edit) {
            this.edit = edit;
        }

        @Override
        public void write() {
            MemoryTransaction transaction = new MemoryTransaction(new TreeMap<>(entries), bytes);
            edit.apply(transaction);
            written = transaction;
        }

        /// What all keys and values take once this is synced.
        public long bytes() {
            return written().bytes;
        }

        @Override
        public void sync() {
            entries = written().entries;
            bytes = written().bytes;
        }

        private MemoryTransaction written() {
            return Objects.requireNonNull(written, "a commit is written before it is synced");
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
        private long bytes;

        MemoryTransaction(NavigableMap<byte[], byte[]> entries, long bytes) {
            super(entries);
            this.bytes = bytes;
        }

        @Override
        public void put(byte[] key, int keyLength, byte[] value, int valueLength) {
            if (keyLength < 1 || keyLength > MAX_KEY_BYTES) {
                throw new IllegalArgumentException("a key of " + keyLength + " bytes");
            }
            delete(key, keyLength);
            entries.put(Arrays.copyOf(key, keyLength), Arrays.copyOf(value, valueLength));
            bytes += keyLength + valueLength;
        }

        @Override
        public void delete(byte[] key, int length) {
            here = null;
            byte[] old = entries.remove(Arrays.copyOf(key, length));
            bytes -= old == null ? 0 : length + old.length;
        }

        @Override
        public int deleteRange(byte[] from, byte[] until, int limit) {
            here = null;
            int deleted = 0;
            byte[] next = entries.ceilingKey(from);
            while (next != null && deleted < limit && Arrays.compareUnsigned(next, until) < 0) {
                delete(next, next.length);
                deleted++;
                next = entries.ceilingKey(from);
            }
            return deleted;
        }
    }
}
