package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

/// Sessions that wait for each other, are cancelled, or go away, on a real node.
@Timeout(120)
final class RealSessionsTest {
    @TempDir static Path directory;
    private static OneNode node;

    @BeforeAll
    static void start() throws SQLException {
        node = new OneNode(directory.resolve("n1"));
        try (Connection connection = node.connect()) {
            run(connection, "CREATE TABLE seat (id int PRIMARY KEY, taken int)");
            run(connection, "INSERT INTO seat SELECT i, 0 FROM generate_series(1, 100) AS i");
        }
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void waitingForALockCanBeCancelled() throws Exception {
        try (Connection holder = node.connect();
                Connection waiter = node.connect();
                Statement waiting = waiter.createStatement()) {
            run(holder, "SET application_name = 'booking'");
            run(holder, "BEGIN");
            run(holder, "UPDATE seat SET taken = 1 WHERE id = 1");
            run(waiter, "SET statement_timeout = '200ms'");
            assertState("57014", () -> waiting.execute("UPDATE seat SET taken = 2 WHERE id = 1"));
            run(waiter, "SET statement_timeout = 0");
            run(waiter, "SET lock_timeout = '200ms'");
            awaitDetail(waiting, "UPDATE seat SET taken = 2 WHERE id = 1", "seat (1)", "booking");
            run(waiter, "SET lock_timeout = 0");
            run(holder, "COMMIT");
            assertEquals("1", one(waiter, "SELECT taken FROM seat WHERE id = 1"));
        }
    }

    /// Ends when the lock timeout says which row it is about and who holds it: on a busy machine
    /// the shard's answer may come too late once.
    private static void awaitDetail(Statement waiting, String sql, String row, String holder) {
        String detail;
        do {
            PSQLException late = assertThrows(PSQLException.class, () -> waiting.execute(sql));
            assertEquals("55P03", late.getSQLState());
            assertEquals(
                    "canceling statement due to lock timeout",
                    late.getServerErrorMessage().getMessage());
            detail = String.valueOf(late.getServerErrorMessage().getDetail());
        } while (!detail.contains("holder is"));
        assertTrue(detail.contains(row) && detail.contains(holder), detail);
    }

    /// Ends when a session of this application is as wanted.
    private static void await(Connection looking, String application, String wanted)
            throws SQLException {
        String state =
                "SELECT max(state || ' ' || query) FROM pg_stat_activity"
                        .concat(" WHERE application_name = '%s'")
                        .formatted(application);
        while (!wanted.equals(one(looking, state))) {
            Thread.onSpinWait();
        }
    }

    private static String pid(Connection connection) throws SQLException {
        return one(connection, "SELECT pg_backend_pid()");
    }

    @Test
    void sessionsSeeEachOtherAndCanCancelEachOther() throws Exception {
        try (Connection looking = node.connect();
                Connection busy = node.connect();
                Statement statement = busy.createStatement()) {
            run(busy, "SET application_name = 'busy'");
            await(looking, "busy", "idle SET application_name = 'busy'");
            String pid = pid(busy);
            run(busy, "BEGIN");
            run(busy, "SELECT 1");
            await(looking, "busy", "idle in transaction SELECT 1");
            assertState("42703", () -> run(busy, "SELECT nothing"));
            await(looking, "busy", "idle in transaction (aborted) SELECT 1");
            run(busy, "ROLLBACK");
            await(looking, "busy", "idle ROLLBACK");
            CompletableFuture<SQLException> cancelled =
                    CompletableFuture.supplyAsync(() ->
                            assertThrows(
                                    SQLException.class,
                                    () -> statement.execute("SELECT pg_sleep(1000)")));
            await(looking, "busy", "active SELECT pg_sleep(1000)");
            assertEquals("t", one(looking, "SELECT pg_cancel_backend(" + pid + ")"));
            assertEquals("57014", cancelled.get().getSQLState());
            run(busy, "CREATE USER hidden PASSWORD 'not for others'");
            await(looking, "busy", "idle CREATE ROLE");
            String who =
                    "SELECT usename || datname || client_addr || (query_start > backend_start)"
                            + " || (xact_start IS NULL) FROM pg_stat_activity WHERE pid = ";
            assertEquals("isochronisochron127.0.0.1truetrue", one(looking, who + pid));
        }
    }

    @Test
    void whoIsNoSuperuserInterruptsOwnSessionsAlone() throws Exception {
        try (Connection trusted = node.connect()) {
            run(trusted, "CREATE USER ann PASSWORD 'a'");
            run(trusted, "CREATE USER bob PASSWORD 'b'");
            run(trusted, "CREATE USER boss SUPERUSER PASSWORD 'c'");
        }
        try (Connection ann = node.connect("ann", "a");
                Connection again = node.connect("ann", "a");
                Connection bob = node.connect("bob", "b");
                Connection boss = node.connect("boss", "c")) {
            String cancel = "SELECT pg_cancel_backend(%s)";
            String terminate = "SELECT pg_terminate_backend(%s)";
            assertState("42501", () -> one(bob, cancel.formatted(pid(ann))));
            assertState("42501", () -> one(bob, terminate.formatted(pid(ann))));
            assertState("42501", () -> one(bob, terminate.formatted(pid(boss))));
            assertEquals("1", one(ann, "SELECT 1"));
            assertEquals("t", one(again, cancel.formatted(pid(ann))));
            assertEquals("t", one(again, terminate.formatted(pid(ann))));
            assertEquals("t", one(boss, terminate.formatted(pid(bob))));
            assertState("57P01", () -> runUntilToldOtherwise(bob));
        }
    }

    /// Whoever terminates is answered when it is asked for, and not when it is done.
    private static void runUntilToldOtherwise(Connection session) throws SQLException {
        for (int i = 0; i < 100_000; i++) {
            run(session, "SELECT 1");
        }
    }

    @Test
    void aSessionThatIsTerminatedIsTold() throws Exception {
        try (Connection looking = node.connect();
                Connection idle = node.connect();
                Connection busy = node.connect();
                Statement statement = busy.createStatement()) {
            String pid = pid(idle);
            assertEquals("t", one(looking, "SELECT pg_terminate_backend(" + pid + ")"));
            assertState("57P01", () -> runUntilToldOtherwise(idle));
            String other = pid(busy);
            run(busy, "SET application_name = 'other'");
            CompletableFuture<SQLException> ended =
                    CompletableFuture.supplyAsync(() ->
                            assertThrows(
                                    SQLException.class,
                                    () -> statement.execute("SELECT pg_sleep(1000)")));
            await(looking, "other", "active SELECT pg_sleep(1000)");
            assertEquals("t", one(looking, "SELECT pg_terminate_backend(" + other + ", 100)"));
            assertEquals("57P01", ended.get().getSQLState());
            String left =
                    "SELECT count(*) FROM pg_stat_activity WHERE pid IN (%s, %s)"
                            .formatted(pid, other);
            while (!"0".equals(one(looking, left))) {
                Thread.onSpinWait();
            }
            assertEquals("f", one(looking, "SELECT pg_cancel_backend(" + pid + ")"));
            assertState("0A000", () -> one(looking, "SELECT pg_cancel_backend(7)"));
            assertEquals("null", one(looking, "SELECT pg_cancel_backend(NULL)"));
        }
    }

    @Test
    void anEndlessJoinIsCancelledAndOthersDoNotNotice() throws Exception {
        try (Connection busy = node.connect();
                Connection other = node.connect();
                Statement endless = busy.createStatement()) {
            run(busy, "SET statement_timeout = '300ms'");
            CompletableFuture<SQLException> ended =
                    CompletableFuture.supplyAsync(() ->
                            assertThrows(
                                    SQLException.class,
                                    () ->
                                            endless.executeQuery(
                                                    "SELECT count(*) FROM seat a, seat b,"
                                                            + " seat c, seat d, seat e")));
            while (!ended.isDone()) {
                assertEquals("100", one(other, "SELECT count(*) FROM seat"));
            }
            assertEquals("57014", ended.get().getSQLState(), ended.get().getMessage());
            run(busy, "SET statement_timeout = 0");
            assertEquals("1", one(busy, "SELECT 1"));
        }
    }

    /// A text of several statements, as psql -c sends it.
    @Test
    void aLimitHoldsForWhatFollowsItInTheSameText() throws Exception {
        try (Connection connection = node.connectSimply();
                Statement statement = connection.createStatement()) {
            assertState(
                    "57014",
                    () ->
                            statement.execute(
                                    "SET statement_timeout = '300ms'; SELECT count(*) FROM seat a,"
                                            + " seat b, seat c, seat d, seat e"));
        }
    }

    /// Whoever hangs up in the middle of a transaction leaves no lock.
    @Test
    void locksGoWithTheirSession() throws SQLException {
        Connection gone = node.connect();
        run(gone, "BEGIN");
        run(gone, "UPDATE seat SET taken = 1 WHERE id = 2");
        gone.close();
        try (Connection next = node.connect()) {
            run(next, "UPDATE seat SET taken = 2 WHERE id = 2");
            assertEquals("2", one(next, "SELECT taken FROM seat WHERE id = 2"));
        }
    }

    @Test
    void aTokenCarriesACommitToAnotherSession() throws SQLException {
        try (Connection writer = node.connect();
                Connection reader = node.connect()) {
            run(writer, "UPDATE seat SET taken = 7 WHERE id = 3");
            String token = one(writer, "SHOW isochron.commit_token");
            run(reader, "SET isochron.read_token = '" + token + "'");
            assertEquals("7", one(reader, "SELECT taken FROM seat WHERE id = 3"));
            run(reader, "RESET isochron.read_token");
            run(reader, "SET isochron.max_staleness = '1h'");
            assertEquals("100", one(reader, "SELECT count(*) FROM seat"));
        }
    }

    @Test
    void thePastCanBeRead() throws SQLException {
        try (Connection connection = node.connect()) {
            String before = one(connection, "SELECT clock_timestamp()");
            run(connection, "UPDATE seat SET taken = 9 WHERE id = 4");
            run(connection, "BEGIN AS OF SYSTEM TIME '" + before + "'");
            assertEquals("0", one(connection, "SELECT taken FROM seat WHERE id = 4"));
            assertState("25006", () -> run(connection, "UPDATE seat SET taken = 1 WHERE id = 4"));
            run(connection, "ROLLBACK");
            assertEquals("9", one(connection, "SELECT taken FROM seat WHERE id = 4"));
        }
    }

    @Test
    void whatIsNoErrorIsANotice() throws SQLException {
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS nothing");
            SQLWarning warning = statement.getWarnings();
            assertTrue(String.valueOf(warning.getMessage()).contains("does not exist, skipping"));
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return String.valueOf(rows.getString(1));
        }
    }

    private interface Call {
        void run() throws SQLException;
    }

    private static void assertState(String state, Call call) {
        SQLException refused = assertThrows(SQLException.class, call::run);
        assertEquals(state, refused.getSQLState(), refused.getMessage());
    }
}
