package dev.isochron.node.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.cli.CommandLineEntry;
import dev.isochron.node.cli.ExitCode;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.truetime.settings.ClockSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that cannot start says in one paragraph what is wrong, where, and what to do; it ends
/// with a code that is not 0, and leaves everything as it found it.
@Timeout(60)
final class BadStartTest {
    private static final NodeId ONE = new NodeId(1);

    @TempDir Path temporary;

    private Path data;
    private int port;

    @BeforeEach
    void choose() throws IOException {
        data = temporary.resolve("n1");
        port = freePort();
    }

    @Test
    void aPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = other.getLocalPort();
            refuses(
                    "the address cannot be listened at: ",
                    "(/127.0.0.1:" + port + ")",
                    "Stop the process that has it, or choose another with --listen.");
        }
    }

    @Test
    void aDataDirectoryInUse() {
        try (NodeProcess other = NodeProcess.bind(options(), new Quiet())) {
            assertTrue(other.address().getPort() > 0);
            refuses(
                    "another process has this data directory open",
                    data.resolve("log").toString(),
                    "Stop that process, or give this node a data directory of its own.");
        }
    }

    @Test
    void aDataDirectoryThatIsAFile() throws IOException {
        Files.createFile(data);
        refuses(
                "this data directory cannot be written: ",
                data.toString(),
                "Check that the path is a directory");
    }

    /// Permissions do not bind root; that nobody makes directories in the kernel's own tree does.
    @Test
    void aDataDirectoryThatIsReadOnly() throws IOException {
        Files.createDirectory(data);
        boolean binds = data.toFile().setWritable(false) && !Files.isWritable(data);
        Path kernels = Path.of("/sys");
        assumeTrue(binds || Files.isDirectory(kernels), "no directory that is read-only for root");
        data = binds ? data : kernels.resolve("isochron-" + port);
        refuses(
                "this data directory cannot be written: ",
                "(" + data.resolve("log") + ")",
                "is not mounted read-only, and belongs to the user that runs the node; or choose"
                        + " another one.");
    }

    @Test
    void aNewerFormatOfTheIdentity() throws IOException {
        foundAlone();
        patch(data.resolve("log/identity"), 8, 7);
        refuses(
                "its format has version 7, this program reads version 1",
                data.resolve("log/identity").toString(),
                "Start the program that wrote it, or a newer one.");
    }

    @Test
    void aNewerFormatOfTheLog() throws IOException {
        foundAlone();
        Path segment = data.resolve("log/segment-000000000001.log");
        patch(segment, 8, 9);
        refuses(
                "its format has version 9, this program reads version 1",
                segment.toString(),
                "Start the program that wrote it, or a newer one.");
    }

    @Test
    void aDamagedIdentity() throws IOException {
        foundAlone();
        patch(data.resolve("log/identity"), 20, 0x55);
        refuses(
                "the file that says whose data this is cannot be read: it is damaged",
                data.resolve("log/identity").toString(),
                "Delete nothing in it.");
    }

    @Test
    void aLogThatLostASegment() throws IOException {
        foundAlone();
        Files.delete(data.resolve("log/segment-000000000001.log"));
        refuses(
                "not one batch of the log can be read: it is damaged, or an older segment is"
                        + " missing",
                data.resolve("log/segment-000000000002.log").toString(),
                "Delete nothing in it.");
    }

    /// The log notes each start before the rows are looked at, so only what matters is the same.
    @Test
    void rowsThatAreGoneAndThatNobodyElseHas() throws IOException {
        foundAlone(new Plan(List.of(ONE), 1, 1).withShards(List.of()).withController());
        Path rows = data.resolve("rows/lmdb");
        Files.delete(rows.resolve("data.mdb"));
        Files.delete(rows.resolve("lock.mdb"));
        Files.delete(rows);
        String said = run("--node", "1", "--peers", peers(), "--data", data.toString());
        assertSays(
                said,
                "the store of rows is gone, or was damaged and put aside, and no other node has"
                        + " replicas of its shards",
                "the rows of this node",
                "Put the store back, or restore the cluster from a backup.");
    }

    @Test
    void theDataOfAnotherNode() throws IOException {
        foundAlone();
        String peers = "1=127.0.0.1:1,2=127.0.0.1:" + port;
        String said = run("--node", "2", "--peers", peers, "--data", data.toString());
        assertSays(said, "node", data.resolve("log/identity").toString());
    }

    @Test
    void aNodeThatIsNotAmongItsPeers() {
        String said = run("--node", "4", "--peers", peers(), "--data", data.toString());
        assertEquals(
                "isochron: node 4 is not among the nodes of the cluster (--peers). Name this"
                        + " node's own address there as well, as 4=HOST:PORT.\n",
                said);
        assertFalse(Files.exists(data));
    }

    @Test
    void aNodeNamedTwice() {
        String twice = "1=127.0.0.1:1,1=127.0.0.1:2";
        String said = run("--node", "1", "--peers", twice, "--data", data.toString());
        assertEquals(
                "isochron: node 1 is named twice (--peers). Every node of a cluster has a number"
                        + " of its own.\n",
                said);
    }

    @Test
    void twoNodesAtOneAddress() {
        String same = "1=127.0.0.1:7001,2=127.0.0.1:7001";
        String said = run("--node", "1", "--peers", same, "--data", data.toString());
        assertEquals(
                "isochron: nodes 1 and 2 have the same address 127.0.0.1:7001 (--peers). Give each"
                        + " node an address of its own.\n",
                said);
    }

    @Test
    void moreCopiesThanNodes() {
        String said =
                run("--node", "1", "--peers", peers(), "--data", data.toString(), "--copies", "3");
        assertEquals(
                "isochron: 3 copies on 1 nodes are impossible (--groups, --copies, --peers,"
                        + " --split-at, --keep-lines). Change it and start the node again.\n",
                said);
    }

    @Test
    void aClockThatCannotBe() {
        String said =
                run("--node", "1", "--peers", peers(), "--data", data.toString(), "--clock", "sun");
        assertSays(said, "clock.source=sun", "kernel");
    }

    @Test
    void noCopies() {
        String[] words = {"--node", "1", "--peers", peers(), "--data", data.toString()};
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--copies";
        all[words.length + 1] = "0";
        assertSays(run(all), "0 replicas of a group", "(--copies 0)", "Give at least 1");
        assertFalse(Files.exists(data));
    }

    @Test
    void aClockThatCannotBeInAFile() throws IOException {
        Path file = temporary.resolve("node.properties");
        Files.writeString(file, "clock.source=sun\n");
        String said =
                run(
                        "--node",
                        "1",
                        "--peers",
                        peers(),
                        "--data",
                        data.toString(),
                        "--config",
                        file.toString());
        assertSays(said, "clock.source=sun is unknown", "(" + file + ")");
        assertFalse(Files.exists(data));
    }

    /// Before anything is founded: whoever puts it right starts anew.
    @Test
    void sqlForTheNetworkInTheOpen() {
        String said =
                run(
                        "--node",
                        "1",
                        "--peers",
                        peers(),
                        "--data",
                        data.toString(),
                        "--sql-listen",
                        "0.0.0.0:0");
        assertSays(said, "without TLS", "(--sql-listen 0.0.0.0)", "--sql-certificate");
        assertFalse(Files.exists(data));
    }

    /// Says so, and every file is as before.
    @Test
    void aGraceThatNobodyCouldKeep() {
        String[] words = {"--node", "1", "--peers", peers(), "--data", data.toString()};
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--grace";
        all[words.length + 1] = "5s";
        assertSays(run(all), "would count as lost", "(--grace)", "Give it at least 8s.");
        assertFalse(Files.exists(data));
    }

    /// A misspelt setting would otherwise be as good as none.
    @Test
    void aSettingThatDoesNotExist() throws IOException {
        Path file = temporary.resolve("node.properties");
        Files.writeString(file, "clock.source=single-host\ncontroller.gracee=1min\n");
        String said =
                run(
                        "--node",
                        "1",
                        "--peers",
                        peers(),
                        "--data",
                        data.toString(),
                        "--config",
                        file.toString());
        assertSays(said, "there is no setting controller.gracee", "(" + file + ")", "these exist");
        assertFalse(Files.exists(data));
    }

    /// 192.0.2.0/24 is for documentation: no machine has an address of it.
    @Test
    void anAddressThatThisMachineDoesNotHave() {
        String said = run("--node", "1", "--peers", "1=192.0.2.7:7001", "--data", data.toString());
        assertSays(said, "cannot be listened at", "(/192.0.2.7:7001)", "has no such address");
    }

    private void refuses(String what, String where, String whatToDo) {
        Map<String, byte[]> before = files();
        String said = run("--node", "1", "--peers", peers(), "--data", data.toString());
        assertSays(said, what, where, whatToDo);
        Map<String, byte[]> after = files();
        after.keySet().removeIf(name -> name.endsWith("LOCK"));
        before.forEach((name, bytes) -> {
            if (!name.endsWith("LOCK")) {
                assertArrayEquals(bytes, after.get(name), name);
            }
        });
    }

    private static void assertSays(String said, String... words) {
        for (String word : words) {
            assertTrue(said.contains(word), () -> "no \"" + word + "\" in: " + said);
        }
        assertTrue(said.startsWith("isochron: "), said);
        assertEquals(1, said.lines().count(), said);
    }

    private String run(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLineEntry entry = CommandLineEntry.withInstalledSubcommands();
        entry.printTo(new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("server"));
        all.addAll(List.of(arguments));
        assertEquals(ExitCode.FAILED, entry.run(all.toArray(new String[0])), err::toString);
        return err.toString();
    }

    private String peers() {
        return "1=127.0.0.1:" + port;
    }

    private ServerOptions options() {
        return options(new Plan(List.of(ONE), 1, 1));
    }

    private ServerOptions options(Plan plan) {
        return new ServerOptions(
                NodeSettings.of(ONE, plan, ""),
                data,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ClockSettings.defaults());
    }

    /// Founds a cluster of one in the data directory and stops it.
    private void foundAlone() {
        foundAlone(new Plan(List.of(ONE), 1, 1));
    }

    private void foundAlone(Plan plan) {
        try (NodeProcess node = NodeProcess.bind(options(plan), new Quiet())) {
            node.start(new TreeMap<>(Map.of(ONE, "127.0.0.1:" + node.address().getPort())));
            boolean founded = false;
            while (!founded) {
                CompletableFuture<Boolean> asked = new CompletableFuture<>();
                node.withNode(n -> asked.complete(n.status().cluster().isPresent()));
                founded = asked.join();
            }
        }
    }

    private static void patch(Path file, int at, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] = (byte) value;
        Files.write(file, bytes);
    }

    @Test
    void whatIsWrongIsSaidInTheWordsOfTheCommandLine() {
        refusesFlag("--split-load", "-5", "\"-5\" is no whole number");
        refusesFlag("--fetches", "x", "\"x\" is no whole number");
        refusesFlag("--keep-lines", "0", "1 to 4194304 lines can be kept (--keep-lines 0)");
        refusesFlag("--split-at", "8", "\"8\" is no border of shards: ");
        refusesFlag("--split-at", "00".repeat(600), "at most 480 fit the store (--split-at)");
        refusesFlag("--join", "127.0.0.1:1", "either founds a cluster or joins one");
    }

    private void refusesFlag(String flag, String value, String why) {
        String said =
                run("--node", "1", "--peers", peers(), "--data", data.toString(), flag, value);
        assertSays(said, why, flag);
        assertFalse(Files.exists(data));
    }

    /// What a leader's clock may be wrong by and how long a lease is are told in two rooms: one
    /// that is changed alone would let no server start.
    @Test
    void whatNobodySetIsNoReasonToRefuse() {
        NodeSettings usual = NodeSettings.of(ONE, new Plan(List.of(ONE), 1, 1), "");

        assertEquals(
                Optional.empty(),
                ClockSettings.defaults().objectionToLease(usual.paxos().leaseNanos()));
    }

    /// The store of rows is a sparse file of gigabytes, with nothing behind its beginning.
    private static byte[] beginningOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(BEGINNING_BYTES);
        }
    }

    private static final int BEGINNING_BYTES = 4 << 20;

    private Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        if (!Files.isDirectory(data)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(data.relativize(file).toString(), beginningOf(file));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return files;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Quiet implements dev.isochron.node.port.Operator {
        @Override
        public void tell(String message) {}

        @Override
        public void stop(String message) {
            throw new AssertionError(message);
        }
    }
}
