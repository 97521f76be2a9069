package dev.isochron.bench.tpcc.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// One connection, and the statements that were prepared on it. For one thread at a time.
public final class SqlWork implements AutoCloseable {

    private static final String URL_SCHEME = "jdbc:";

    private final String url;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private @Nullable Connection connection;

    SqlWork(String url) {
        this.url = url;
    }

    /// `postgresql://…` is as good as `jdbc:postgresql://…`.
    static String jdbc(String url) {
        return url.startsWith(URL_SCHEME) ? url : URL_SCHEME + url;
    }

    /// The connection, opened anew if the last one broke.
    public Connection connection() throws SQLException {
        Connection open = connection;
        if (open != null && !open.isClosed()) {
            return open;
        }
        prepared.clear();
        Properties properties = new Properties();
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("ApplicationName", "isochron bench tpcc");
        open = DriverManager.getConnection(jdbc(url), properties);
        open.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        open.setAutoCommit(false);
        connection = open;
        return open;
    }

    /// The statement, prepared at its first use, with these parameters.
    PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        Connection open = connection();
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = open.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        bind(statement, parameters);
        return statement;
    }

    static void bind(PreparedStatement statement, @Nullable Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    void update(String sql, Object... parameters) throws SQLException {
        int rows = prepare(sql, parameters).executeUpdate();
        if (rows != 1) {
            throw new SQLException(rows + " rows, not one, by: " + sql);
        }
    }

    /// Reads of the one row of a result.
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> T one(Reading<T> reading, String sql, Object... parameters) throws SQLException {
        try (ResultSet rows = prepare(sql, parameters).executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row by: " + sql);
            }
            return reading.of(rows);
        }
    }

    /// What is done with each row of several results.
    @FunctionalInterface
    interface RowTaker {
        /// Takes one.
        ///
        /// @param result counts those that have rows, from 0
        void take(int result, ResultSet row) throws SQLException;
    }

    /// Executes statements that travel together, and looks at all their rows.
    static void eachRow(PreparedStatement all, RowTaker taker) throws SQLException {
        int result = 0;
        boolean hasRows = all.execute();
        while (hasRows || all.getUpdateCount() >= 0) {
            if (hasRows) {
                try (ResultSet rows = all.getResultSet()) {
                    while (rows.next()) {
                        taker.take(result, rows);
                    }
                }
                result++;
            }
            hasRows = all.getMoreResults();
        }
    }

    /// `?, ?, ?`
    static String marks(int count) {
        return "?" + ", ?".repeat(count - 1);
    }

    /// `(?, ?), (?, ?)`
    static String rows(int count, int width) {
        String row = "(" + marks(width) + ")";
        return row + (", " + row).repeat(count - 1);
    }

    /// After a failure: the connection is kept if it still works.
    void rollback() {
        try {
            Connection open = connection;
            if (open != null) {
                open.rollback();
            }
        } catch (SQLException broken) {
            close();
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        prepared.clear();
        if (open != null) {
            try {
                open.close();
            } catch (SQLException _) {
                // It is gone already.
            }
        }
    }
}
