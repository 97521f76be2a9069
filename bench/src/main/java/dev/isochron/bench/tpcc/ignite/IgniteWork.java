package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.TpccTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.sql.ResultSet;
import org.apache.ignite.sql.SqlRow;
import org.apache.ignite.table.RecordView;
import org.apache.ignite.table.Tuple;
import org.apache.ignite.tx.Transaction;

/// What one transaction reads and writes. For one thread.
final class IgniteWork {

    private final IgniteClient client;
    private final Transaction tx;

    IgniteWork(IgniteClient client, Transaction tx) {
        this.client = client;
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

    RecordView<Tuple> records(TpccTable table) {
        return Objects.requireNonNull(client.tables().table(table.sqlName())).recordView();
    }

    /// The row with this key, which is there.
    Tuple get(TpccTable table, Object... key) {
        Tuple row = records(table).get(tx, key(table, key));
        if (row == null) {
            throw new IllegalStateException(
                    "no row of %s has key %s".formatted(table, List.of(key)));
        }
        return row;
    }

    /// The rows with these keys that are there, in no order that counts.
    List<Tuple> getAll(TpccTable table, List<Tuple> keys) {
        return records(table).getAll(tx, keys).stream().filter(Objects::nonNull).toList();
    }

    void put(TpccTable table, Tuple row) {
        records(table).upsert(tx, row);
    }

    void putAll(TpccTable table, List<Tuple> rows) {
        records(table).upsertAll(tx, rows);
    }

    void delete(TpccTable table, Tuple key) {
        if (!records(table).delete(tx, key)) {
            throw new IllegalStateException("no row of %s has key %s".formatted(table, key));
        }
    }

    List<SqlRow> all(String sql, Object... parameters) {
        List<SqlRow> rows = new ArrayList<>();
        try (ResultSet<SqlRow> result = client.sql().execute(tx, sql, parameters)) {
            result.forEachRemaining(rows::add);
        }
        return rows;
    }

    Optional<SqlRow> first(String sql, Object... parameters) {
        return all(sql, parameters).stream().findFirst();
    }
}
