package dev.isochron.shard.state;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.entry.LateCodec;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.storage.read.Direction;
import dev.isochron.storage.read.Lookup;
import dev.isochron.storage.read.Newest;
import dev.isochron.storage.read.Page;
import dev.isochron.storage.read.ScanLimits;
import dev.isochron.storage.read.VersionedRow;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Turns committed writes into versions of whole rows.
///
/// Two transactions may write disjoint columns of one row at the same time, so one may commit at a
/// lower timestamp after the other was applied:
///
/// ```
/// T1 prepared (column a, floor 90)     T1 may commit at any time from 90 on
/// T2 commits  (column b, at 150)       late: is no version yet
/// T1 commits  (at 100)                 versions at 100 (a) and at 150 (a and b), in this order
/// ```
///
/// A write is *late* while a transaction with a floor at or below it is prepared on the same row.
/// No snapshot can miss it: a read at 150 waits for T1 anyway (S2). Who reads under a lock sees it:
/// T1's columns are locked, T2's are not any more. So versions of a row come in rising order, every
/// one of them is a whole row, and what is read is what is stored.
public final class Rows {
    /// Odd and without a pattern, so that every step reaches all bits in the end.
    private static final long FINGERPRINT_FACTOR = 0x9E3779B97F4A7C15L;

    /// How much of a span is looked through under one view of the store.
    private static final int STEPS = 10_000;

    private final ReplicaStore store;
    private final PreparedKeys prepared = new PreparedKeys();
    private final TreeMap<Key, NavigableSet<Late>> late = new TreeMap<>();
    private final boolean delaysLate;
    private Optional<Timestamp> misled = Optional.empty();
    private long fingerprint;

    Rows(ReplicaStore store, long fingerprint, ShardRules rules) {
        this.store = store;
        this.fingerprint = fingerprint;
        this.delaysLate = rules.keeps(ShardRule.DELAY_LATE_WRITES);
    }

    /// Equal on all replicas that made the same versions.
    public long fingerprint() {
        return fingerprint;
    }

    /// How many writes are late.
    public int late() {
        int count = 0;
        for (NavigableSet<Late> waiting : late.values()) {
            count += waiting.size();
        }
        return count;
    }

    public PreparedKeys prepared() {
        return prepared;
    }

    // Applying.

    /// What was late when the store was flushed.
    void restore(Late one) {
        late.computeIfAbsent(one.write().key(), _ -> new TreeSet<>()).add(one);
    }

    void prepare(TxnId txn, Timestamp floor, List<Write> writes) {
        prepared.add(txn, floor, keysOf(writes));
    }

    /// A transaction that was prepared is over.
    ///
    /// @param at its timestamp if it is committed
    void resolve(TxnId txn, List<Write> writes, Optional<Timestamp> at) {
        List<Key> keys = keysOf(writes);
        prepared.remove(txn, keys);
        at.ifPresent(s -> commit(txn, s, writes));
        keys.forEach(this::catchUp);
    }

    void commit(TxnId txn, Timestamp at, List<Write> writes) {
        for (Write write : writes) {
            boolean isLate =
                    late.containsKey(write.key()) || !prepared.floorOn(write.key()).isAfter(at);
            if (!isLate || !delaysLate) {
                put(write, at);
            } else {
                delay(new Late(at, txn, write));
                catchUp(write.key());
            }
        }
    }

    private void delay(Late one) {
        restore(one);
        store.putRecord(recordOf(one), LateCodec.encode(one.at(), one.write()));
    }

    private static RecordKey recordOf(Late one) {
        return RecordKinds.late(one.write().key(), one.txn());
    }

    /// Makes versions of all that nothing can come below any more.
    private void catchUp(Key key) {
        NavigableSet<Late> waiting = late.get(key);
        if (waiting == null) {
            return;
        }
        Timestamp floor = prepared.floorOn(key);
        while (!waiting.isEmpty() && waiting.first().at().isBefore(floor)) {
            Late next = waiting.removeFirst();
            put(next.write(), next.at());
            store.removeRecord(recordOf(next));
        }
        if (waiting.isEmpty()) {
            late.remove(key);
        }
    }

