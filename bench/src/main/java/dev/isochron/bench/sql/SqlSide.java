package dev.isochron.bench.sql;

import dev.isochron.bench.harness.Subject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A database that is measured.
///
/// @param url where JDBC finds it
/// @param port where programs find it, at the loopback interface
/// @param user who connects, to a database of the same name
/// @param cost what its server processes have spent so far
/// @param settings for the report
public record SqlSide(
        Subject subject,
        String url,
        int port,
        String user,
        Cost cost,
        Map<String, String> settings) {

    /// Seconds on a core.
    @FunctionalInterface
    public interface Cost {
        double cpuSeconds() throws IOException, InterruptedException;
    }

    /// A cluster is founded within seconds, on a machine that does something else too.
    private static final Duration FOUNDING = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /// Waits until it answers.
    public void await() throws SQLException, InterruptedException {
        long endNanos = System.nanoTime() + FOUNDING.toNanos();
        while (true) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > endNanos) {
                    throw notYet;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /// How pgbench is told where to go.
    List<String> pgbenchWords() {
        return List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-U", user, user);
    }

    List<String> sysbenchWords() {
        return List.of(
                "--db-driver=pgsql",
                "--pgsql-host=127.0.0.1",
                "--pgsql-port=" + port,
                "--pgsql-user=" + user,
                "--pgsql-db=" + user);
    }
}
