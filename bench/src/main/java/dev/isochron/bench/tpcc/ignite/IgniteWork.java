package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.peer.IgniteCalls;
import dev.isochron.bench.tpcc.model.TpccTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.sql.SqlRow;
import org.apache.ignite.sql.async.AsyncResultSet;
import org.apache.ignite.table.RecordView;
import org.apache.ignite.table.Tuple;
import org.apache.ignite.tx.Transaction;

/// What one transaction reads and writes. For one thread.
final class IgniteWork {

    private final IgniteClient client;
    private final Map<TpccTable, RecordView<Tuple>> records;
    private final Transaction tx;

    IgniteWork(IgniteClient client, Map<TpccTable, RecordView<Tuple>> records, Transaction tx) {
        this.client = client;
        this.records = records;
        this.tx = tx;
    }

    /// The key of a row: the values in the order of the table's key.
    static Tuple key(TpccTable table, Object... values) {
        Tuple key = Tuple.create();
        for (int i = 0; i < values.length; i++) {
            key.set(table.key().get(i), values[i]);
        }
        return key;
    }

    private RecordView<Tuple> records(TpccTable table) {
        return Objects.requireNonNull(records.get(table));
    }

    /// The row with this key, which is there.
    Tuple get(TpccTable table, Object... key) {
        Tuple row = IgniteCalls.await(records(table).getAsync(tx, key(table, key)));
        if (row == null) {
            throw new IllegalStateException(
                    "no row of %s has key %s".formatted(table, List.of(key)));
        }
        return row;
    }

    /// The rows with these keys that are there, in no order that counts.
    List<Tuple> rows(TpccTable table, List<Tuple> keys) {
        return IgniteCalls.await(records(table).getAllAsync(tx, keys)).stream()
                .filter(Objects::nonNull)
                .toList();
    }

    void put(TpccTable table, Tuple row) {
        IgniteCalls.await(records(table).upsertAsync(tx, row));
    }

    void putAll(TpccTable table, List<Tuple> rows) {
        IgniteCalls.await(records(table).upsertAllAsync(tx, rows));
    }

    void delete(TpccTable table, Tuple key) {
        if (!IgniteCalls.await(records(table).deleteAsync(tx, key))) {
            throw new IllegalStateException("no row of %s has key %s".formatted(table, key));
        }
    }

    List<SqlRow> all(String sql, Object... parameters) {
        List<SqlRow> rows = new ArrayList<>();
        AsyncResultSet<SqlRow> page =
                IgniteCalls.await(client.sql().executeAsync(tx, sql, parameters));
        if (page.hasRowSet()) {
            page.currentPage().forEach(rows::add);
            while (page.hasMorePages()) {
                page = IgniteCalls.await(page.fetchNextPage());
                page.currentPage().forEach(rows::add);
            }
        }
        return rows;
    }

    Optional<SqlRow> first(String sql, Object... parameters) {
        return all(sql, parameters).stream().findFirst();
    }
}
