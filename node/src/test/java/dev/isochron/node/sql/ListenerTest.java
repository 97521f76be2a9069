package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The listener and pgjdbc, over real sockets; sessions that misbehave, and others that do not
/// notice.
@Timeout(60)
final class ListenerTest {

    @Test
    void aDriverRunsStatementsInAllItsWays() throws SQLException {
        try (ToyServer server = new ToyServer(ToyServer.asking());
                Connection connection = server.connect()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t VALUES (?)")) {
                // Beyond its threshold the driver prepares on the server, and turns to binary.
                for (int i = 0; i < 20; i++) {
                    insert.setInt(1, i);
                    assertEquals(1, insert.executeUpdate());
                }
                for (int i = 0; i < 300; i++) {
                    insert.setInt(1, i);
                    insert.addBatch();
                }
                assertEquals(300, insert.executeBatch().length);
            }
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(50);
                assertEquals(320, count(statement.executeQuery("SELECT * FROM t")));
            }
            connection.rollback();
            assertEquals("15.0 (Isochron)", connection.getMetaData().getDatabaseProductVersion());
        }
    }

    private static int count(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }

    @Test
    void wrongPasswordsAndDatabasesAreTurnedAway() {
        try (ToyServer server = new ToyServer(ToyServer.asking())) {
            assertState("28P01", server.url("password=guess"));
            assertState("28P01", server.url("password=secret").replace("=tom", "=nobody"));
            assertState("3D000", server.url("password=secret").replace("/toys", "/other"));
        }
    }

    private static void assertState(String state, String url) {
        SQLException refused =
                assertThrows(
                        SQLException.class,
                        () -> java.sql.DriverManager.getConnection(url).close());
        assertEquals(state, refused.getSQLState(), refused.getMessage());
    }

    @Test
    void anEndlessStatementIsCancelledByItsClient() throws Exception {
        try (ToyServer server = new ToyServer(ToyServer.trusting());
                Connection connection = server.connect();
                Connection other = server.connect();
                Statement endless = connection.createStatement()) {
            CompletableFuture<SQLException> ended =
                    CompletableFuture.supplyAsync(() ->
                            assertThrows(
                                    SQLException.class,
                                    () -> endless.executeQuery("SELECT pause()")));
            awaitPause(server);
            endless.cancel();
            runs(other);
            assertEquals("57014", ended.get().getSQLState());
            runs(connection);
        }
    }

    @Test
    void statementsHaveATimeLimit() throws SQLException {
        try (ToyServer server = new ToyServer(ToyServer.trusting());
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = '50ms'");
            SQLException ended =
                    assertThrows(
                            SQLException.class, () -> statement.executeQuery("SELECT pause()"));
            assertEquals("57014", ended.getSQLState());
            assertTrue(String.valueOf(ended.getMessage()).contains("statement timeout"));
            runs(connection);
        }
    }

    private static void runs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            assertTrue(rows.next());
        }
    }

    @Test
    void thereIsRoomForSoMany() throws SQLException {
        try (ToyServer server = new ToyServer(ToyServer.trusting().withMaxSessions(3))) {
            List<Connection> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(server.connect());
            }
            SQLException full = assertThrows(SQLException.class, server::connect);
            assertEquals("53300", full.getSQLState());
            all.removeFirst().close();
            awaitSessions(server, 2);
            all.add(server.connect());
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private static void awaitPause(ToyServer server) {
        while (server.engine.pauses() == 0) {
            Thread.onSpinWait();
        }
    }

    private static void awaitSessions(ToyServer server, int count) {
        while (server.listener.sessions() > count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoNeverLogsInIsShownOut() throws IOException {
        try (ToyServer server =
                        new ToyServer(ToyServer.trusting().withLogin(Duration.ofMillis(100)));
                Socket silent = socket(server);
                Socket slow = socket(server)) {
            assertEquals(-1, silent.getInputStream().read());
            // A byte now and then does not help.
            DataOutputStream out = new DataOutputStream(slow.getOutputStream());
            assertThrows(
                    IOException.class,
                    () -> {
                        while (true) {
                            out.writeByte(0);
                            if (slow.getInputStream().available() > 0
                                    && slow.getInputStream().read() < 0) {
                                throw new IOException("closed");
                            }
                        }
                    });
        }
    }

    /// A client that asks for much and reads nothing holds its own session back and nobody else.
    @Test
    void whoDoesNotReadIsHeldBackAndThenClosed() throws Exception {
        try (ToyServer server =
                        new ToyServer(ToyServer.trusting().withStalled(Duration.ofMillis(300)));
                Socket lazy = loggedIn(server);
                Connection other = server.connect()) {
            say(lazy, 'Q', "SELECT series(100000000)\0");
            long before = used();
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (server.listener.sessions() > 1 && System.nanoTime() < until) {
                runs(other);
            }
            assertEquals(1, server.listener.sessions());
            assertTrue(used() - before < 64L << 20, "what was not read was buffered");
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// A client that is gone in the middle leaves nothing behind.
    @Test
    void whoHangsUpIsForgotten() throws Exception {
        try (ToyServer server = new ToyServer(ToyServer.trusting())) {
            Socket gone = loggedIn(server);
            say(gone, 'Q', "BEGIN; INSERT INTO t VALUES (1)\0");
            gone.getInputStream().skipNBytes(1);
            gone.close();
            awaitSessions(server, 0);
            assertEquals(List.of(), server.engine.stored());
        }
    }

    @Test
    void garbageIsAnsweredAndOthersDoNotNotice() throws Exception {
        try (ToyServer server = new ToyServer(ToyServer.trusting());
                Connection other = server.connect()) {
            for (String garbage :
                    List.of("GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0002", "xx")) {
                try (Socket socket = socket(server)) {
                    socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                    socket.shutdownOutput();
                    assertNotNull(socket.getInputStream().readAllBytes());
                }
                runs(other);
            }
            try (Socket socket = loggedIn(server)) {
                say(socket, '?', "what");
                String said =
                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(said.contains("08P01"), said);
            }
            runs(other);
        }
    }

    @Test
    void idleTransactionsAreEnded() throws SQLException {
        try (ToyServer server = new ToyServer(ToyServer.trusting());
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = '50ms'");
            connection.setAutoCommit(false);
            runs(connection);
            awaitSessions(server, 0);
            SQLException ended = assertThrows(SQLException.class, () -> runs(connection));
            assertTrue(
                    List.of("25P03", "08006").contains(ended.getSQLState()), ended.getSQLState());
        }
    }

    @Test
    void idleSessionsAreEnded() throws SQLException {
        try (ToyServer server = new ToyServer(ToyServer.trusting());
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET idle_session_timeout = '50ms'");
            awaitSessions(server, 0);
            SQLException ended = assertThrows(SQLException.class, () -> runs(connection));
            assertTrue(
                    List.of("57P05", "08006").contains(ended.getSQLState()), ended.getSQLState());
        }
    }

    @Test
    void aServerThatStopsSaysSo() throws SQLException {
        ToyServer server = new ToyServer(ToyServer.trusting());
        try (Connection idle = server.connect();
                Connection busy = server.connect();
                Statement endless = busy.createStatement()) {
            CompletableFuture<SQLException> ended =
                    CompletableFuture.supplyAsync(() ->
                            assertThrows(
                                    SQLException.class,
                                    () -> endless.executeQuery("SELECT pause()")));
            awaitPause(server);
            server.close();
            assertEquals("57P01", ended.join().getSQLState());
            SQLException told = assertThrows(SQLException.class, () -> runs(idle));
            assertEquals("57P01", told.getSQLState(), told.getMessage());
        }
    }

    private static Socket socket(ToyServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static Socket loggedIn(ToyServer server) throws IOException {
        Socket socket = socket(server);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] settings = "user\0tom\0database\0toys\0\0".getBytes(StandardCharsets.UTF_8);
        out.writeInt(8 + settings.length);
        out.writeInt(3 << 16);
        out.write(settings);
        InputStream in = socket.getInputStream();
        // Up to ReadyForQuery.
        for (int type = in.read(); type != 'Z'; type = in.read()) {
            skip(in);
        }
        skip(in);
        return socket;
    }

    private static void skip(InputStream in) throws IOException {
        byte[] length = in.readNBytes(4);
        in.skipNBytes(
                ((length[0] & 0xff) << 24
                                | (length[1] & 0xff) << 16
                                | (length[2] & 0xff) << 8
                                | (length[3] & 0xff))
                        - 4L);
    }

    private static void say(Socket socket, char type, String body) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        out.writeByte(type);
        out.writeInt(4 + body.length());
        out.writeBytes(body);
        message.writeTo(socket.getOutputStream());
    }
}