    private void put(Write write, Timestamp at) {
        switch (write) {
            case Write.Put(Key key, Bytes row, _) -> version(key, at, row.toBytes());
            case Write.Delete(Key key, _) -> version(key, at, null);
            case Write.Patch(Key key, _, Bytes patch) ->
                    rowOf(store.read(key, Timestamp.MAX))
                            .flatMap(row -> Patching.overlay(row, patch))
                            .ifPresent(row -> version(key, at, row));
        }
    }

    /// From now on only these keys are this shard's.
    void keepTo(Span span) {
        late.keySet().removeIf(key -> !span.contains(key));
        prepared.keepTo(span);
    }

    /// Another shard's rows, with its fingerprint, are this one's from now on.
    void takeIn(long other) {
        fingerprint = (fingerprint ^ other) * FINGERPRINT_FACTOR;
    }

    /// Breaks [ShardRule#APPLY_ASKS_NOBODY]: versions are made at this moment from now on.
    public void mislead(Timestamp clock) {
        misled = Optional.of(clock);
    }

    private void version(Key key, Timestamp given, byte @Nullable [] row) {
        Timestamp at = misled.orElse(given);
        if (row == null) {
            store.remove(key, at);
        } else {
            store.put(key, at, row);
        }
        long content = 31L * key.hashCode() + Arrays.hashCode(row);
        fingerprint = (fingerprint ^ content) * FINGERPRINT_FACTOR + at.nanos();
    }

    private static List<Key> keysOf(List<Write> writes) {
        return writes.stream().map(Write::key).toList();
    }

    // Reading under locks.

    /// What a key holds now: columns that others are prepared on as they were before, all others as
    /// they are. Whoever asks holds a lock on the columns that he looks at.
    public Seen newest(Key key) {
        Lookup stored = store.read(key, Timestamp.MAX);
        Seen seen = new Seen(rowOf(stored).map(Bytes::of), stored.met());
        return late.containsKey(key) ? withLate(key, seen) : seen;
    }

    private Seen withLate(Key key, Seen stored) {
        NavigableSet<Late> waiting = late.get(key);
        if (waiting == null) {
            return stored;
        }
        Seen seen = stored;
        for (Late one : waiting) {
            seen = new Seen(after(one.write(), seen.row()), Timestamp.max(seen.met(), one.at()));
        }
        return seen;
    }

    /// What only reads below this can see may be forgotten.
    public Timestamp horizon() {
        return store.horizon();
    }

    /// The newest version in a span, late ones included; [Timestamp#MIN] if there is none.
    public Timestamp newestIn(Span span) {
        Timestamp newest = Timestamp.MIN;
        Optional<Span> rest = Optional.of(span);
        while (rest.isPresent()) {
            Newest part = store.newest(rest.get(), STEPS);
            newest = Timestamp.max(newest, part.timestamp());
            rest = part.rest();
        }
        for (NavigableSet<Late> waiting : lateIn(span).values()) {
            newest = Timestamp.max(newest, waiting.last().at());
        }
        return newest;
    }

    private Map<Key, NavigableSet<Late>> lateIn(Span span) {
        return span.until().isPresent()
                ? late.subMap(span.from(), true, span.until().get(), false)
                : late.tailMap(span.from(), true);
    }

    /// A page of a span as it is now, read under locks as [#newest] is.
    public SeenPage newest(Span span, Direction direction, ScanLimits limits) {
        Page page = store.scan(span, Timestamp.MAX, direction, limits);
        List<SeenRow> rows = new ArrayList<>(page.rows().size());
        Timestamp met = page.met();
        for (VersionedRow row : page.rows()) {
            Seen stored = new Seen(Optional.of(Bytes.takeOver(row.row())), row.at());
            Seen seen = withLate(row.key(), stored);
            met = Timestamp.max(met, seen.met());
            seen.row().ifPresent(bytes -> rows.add(new SeenRow(row.key(), bytes, seen.met())));
        }
        return new SeenPage(rows, met, page.rest());
    }

    private static Optional<Bytes> after(Write write, Optional<Bytes> row) {
        return switch (write) {
            case Write.Put(_, Bytes whole, _) -> Optional.of(whole);
            case Write.Delete _ -> Optional.empty();
            case Write.Patch(_, _, Bytes patch) ->
                    row.map(old ->
                            Patching.overlay(old.toBytes(), patch).map(Bytes::of).orElse(old));
        };
    }

    private static Optional<byte[]> rowOf(Lookup found) {
        return found instanceof Lookup.Value(_, byte[] row) ? Optional.of(row) : Optional.empty();
    }
}
