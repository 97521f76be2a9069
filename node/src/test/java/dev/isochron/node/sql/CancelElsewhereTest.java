package dev.isochron.node.sql;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.process.ConsoleOperator;
import dev.isochron.node.process.NodeProcess;
import dev.isochron.node.process.ServerOptions;
import dev.isochron.paxos.log.LogSettings;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.settings.ClockSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client whose wish to cancel comes to another node than its session's is heard there.
@Timeout(60)
final class CancelElsewhereTest {
    private static final LogSettings LOG =
            new LogSettings(16 << 20, 4 << 20, 32 << 20, 1, 256 << 20);
    private static final InetSocketAddress LOOPBACK =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /// A wish that comes before its statement cancels nothing, so it is said again.
    private static final int AGAIN_MILLIS = 300;

    private static final int CANCEL = 80877102;
    private static final int VERSION_3 = 3 << 16;

    @TempDir private Path directory;

    /// A cluster of two in this process.
    private final class Two implements AutoCloseable {
        private final List<NodeProcess> nodes = new ArrayList<>();
        private final List<SqlService> services = new ArrayList<>();

        Two() {
            List<NodeId> ids = List.of(new NodeId(1), new NodeId(2));
            Plan plan = new Plan(ids, 1, 2).withShards(List.of());
            Map<NodeId, String> addresses = new TreeMap<>();
            for (NodeId id : ids) {
                ServerOptions options =
                        new ServerOptions(
                                NodeSettings.of(id, plan, "").withLog(LOG),
                                directory.resolve(id.toString()),
                                LOOPBACK,
                                ClockSettings.defaults());
                PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
                NodeProcess node = NodeProcess.bind(options, new ConsoleOperator(err, "n" + id));
                nodes.add(node);
                addresses.put(id, "127.0.0.1:" + node.address().getPort());
            }
            nodes.forEach(node -> node.start(addresses));
            for (NodeId id : ids) {
                services.add(
                        SqlService.start(
                                nodes.get((int) id.value() - 1).home(),
                                String.valueOf(addresses.get(id)),
                                List.copyOf(addresses.values()),
                                SqlOptions.of(LOOPBACK, SqlOptions.Trust.LOOPBACK)));
            }
        }

        int port(int node) {
            return services.get(node - 1).address().getPort();
        }

        @Override
        public void close() {
            services.forEach(SqlService::close);
            nodes.forEach(NodeProcess::close);
        }
    }

    @Test
    void aWishIsPassedOnToTheNodeOfItsSession() throws IOException {
        try (Two cluster = new Two();
                Socket session = new Socket(LOOPBACK.getAddress(), cluster.port(1))) {
            byte[] key = login(session);
            DataOutputStream out = new DataOutputStream(session.getOutputStream());
            byte[] endless =
                    ("SELECT count(*) FROM generate_series(1, 1000000) a,"
                                    + " generate_series(1, 1000000) b\0")
                            .getBytes(StandardCharsets.US_ASCII);
            out.writeByte('Q');
            out.writeInt(4 + endless.length);
            out.write(endless);
            session.setSoTimeout(AGAIN_MILLIS);
            byte[] wrong = key.clone();
            wrong[key.length - 1] ^= 1;
            cancel(cluster.port(2), wrong);
            String said = "";
            while (said.isEmpty()) {
                cancel(cluster.port(2), key);
                said = nextMessage(session);
            }
            assertTrue(said.contains("57014"), said);
        }
    }

    /// The text of the next message; empty if there is none yet.
    private static String nextMessage(Socket session) throws IOException {
        try {
            DataInputStream in = new DataInputStream(session.getInputStream());
            in.readByte();
            return new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException notYet) {
            return "";
        }
    }

    private static void cancel(int port, byte[] key) throws IOException {
        try (Socket socket = new Socket(LOOPBACK.getAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(8 + key.length);
            out.writeInt(CANCEL);
            out.write(key);
            var _ = socket.getInputStream().read();
        }
    }

    /// Number and secret of the session.
    private static byte[] login(Socket socket) throws IOException {
        byte[] who = "user\0isochron\0database\0isochron\0\0".getBytes(StandardCharsets.US_ASCII);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(8 + who.length);
        out.writeInt(VERSION_3);
        out.write(who);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] key = new byte[0];
        while (true) {
            byte type = in.readByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            if (type == 'K') {
                key = Arrays.copyOf(body, body.length);
            } else if (type == 'Z') {
                return key;
            }
        }
    }
}
