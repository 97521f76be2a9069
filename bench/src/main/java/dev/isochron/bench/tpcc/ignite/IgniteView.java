package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.model.TpccColumn;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.sql.ResultSet;
import org.apache.ignite.sql.SqlRow;
import org.apache.ignite.tx.Transaction;
import org.apache.ignite.tx.TransactionOptions;
import org.jspecify.annotations.Nullable;

/// One read-only transaction.
final class IgniteView implements TpccView {

    private final IgniteClient client;
    private final Transaction tx;

    IgniteView(IgniteClient client) {
        this.client = client;
        this.tx = client.transactions().begin(new TransactionOptions().readOnly(true));
    }

    @Override
    public void ofDistrict(TpccTable table, int warehouse, int district, Consumer<TpccRow> each) {
        String prefix =
                table == TpccTable.HISTORY ? "h_c_" : table.key().getFirst().replace("w_id", "");
        String where = "%sw_id = ? AND %sd_id = ?".formatted(prefix, prefix);
        rows(table, where, each, warehouse, district);
    }

    @Override
    public TpccRow warehouse(int warehouse) {
        return one(TpccTable.WAREHOUSE, "w_id = ?", warehouse);
    }

    @Override
    public TpccRow district(int warehouse, int district) {
        return one(TpccTable.DISTRICT, "d_w_id = ? AND d_id = ?", warehouse, district);
    }

    private TpccRow one(TpccTable table, String where, Object... parameters) {
        List<TpccRow> rows = new ArrayList<>();
        rows(table, where, rows::add, parameters);
        return rows.getFirst();
    }

    private void rows(TpccTable table, String where, Consumer<TpccRow> each, Object... parameters) {
        String columns = String.join(", ", table.columns().stream().map(TpccColumn::name).toList());
        String sql = "SELECT %s FROM %s WHERE %s".formatted(columns, table.sqlName(), where);
        try (ResultSet<SqlRow> rows = client.sql().execute(tx, sql, parameters)) {
            rows.forEachRemaining(row -> each.accept(row(table, row)));
        }
    }

    private static TpccRow row(TpccTable table, SqlRow from) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int place = 0; place < table.columns().size(); place++) {
            values.add(from.value(place));
        }
        return new TpccRow(table, values);
    }

    @Override
    public void close() {
        tx.rollback();
    }
}
