package dev.isochron.bench.tpcc.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.isochron.bench.peer.PostgresPeer;
import dev.isochron.bench.tpcc.StoreTrial;
import dev.isochron.bench.tpcc.jooq.JooqStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The statements against PostgreSQL, which is the oracle of what they mean. Skipped where it is
/// not installed.
class SqlTpccTest {

    @TempDir private Path directory;

    @Test
    void loadsTakesUpALoadRunsAndStaysConsistent()
            throws IOException, InterruptedException, SQLException {
        assumeTrue(PostgresPeer.isInstalled(), "PostgreSQL is not installed");
        try (PostgresPeer peer = PostgresPeer.start(directory.resolve("postgres"), 0)) {
            StoreTrial trial = new StoreTrial(new SqlStore(peer.url()));
            trial.load();
            try (Connection connection = DriverManager.getConnection(peer.url());
                    Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM tpcc_loaded WHERE step >= 5000000");
                statement.execute("DELETE FROM new_order");
                statement.execute("DELETE FROM order_line");
                statement.execute("DELETE FROM orders");
            }
            trial.load();
            trial.assertConsistent();
            trial.runSome(8);
            trial.assertConsistent();
            StoreTrial typed = new StoreTrial(new JooqStore(new SqlStore(peer.url())));
            typed.runSome(8);
            typed.assertConsistent();
            trial.close();
        }
    }

    @Test
    void aCommitWaitsForOneOfTwoStandbys() throws IOException, InterruptedException, SQLException {
        assumeTrue(PostgresPeer.isInstalled(), "PostgreSQL is not installed");
        try (PostgresPeer peer = PostgresPeer.start(directory.resolve("postgres"), 2);
                Connection connection = DriverManager.getConnection(peer.url());
                Statement statement = connection.createStatement()) {
            assertEquals("ANY 1 (s1, s2)", peer.settings().get("synchronous_standby_names"));
            statement.execute("CREATE TABLE t (a integer)");
            assertTrue(statement.executeUpdate("INSERT INTO t VALUES (1)") == 1);
        }
    }
}
