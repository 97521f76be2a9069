package dev.isochron.client;

import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.layout.TableRows;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which numbers new tables and indexes get. A counter says it, so that none is given twice, even
/// if its table is gone.
public final class TableNumbers {

    private static final TableRows COUNTERS = new TableRows(SystemTables.COUNTERS);
    private static final String NAME = "numbers";
    private static final int PAGE = 256;

    private TableNumbers() {}

    /// The key of the counter; who wants a number reads it locked whole.
    public static Key counter() {
        return COUNTERS.keys().key(List.of(Value.of(NAME)));
    }

    /// The next free number.
    ///
    /// @param found what the counter's key holds; nothing in a store from before it, where the
    ///   declarations are looked through
    public static int next(@Nullable Row found, StoredReader reader) {
        if (found == null) {
            return aboveAll(reader);
        }
        return number(COUNTERS.load(counter(), found).getLast());
    }

    /// Says that all numbers below this one are given.
    public static Write given(int next) {
        Stored row = COUNTERS.store(List.of(Value.of(NAME), Value.of(next)));
        Bytes bytes = Bytes.takeOver(row.row().toBytes());
        return new Write.Put(row.key(), bytes, Expectation.ANYTHING);
    }

    private static int aboveAll(StoredReader reader) {
        RowKeys tables = new RowKeys(SystemTables.TABLES);
        RowKeys indexes = new RowKeys(SystemTables.INDEXES);
        int highest = TableId.FIRST_OF_USERS - 1;
        Optional<Span> rest = Optional.of(tables.all());
        while (rest.isPresent()) {
            StoredPage page = reader.page(rest.get(), Direction.FORWARD, PAGE, Locks.WHOLE);
            for (Stored stored : page.rows()) {
                if (tables.owns(stored.key())) {
                    highest = Math.max(highest, number(tables.values(stored.key()).getFirst()));
                } else if (indexes.owns(stored.key())) {
                    highest = Math.max(highest, number(indexes.values(stored.key()).getLast()));
                }
            }
            rest = page.rest();
        }
        return highest + 1;
    }

    private static int number(Value value) {
        return value instanceof Value.Int(long number) ? Math.toIntExact(number) : 0;
    }
}
