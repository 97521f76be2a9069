package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.model.TpccColumn;
import dev.isochron.bench.tpcc.model.TpccRow;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.TpccView;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One read-only transaction.
final class SqlView implements TpccView {

    /// Rows that are fetched at a time.
    private static final int PAGE = 2_000;

    private final SqlWork work;

    SqlView(SqlWork work) {
        this.work = work;
        try {
            Connection connection = work.connection();
            connection.rollback();
            connection.setReadOnly(true);
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /// Of the past: Isochron's own words for it.
    SqlView(SqlWork work, Instant moment) {
        this.work = work;
        try {
            Connection connection = work.connection();
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN AS OF SYSTEM TIME '" + moment + "'");
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @Override
    public void ofDistrict(TpccTable table, int warehouse, int district, Consumer<TpccRow> each) {
        String prefix = table == TpccTable.HISTORY ? "h_c_" : prefix(table);
        rows(
                table,
                "%sw_id = ? AND %sd_id = ?".formatted(prefix, prefix),
                each,
                warehouse,
                district);
    }

    /// What the names of a table's columns begin with: `ol_` of `ol_w_id`.
    private static String prefix(TpccTable table) {
        String first = table.key().getFirst();
        return first.substring(0, first.indexOf('_') + 1);
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
        String columns = String.join(", ", table.columns().stream().map(c -> c.name()).toList());
        String sql = "SELECT %s FROM %s WHERE %s".formatted(columns, table.sqlName(), where);
        try {
            PreparedStatement select = work.prepare(sql, parameters);
            select.setFetchSize(PAGE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    each.accept(row(table, rows));
                }
            }
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private static TpccRow row(TpccTable table, ResultSet from) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        int place = 0;
        for (TpccColumn column : table.columns()) {
            values.add(value(column.type(), from, ++place));
        }
        return new TpccRow(table, values);
    }

    private static @Nullable Object value(ColumnType type, ResultSet from, int place)
            throws SQLException {
        if (type == Scalar.INT32) {
            int number = from.getInt(place);
            return from.wasNull() ? null : number;
        }
        if (type == Scalar.LOCAL_TIMESTAMP) {
            return from.getObject(place, LocalDateTime.class);
        }
        return type instanceof ColumnType.FixedNumeric
                ? from.getBigDecimal(place)
                : from.getString(place);
    }

    @Override
    public void close() {
        work.rollback();
        work.close();
    }
}
