package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.LoadStep;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccLoader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Writes initial rows in batches.
final class SqlLoader implements TpccLoader {

    private final SqlWork work;
    private final Attempts attempts;

    SqlLoader(SqlWork work) {
        this.work = work;
        this.attempts = new Attempts(work, (_, _) -> {});
    }

    @Override
    public void load(LoadStep step, List<TpccRow> rows) {
        Map<TpccTable, List<TpccRow>> byTable = new EnumMap<>(TpccTable.class);
        for (TpccRow row : rows) {
            byTable.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row);
        }
        attempts.run(() -> {
            for (Map.Entry<TpccTable, List<TpccRow>> entry : byTable.entrySet()) {
                insert(entry.getKey(), entry.getValue());
            }
            work.update(
                    "INSERT INTO tpcc_loaded (w_id, step) VALUES (?, ?)",
                    step.warehouse(),
                    step.number());
            return rows.size();
        });
    }

    private void insert(TpccTable table, List<TpccRow> rows) throws SQLException {
        String columns = String.join(", ", table.columns().stream().map(c -> c.name()).toList());
        String sql =
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(table.sqlName(), columns, SqlWork.marks(table.columns().size()));
        PreparedStatement insert = work.prepare(sql);
        for (TpccRow row : rows) {
            SqlWork.bind(insert, row.values().toArray());
            insert.addBatch();
        }
        insert.executeBatch();
    }

    @Override
    public void close() {
        work.close();
    }
}
