package dev.isochron.sql.engine;

import dev.isochron.client.Isochron;
import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.AbortedException;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.layout.TableRows;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogSequence.Range;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Numbers of sequences. They are reserved in transactions of their own, some at a time, and given
/// to all sessions of the gateway one by one; what a gateway does not give out before it ends is
/// lost.
final class Sequences {

    /// Numbers reserved at a time, if the sequence does not ask for more.
    static final int RESERVE = 32;

    private static final TableRows ROWS = new TableRows(SystemTables.SEQUENCES);
    private static final TransactionOptions OPTIONS = TransactionOptions.tagged("sequence");

    private final Isochron db;
    private final ConcurrentSkipListMap<Integer, AtomicReference<@Nullable Reserve>> reserves =
            new ConcurrentSkipListMap<>();

    Sequences(Isochron db) {
        this.db = db;
    }

    /// Numbers that are reserved and not given out.
    ///
    /// @param left how many
    private record Reserve(long next, long increment, long left) {
        @Nullable Reserve rest() {
            return left == 1 ? null : new Reserve(next + increment, increment, left - 1);
        }
    }

    /// The next number.
    long next(CatalogSequence sequence) {
        AtomicReference<@Nullable Reserve> reserve =
                reserves.computeIfAbsent(sequence.oid(), _ -> new AtomicReference<>());
        while (true) {
            Reserve now = reserve.get();
            boolean isOwn = now != null && now.increment == sequence.range().increment();
            if (now == null || !isOwn) {
                Reserve fresh = reserve(sequence);
                reserve.compareAndSet(now, fresh.rest());
                return fresh.next;
            }
            if (reserve.compareAndSet(now, now.rest())) {
                return now.next;
            }
        }
    }

    private Reserve reserve(CatalogSequence sequence) {
        Range range = sequence.range();
        long wanted = range.cache() > 1 ? range.cache() : RESERVE;
        return transact(tx -> {
            State state = state(sequence, tx);
            long first = state.isCalled ? following(sequence, state.last) : state.last;
            long count = Math.min(wanted, room(range, first));
            long last = first + range.increment() * (count - 1);
            tx.write(put(sequence, new State(last, true)));
            return new Reserve(first, range.increment(), count);
        });
    }

    private static long following(CatalogSequence sequence, long last) {
        Range range = sequence.range();
        boolean ends =
                range.increment() > 0
                        ? last > range.max() - range.increment()
                        : last < range.min() - range.increment();
        if (!ends) {
            return last + range.increment();
        }
        if (!range.cycle()) {
            boolean up = range.increment() > 0;
            throw SqlException.of(
                    SqlCode.SEQUENCE_GENERATOR_LIMIT_EXCEEDED,
                    "nextval: reached %s value of sequence \"%s\" (%d)"
                            .formatted(
                                    up ? "maximum" : "minimum",
                                    sequence.name(),
                                    up ? range.max() : range.min()));
        }
        return range.increment() > 0 ? range.min() : range.max();
    }

    private static long room(Range range, long first) {
        return range.increment() > 0
                ? (range.max() - first) / range.increment() + 1
                : (first - range.min()) / -range.increment() + 1;
    }

    /// Sets what comes next.
    void set(CatalogSequence sequence, long value, boolean isCalled) {
        boolean isWritten =
                transact(tx -> {
                    tx.write(put(sequence, new State(value, isCalled)));
                    return true;
                });
        if (isWritten) {
            reserves.remove(sequence.oid());
        }
    }

    /// The last number that is given or reserved, and whether it was.
    record State(long last, boolean isCalled) {}

    /// Where a sequence stands.
    State state(CatalogSequence sequence, dev.isochron.client.txn.StoredReader reader) {
        Key key = ROWS.keys().key(List.of(Value.of(sequence.oid())));
        SortedMap<Key, Row> found = reader.points(List.of(key), Locks.WHOLE);
        Row row = found.get(key);
        if (row == null) {
            return new State(sequence.range().start(), false);
        }
        List<Value> values = ROWS.load(key, row);
        return values.get(1) instanceof Value.Int(long last)
                        && values.get(2) instanceof Value.Bool(boolean isCalled)
                ? new State(last, isCalled)
                : new State(sequence.range().start(), false);
    }

    private static Write put(CatalogSequence sequence, State state) {
        Stored stored =
                ROWS.store(
                        List.of(
                                Value.of(sequence.oid()),
                                Value.of(state.last),
                                Value.of(state.isCalled)));
        Bytes bytes = Bytes.takeOver(stored.row().toBytes());
        return new Write.Put(stored.key(), bytes, Expectation.ANYTHING);
    }

    /// What is done in a transaction.
    private interface Step<T> {
        T in(OpenTransaction tx);
    }

    private <T> T transact(Step<T> step) {
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            while (true) {
                try {
                    T result = step.in(tx);
                    var _ = tx.commit();
                    return result;
                } catch (AbortedException e) {
                    tx.restart();
                }
            }
        }
    }
}
