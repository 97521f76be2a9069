package dev.isochron.client.txn;

import dev.isochron.client.error.BadInputException;
import dev.isochron.client.table.Overlay;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowTooLarge;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a transaction will write: one thing for each key, whatever was said of it before.
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
///
/// Marks are places to go back to. Between two of them the first word about each key remembers what
/// was said of it before; so they cost what was written between them.
public final class Buffer implements Overlay {

    /// The most bytes of keys and rows: a log entry holds twice that.
    public static final long MAX_BYTES = 4 << 20;

    /// What each write weighs beside its bytes, so that many small ones are bounded, too.
    static final int WEIGHT_OF_ONE = 64;

    private final TreeMap<Key, Write> writes = new TreeMap<>();
    private final List<TreeMap<Key, Optional<Write>>> marks = new ArrayList<>();
    private final Function<Key, RowName> names;
    private long weight;

    Buffer(Function<Key, RowName> names) {
        this.names = names;
    }

    /// Says one more thing of a key.
    ///
    /// @throws BadInputException if it cannot be, by what was said before or by its size
    public void write(Write write) {
        switch (write) {
            case Write.Put(Key key, Bytes row, Expectation expects) -> put(key, row, expects);
            case Write.Patch(Key key, ColumnSet columns, Bytes row) -> patch(key, columns, row);
            case Write.Delete(Key key, Expectation expects) -> delete(key, expects);
        }
    }

    /// Puts a row, or an entry of an index.
    ///
    /// @throws BadInputException if it cannot be, by what was said before or by its size
    public void put(Stored stored, Expectation expects) {
        put(stored.key(), Bytes.takeOver(stored.row().toBytes()), expects);
    }

    private void put(Key key, Bytes row, Expectation expects) {
        Write before = writes.get(key);
        Expectation first =
                switch (before) {
                    case null -> expects;
                    case Write.Put put -> notAbsent(key, expects, put.expects());
                    case Write.Patch _ -> notAbsent(key, expects, Expectation.PRESENT);
                    case Write.Delete gone -> notPresent(key, expects, gone.expects());
                };
        set(new Write.Put(key, row, first));
    }

    private Expectation notAbsent(Key key, Expectation expects, Expectation first) {
        if (expects == Expectation.ABSENT) {
            throw new BadInputException(
                    new BadInput.DuplicateRow(names.apply(key), "the key of its table"));
        }
        return first;
    }

    private Expectation notPresent(Key key, Expectation expects, Expectation first) {
        if (expects == Expectation.PRESENT) {
            throw missing(key);
        }
        return first;
    }

    private BadInputException missing(Key key) {
        return new BadInputException(new BadInput.MissingRow(names.apply(key)));
    }

    private void patch(Key key, ColumnSet columns, Bytes changes) {
        switch (writes.get(key)) {
            case null -> set(new Write.Patch(key, columns, changes));
            case Write.Put(_, Bytes row, Expectation first) ->
                    set(new Write.Put(key, laidOver(key, row, changes), first));
            case Write.Patch(_, ColumnSet earlier, Bytes row) -> {
                Bytes both = laidOver(key, row, changes);
                set(new Write.Patch(key, earlier.union(columns), both));
            }
            case Write.Delete _ -> throw missing(key);
        }
    }

    private Bytes laidOver(Key key, Bytes row, Bytes changes) {
        Row base = Row.parse(row.toBytes());
        return Bytes.takeOver(laidOver(key, base, changes).toBytes());
    }

    private Row laidOver(Key key, Row row, Bytes changes) {
        try {
            return row.overlaidBy(Row.parse(changes.toBytes()), Row.DEFAULT_MAX_BYTES);
        } catch (RowTooLarge large) {
            String largest = large.largest() + " with " + large.largestBytes() + " bytes";
            String where = names.apply(key).toString();
            throw new BadInputException(
                    new BadInput.LargeRow(where, large.bytes(), large.limit(), largest));
        }
    }

    private void delete(Key key, Expectation expects) {
        Expectation first =
                switch (writes.get(key)) {
                    case null -> expects;
                    case Write.Put put -> put.expects();
                    case Write.Patch _ -> Expectation.PRESENT;
                    case Write.Delete gone -> notPresent(key, expects, gone.expects());
                };
        set(new Write.Delete(key, first));
    }

    private void set(Write write) {
        Write before = writes.get(write.key());
        long without = before == null ? weight : weight - weightOf(before);
        long with = without + weightOf(write);
        if (with > MAX_BYTES) {
            throw new BadInputException(
                    new BadInput.LargeTransaction("bytes of writes", with, MAX_BYTES));
        }
        if (!marks.isEmpty()) {
            marks.getLast().putIfAbsent(write.key(), Optional.ofNullable(before));
        }
        weight = with;
        writes.put(write.key(), write);
    }

    private static long weightOf(@Nullable Write write) {
        return write == null ? 0 : (long) write.bytes() + WEIGHT_OF_ONE;
    }

    /// A place to go back to.
    public Mark mark() {
        marks.add(new TreeMap<>());
        return new Mark(marks.size());
    }

    /// Takes back all that was said since; the mark stays, later ones go.
    public void backTo(Mark mark) {
        require(mark);
        while (marks.size() >= mark.depth()) {
            marks.removeLast().forEach(this::restore);
        }
        marks.add(new TreeMap<>());
    }

    private void restore(Key key, Optional<Write> before) {
        Write now = before.isPresent() ? writes.put(key, before.get()) : writes.remove(key);
        weight += weightOf(before.orElse(null)) - weightOf(now);
    }

    /// Forgets a mark and all later ones; what was said stays.
    public void forget(Mark mark) {
        require(mark);
        while (marks.size() >= mark.depth()) {
            TreeMap<Key, Optional<Write>> last = marks.removeLast();
            if (!marks.isEmpty()) {
                last.forEach(marks.getLast()::putIfAbsent);
            }
        }
    }

    private void require(Mark mark) {
        if (mark.depth() > marks.size()) {
            throw new IllegalArgumentException("this mark is gone");
        }
    }

    /// Whether a row is known without looking at what is stored.
    boolean decides(Key key) {
        Write write = writes.get(key);
        return write != null && !(write instanceof Write.Patch);
    }

    @Override
    public Optional<Row> over(Key key, Optional<Row> stored) {
        return switch (writes.get(key)) {
            case null -> stored;
            case Write.Put put -> Optional.of(Row.parse(put.row().shared()));
            case Write.Patch patch -> stored.map(row -> laidOver(key, row, patch.row()));
            case Write.Delete _ -> Optional.empty();
        };
    }

    @Override
    public List<Key> keysIn(Span span) {
        SortedMap<Key, Write> from = writes.tailMap(span.from(), true);
        SortedMap<Key, Write> within =
                span.until().isPresent() ? from.headMap(span.until().get()) : from;
        return List.copyOf(within.keySet());
    }

    /// Whether something was said of a key in a span.
    boolean touches(Span span) {
        Key first = writes.ceilingKey(span.from());
        return first != null && span.contains(first);
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    /// In the order of their keys.
    List<Write> writes() {
        return List.copyOf(writes.values());
    }

    /// Keys and rows together.
    long bytes() {
        return weight - (long) WEIGHT_OF_ONE * writes.size();
    }
}
