package dev.isochron.client.txn;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.table.Layout;
import dev.isochron.client.table.Overlay;
import dev.isochron.client.table.Row;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.value.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a transaction will write: one thing for each row, whatever was said of it before.
///
/// ```
/// said before    insert        put       update    patch          delete
/// nothing        put, absent   put       put, present   patch     delete
/// put            refused       put       put       put, changed   delete
/// patch          refused       put       put       patch, more    delete
/// delete         put           put       refused   refused        delete
/// ```
///
/// What was expected of the stored row in the beginning stays expected.
public final class Buffer implements Overlay {

    /// The most bytes of keys and rows: a log entry holds twice that.
    public static final long MAX_BYTES = 4 << 20;

    /// What each write weighs beside its bytes, so that many small ones are bounded, too.
    static final int WEIGHT_OF_ONE = 64;

    private final TreeMap<Key, Entry> entries = new TreeMap<>();
    private final Function<Key, RowName> names;
    private long weight;

    Buffer(Function<Key, RowName> names) {
        this.names = names;
    }

    private record Entry(@Nullable Layout layout, Pending pending, Write write) {}

    /// Puts a whole row.
    ///
    /// @throws BadInputException if it cannot be, by what was said before or by its size
    public void put(Layout layout, Row row, Expectation expects) {
        Stored stored = layout.store(row);
        Expectation first = afterBefore(stored.key(), expects);
        set(
                layout,
                new Pending.Whole(row, first),
                new Write.Put(stored.key(), Bytes.takeOver(stored.row().toBytes()), first));
    }

    private Expectation afterBefore(Key key, Expectation expects) {
        Entry before = entries.get(key);
        if (before == null) {
            return expects;
        }
        return switch (before.pending) {
            case Pending.Whole(_, Expectation first) -> notAbsent(key, expects, first);
            case Pending.Changes _ -> notAbsent(key, expects, Expectation.PRESENT);
            case Pending.Opaque _ -> notAbsent(key, expects, Expectation.ABSENT);
            case Pending.Gone(Expectation first) -> {
                if (expects == Expectation.PRESENT) {
                    throw missing(key);
                }
                yield first;
            }
        };
    }

    private Expectation notAbsent(Key key, Expectation expects, Expectation first) {
        if (expects == Expectation.ABSENT) {
            throw new BadInputException(
                    new BadInput.DuplicateRow(names.apply(key), "the key of its table"));
        }
        return first;
    }

    private BadInputException missing(Key key) {
        return new BadInputException(new BadInput.MissingRow(names.apply(key)));
    }

    /// Changes some columns of a row.
    ///
    /// @throws BadInputException if it cannot be, by what was said before or by its size
    public void patch(Layout layout, Row changes, List<ColumnId> columns) {
        Key key = layout.key(changes.key());
        Entry before = entries.get(key);
        switch (before == null ? null : before.pending) {
            case null -> setPatch(layout, key, changes, columns);
            case Pending.Whole(Row row, _) ->
                    put(layout, layout.overlay(row, changes, columns), Expectation.ANYTHING);
            case Pending.Changes(Row row, List<ColumnId> earlier) -> {
                TreeSet<ColumnId> all = new TreeSet<>(earlier);
                all.addAll(columns);
                setPatch(layout, key, layout.overlay(row, changes, columns), List.copyOf(all));
            }
            case Pending.Gone _, Pending.Opaque _ -> throw missing(key);
        }
    }

    private void setPatch(Layout layout, Key key, Row changes, List<ColumnId> columns) {
        TreeSet<ColumnId> sorted = new TreeSet<>(columns);
        Write.Patch patch =
                new Write.Patch(
                        key,
                        dev.isochron.protocol.txn.ColumnSet.of(sorted),
                        layout.patch(changes, sorted));
        set(layout, new Pending.Changes(changes, List.copyOf(sorted)), patch);
    }

    /// Deletes a row.
    public void delete(Layout layout, Key key) {
        Entry before = entries.get(key);
        Expectation first =
                switch (before == null ? null : before.pending) {
                    case null -> Expectation.ANYTHING;
                    case Pending.Whole(_, Expectation expects) -> expects;
                    case Pending.Changes _ -> Expectation.PRESENT;
                    case Pending.Opaque _ -> Expectation.ABSENT;
                    case Pending.Gone(Expectation expects) -> expects;
                };
        set(layout, new Pending.Gone(first), new Write.Delete(key, first));
    }

    /// Puts something that is no row of a table, such as an entry of an index; it is never read
    /// back.
    ///
    /// @throws BadInputException if the transaction grows too large by it
    public void putStored(Stored stored) {
        Bytes bytes = Bytes.takeOver(stored.row().toBytes());
        set(null, new Pending.Opaque(), new Write.Put(stored.key(), bytes, Expectation.ABSENT));
    }

    private void set(@Nullable Layout layout, Pending pending, Write write) {
        @Nullable Entry before = entries.get(write.key());
        long without = before == null ? weight : weight - weightOf(before.write);
        long with = without + weightOf(write);
        if (with > MAX_BYTES) {
            throw new BadInputException(
                    new BadInput.LargeTransaction("bytes of writes", with, MAX_BYTES));
        }
        weight = with;
        entries.put(write.key(), new Entry(layout, pending, write));
    }

    private static long weightOf(Write write) {
        return (long) write.bytes() + WEIGHT_OF_ONE;
    }

    /// Whether a row is known without looking at what is stored.
    boolean decides(Key key) {
        Entry entry = entries.get(key);
        return entry != null && !(entry.pending instanceof Pending.Changes);
    }

    @Override
    public Optional<Row> over(Key key, Optional<Row> stored) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return stored;
        }
        return switch (entry.pending) {
            case Pending.Whole(Row row, _) -> Optional.of(row);
            case Pending.Changes(Row changes, List<ColumnId> columns) ->
                    stored.map(row -> overlay(entry, row, changes, columns));
            case Pending.Gone _, Pending.Opaque _ -> Optional.empty();
        };
    }

    private static Row overlay(Entry entry, Row row, Row changes, List<ColumnId> columns) {
        Layout layout = entry.layout;
        return layout == null ? row : layout.overlay(row, changes, columns);
    }

    @Override
    public List<Key> keysIn(Span span) {
        SortedMap<Key, Entry> from = entries.tailMap(span.from(), true);
        SortedMap<Key, Entry> within =
                span.until().isPresent() ? from.headMap(span.until().get()) : from;
        return List.copyOf(within.keySet());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// In the order of their keys.
    List<Write> writes() {
        return entries.values().stream().map(Entry::write).toList();
    }

    /// Keys and rows together.
    long bytes() {
        return weight - (long) WEIGHT_OF_ONE * entries.size();
    }
}
