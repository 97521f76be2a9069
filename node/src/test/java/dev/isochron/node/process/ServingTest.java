package dev.isochron.node.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.metrics.MetricsServer;
import dev.isochron.node.metrics.NodeMetrics;
import dev.isochron.node.port.Operator;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.log.LogServiceGrpc;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.protocol.log.StatusRequest;
import dev.isochron.truetime.settings.ClockSettings;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node of one that runs for real: what commands and monitoring see of it.
@Timeout(60)
final class ServingTest {
    private static final NodeId ONE = new NodeId(1);

    @TempDir Path temporary;

    private NodeProcess node;
    private String address;

    @BeforeEach
    void start() {
        ServerOptions options =
                new ServerOptions(
                        NodeSettings.of(ONE, new Plan(List.of(ONE), 1, 1), ""),
                        temporary,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        ClockSettings.defaults());
        node = NodeProcess.bind(options, new Quiet());
        address = "127.0.0.1:" + node.address().getPort();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void linesGoInAndComeOutAndStandInTheFiles() {
        begin();
        String written = run(ExitCode.OK, "log", "append", "--connect", address, "one", "zwei ε");
        assertTrue(written.contains("       1  "), written);
        String read = run(ExitCode.OK, "log", "read", "--connect", address);
        assertTrue(read.contains("  zwei ε\n2 lines in all\n"), read);
        String last = run(ExitCode.OK, "log", "read", "--connect", address, "--from", "2");
        assertEquals(2, last.lines().count(), last);
        String status = run(ExitCode.OK, "status", "--connect", address);
        assertTrue(status.startsWith("node 1 at " + address), status);
        assertTrue(status.contains("leading"), status);
        String dump = run(ExitCode.OK, "log", "dump", temporary.toString(), "--records");
        assertTrue(dump.contains("g1 accepted s1 at b1.1: commands of "), dump);
        assertTrue(dump.contains("no damage"), dump);
    }

    /// The port is open before the log is read; whoever is early must not harm the node.
    @Test
    void whoeverIsEarlyIsToldToTryAgain() {
        String early = run(ExitCode.FAILED, "status", "--connect", address);
        assertTrue(early.contains("the node is starting; try again in a moment"), early);
        begin();
        run(ExitCode.OK, "log", "append", "--connect", address, "after all");
    }

    @Test
    void whoAsksWhereNobodyListensIsToldSo() {
        String expected =
                """
                isochron: no node answers: nobody listens at 127.0.0.1:1 (127.0.0.1:1). Check that \
                the node runs, and the address.
                """;
        String[] nowhere = {"--connect", "127.0.0.1:1"};
        assertEquals(expected, run(ExitCode.FAILED, "status", nowhere[0], nowhere[1]));
        assertEquals(expected, run(ExitCode.FAILED, "log", "read", nowhere[0], nowhere[1]));
        assertEquals(expected, run(ExitCode.FAILED, "log", "append", "x", nowhere[0], nowhere[1]));
    }

    /// The node of two addresses that answers is enough.
    @Test
    void aServerThatIsNotThereIsPassedOver() {
        begin();
        run(ExitCode.OK, "log", "append", "--connect", "127.0.0.1:1," + address, "one");
    }

    /// In the time of this test, which is shorter than the patience of a client that knows a node.
    @Test
    @Timeout(25)
    void whatSpeaksAnotherLanguageIsSaidToDoSo() throws IOException {
        try (StrangeServer web = StrangeServer.saying("HTTP/1.1 400 Bad Request\r\n\r\n");
                StrangeServer noise = StrangeServer.saying("\0\1 who is there?\n");
                StrangeServer mute = StrangeServer.saying("")) {
            for (String verb : List.of("read", "append")) {
                for (StrangeServer strange : List.of(web, noise)) {
                    String said = ask(verb, strange.address());
                    assertTrue(said.contains(" does not speak as a node does: "), said);
                    assertEquals(1, said.lines().count(), said);
                }
            }
            String said = ask("read", mute.address());
            assertTrue(said.contains("nothing was heard of " + mute.address()), said);
        }
    }

    private static String ask(String verb, String at) {
        return verb.equals("read")
                ? run(ExitCode.FAILED, "log", "read", "--connect", at)
                : run(ExitCode.FAILED, "log", "append", "--connect", at, "a line");
    }

    @Test
    void aFullDiskIsShown() throws IOException {
        String line = "log: THE DISK IS FULL, writes are refused until it has room\n";
        begin();
        String here = run(ExitCode.OK, "status", "--connect", address);
        assertFalse(here.contains(line), here);
        Server full =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(new FullNode())
                        .build()
                        .start();
        try {
            String there = run(ExitCode.OK, "status", "--connect", "127.0.0.1:" + full.getPort());
            assertTrue(there.contains(line), there);
        } finally {
            full.shutdownNow();
        }
    }

    private static final class FullNode extends LogServiceGrpc.LogServiceImplBase {
        @Override
        public void status(StatusRequest request, StreamObserver<StatusReply> response) {
            response.onNext(StatusReply.newBuilder().setLogDiskFull(true).build());
            response.onCompleted();
        }
    }

    @Test
    void aDirectoryWithoutALogHasNothingToDump() {
        String said = run(ExitCode.FAILED, "log", "dump", temporary.resolve("none").toString());
        assertTrue(said.startsWith("isochron: there is no log here ("), said);
    }

    @Test
    void metricsAreThoseThatTheDocumentationLists() throws Exception {
        begin();
        run(ExitCode.OK, "log", "append", "--connect", address, "one");
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (MetricsServer metrics =
                MetricsServer.start(any, () -> node.sight().map(NodeMetrics::of))) {
            String text = get(metrics, "/metrics", 200);
            assertTrue(text.contains("isochron_group_lines{group=\"1\"} 1.0\n"), text);
            assertTrue(
                    text.contains("isochron_group_role{group=\"1\",role=\"leading\"} 1.0"), text);
            assertTrue(text.contains("isochron_clock_epsilon_seconds 0.0\n"), text);
            assertTrue(text.contains("isochron_clock_may_lead 1.0\n"), text);
            assertEquals(documented(), names(text));
            get(metrics, "/", 404);
        }
    }

    @Test
    void aNodeThatIsNotThereYetHasNoMetrics() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (MetricsServer metrics = MetricsServer.start(any, Optional::empty)) {
            get(metrics, "/metrics", 503);
        }
        assertEquals(Optional.empty(), node.sight());
    }

    private void begin() {
        node.start(new TreeMap<>(Map.of(ONE, address)));
    }

    private static String get(MetricsServer metrics, String path, int code) throws Exception {
        URI uri = URI.create("http:/" + metrics.address() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(code, response.statusCode(), response.body());
            return response.body();
        }
    }

    private static Set<String> names(String text) {
        TreeSet<String> names = new TreeSet<>();
        text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .forEach(line -> names.add(line.split(" ", -1)[2]));
        return names;
    }

    /// The table of docs/operating.md. The node here has no peers and no shard that could be
    /// compared with another replica, so theirs are not shown.
    private static Set<String> documented() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "operating.md"))) {
            if (line.startsWith("| `isochron_")) {
                String name = line.substring(3, line.indexOf('`', 3));
                if (!name.startsWith("isochron_peer_") && !name.startsWith("isochron_shard_")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static String run(int code, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said, true);
        CommandLineEntry entry = CommandLineEntry.withInstalledSubcommands();
        entry.printTo(to, to);
        assertEquals(code, entry.run(arguments), said::toString);
        return said.toString();
    }

    private static final class Quiet implements Operator {
        @Override
        public void tell(String message) {}

        @Override
        public void stop(String message) {
            throw new AssertionError(message);
        }
    }
}
