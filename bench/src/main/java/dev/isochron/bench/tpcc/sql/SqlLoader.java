package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.LoadStep;
import dev.isochron.bench.tpcc.model.TpccColumn;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccLoader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes initial rows by COPY, the rows of each table at once.
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
                copy(entry.getKey(), entry.getValue());
            }
            work.update(
                    "INSERT INTO tpcc_loaded (w_id, step) VALUES (?, ?)",
                    step.warehouse(),
                    step.number());
            return rows.size();
        });
    }

    private void copy(TpccTable table, List<TpccRow> rows) throws SQLException {
        List<String> columns = table.columns().stream().map(TpccColumn::name).toList();
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> line(row.values(), lines));
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        CopyIn copy =
                work.connection()
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY %s (%s) FROM STDIN"
                                        .formatted(table.sqlName(), String.join(", ", columns)));
        copy.writeToCopy(bytes, 0, bytes.length);
        long copied = copy.endCopy();
        if (copied != rows.size()) {
            throw new SQLException(copied + " rows of " + rows.size() + " went into " + table);
        }
    }

    /// In COPY's text format.
    static void line(List<@Nullable Object> values, StringBuilder to) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                to.append('\t');
            }
            Object value = values.get(i);
            if (value == null) {
                to.append("\\N");
            } else {
                escape(value.toString(), to);
            }
        }
        to.append('\n');
    }

    private static void escape(String text, StringBuilder to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                default -> to.append(c);
            }
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
