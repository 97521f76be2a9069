package dev.isochron.bench.tpcc.client;

import dev.isochron.bench.tpcc.model.LoadStep;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccLoader;
import dev.isochron.client.Isochron;
import dev.isochron.client.Transaction;
import dev.isochron.client.table.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the initial rows, and those of the tables that serve as indexes.
final class NativeLoader implements TpccLoader {

    private final Isochron db;

    NativeLoader(Isochron db) {
        this.db = db;
    }

    @Override
    public void load(LoadStep step, List<TpccRow> rows) {
        db.run(tx -> {
            long number = step.number() * 1_000L;
            for (TpccRow row : rows) {
                write(tx, row, number++);
            }
            tx.put(
                    tx.row(NativeTables.LOADED)
                            .with("w_id", step.warehouse())
                            .with("step", step.number()));
        });
    }

    /// @param number of the row, of its own in the whole load
    private static void write(Transaction tx, TpccRow row, long number) {
        Row blank = tx.row(row.table().sqlName());
        if (row.table() == TpccTable.HISTORY) {
            List<@Nullable Object> values = new ArrayList<>(row.values());
            values.add(number);
            tx.put(blank.withAll(values));
        } else {
            tx.put(blank.withAll(row.values()));
        }
        if (row.table() == TpccTable.CUSTOMER) {
            tx.put(
                    tx.row(NativeTables.CUSTOMER_NAME)
                            .with("c_w_id", row.value("c_w_id"))
                            .with("c_d_id", row.value("c_d_id"))
                            .with("c_last", row.value("c_last"))
                            .with("c_first", row.value("c_first"))
                            .with("c_id", row.value("c_id")));
        } else if (row.table() == TpccTable.ORDERS) {
            tx.put(
                    tx.row(NativeTables.ORDERS_CUSTOMER)
                            .with("o_w_id", row.value("o_w_id"))
                            .with("o_d_id", row.value("o_d_id"))
                            .with("o_c_id", row.value("o_c_id"))
                            .with("o_id", row.value("o_id")));
        }
    }

    @Override
    public void close() {
        // The client belongs to the store.
    }
}
