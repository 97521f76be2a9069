package dev.isochron.sql.oracle;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// A connection to the PostgreSQL that knows what is right.
public final class Oracle implements AutoCloseable {

    private final Connection connection;

    private Oracle(Connection connection) {
        this.connection = connection;
    }

    /// Connects, or skips the test.
    public static Oracle connect() throws SQLException {
        Assumptions.assumeTrue(
                PostgresServer.started().isPresent(),
                "skipped: no PostgreSQL 15 is installed to compare with");
        return new Oracle(
                DriverManager.getConnection(PostgresServer.started().orElseThrow().url()));
    }

    /// Runs a statement that has no result.
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// What a query of one row and one column gives.
    public Answer ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String type = rows.getMetaData().getColumnTypeName(1);
            if (!rows.next()) {
                return new Answer.Shown("", "(no row)");
            }
            String text = rows.getString(1);
            return new Answer.Shown(type, text == null ? "NULL" : text);
        } catch (PSQLException e) {
            ServerErrorMessage message = e.getServerErrorMessage();
            if (message == null || message.getSQLState() == null) {
                throw e;
            }
            return new Answer.Refused(message.getSQLState(), String.valueOf(message.getMessage()));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
