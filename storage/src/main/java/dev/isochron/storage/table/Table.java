package dev.isochron.storage.table;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.truetime.Timestamp;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that a replica applied since its last freeze: versions, and changes of records.
public final class Table {
    /// What a key costs beside its bytes: the key, its chain, its node in the tree, its slot in the
    /// index; measured with compressed pointers, rounded up.
    private static final int KEY_OVERHEAD = 200;

    /// The same of a further version, and of its array.
    private static final int VERSION_OVERHEAD = 48;

    /// The same of a record.
    private static final int RECORD_OVERHEAD = 160;

    private final TreeMap<Key, Chain> sorted = new TreeMap<>();
    private final Chains index = new Chains();
    private final TreeMap<RecordKey, RecordChange> records = new TreeMap<>();
    private long bytes;
    private long versions;

    /// Puts a version; a tombstone if the row is null. The array is kept: nobody may change it any
    /// more.
    public void put(Key key, Timestamp at, byte @Nullable [] row) {
        Chain chain = index.find(key);
        if (chain == null) {
            StoredKey.requireFits(key);
            chain = new Chain(key);
            index.add(chain);
            sorted.put(key, chain);
            bytes += KEY_OVERHEAD + key.length();
        }
        bytes += VERSION_OVERHEAD + chain.put(at, row);
        versions++;
    }

    /// Puts a record, or removes it if the content is null. The array is kept.
    public void record(RecordKey record, byte @Nullable [] content) {
        RecordChange change = new RecordChange(content);
        RecordChange old = records.put(record, change);
        bytes += change.length() - (old == null ? 0 : old.length());
        if (old == null) {
            bytes += RECORD_OVERHEAD + record.key().length();
        }
    }

    /// The versions of a key; null if there are none.
    public @Nullable Chain find(Key key) {
        return index.find(key);
    }

    /// What was done to a record; null if nothing was.
    public @Nullable RecordChange recordAt(RecordKey record) {
        return records.get(record);
    }

    /// The chains of a span, in order.
    public NavigableMap<Key, Chain> in(Span span) {
        return span.until().isPresent()
                ? sorted.subMap(span.from(), true, span.until().get(), false)
                : sorted.tailMap(span.from(), true);
    }

    /// What was done to records at or above one, in order; those removed hold nothing.
    public NavigableMap<RecordKey, RecordChange> recordsFrom(RecordKey from) {
        return records.tailMap(from, true);
    }

    public NavigableMap<Key, Chain> chains() {
        return sorted;
    }

    public NavigableMap<RecordKey, RecordChange> records() {
        return records;
    }

    /// What it takes in memory, overhead included, roughly.
    public long bytes() {
        return bytes;
    }

    public long versions() {
        return versions;
    }

    public boolean isEmpty() {
        return sorted.isEmpty() && records.isEmpty();
    }
}
