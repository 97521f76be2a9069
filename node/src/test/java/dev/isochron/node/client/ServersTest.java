package dev.isochron.node.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three server processes under load, killed and paused: no acknowledged line is lost, none is
/// given twice, and timestamps rise across leaders.
final class ServersTest {

    @TempDir Path directory;

    private final List<ServerProcess> servers = new ArrayList<>();
    private LogClient client;

    @BeforeEach
    void startThreeServers() throws IOException {
        List<HostPort> addresses = new ArrayList<>();
        StringBuilder peers = new StringBuilder();
        for (int node = 1; node <= 3; node++) {
            HostPort at = new HostPort("127.0.0.1", freePort());
            addresses.add(at);
            peers.append(node == 1 ? "" : ",").append(node).append('=').append(at);
        }
        for (int node = 1; node <= 3; node++) {
            servers.add(ServerProcess.start(node, peers.toString(), directory));
        }
        servers.forEach(ServerProcess::awaitReady);
        client = LogClient.connect(addresses, ClientSettings.DEFAULT);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stopAll() {
        if (client != null) {
            client.close();
        }
        servers.forEach(ServerProcess::kill);
    }

    @Test
    void nothingAcknowledgedIsLostWhenServersAreKilledAndPaused() throws Exception {
        Ledgerkeeper keeper = new Ledgerkeeper(client);
        keeper.awaitMore(50);
        int killed = keeper.leader();
        server(killed).kill();
        keeper.awaitOtherLeaderThan(killed);
        keeper.awaitMore(20);
        report("leader killed", keeper);
        server(killed).restart();

        int paused = keeper.leader();
        server(paused).pause();
        keeper.awaitOtherLeaderThan(paused);
        keeper.awaitMore(20);
        server(paused).resume();
        report("leader paused", keeper);

        servers.forEach(ServerProcess::kill);
        servers.forEach(ServerProcess::restart);
        keeper.awaitMore(20);
        report("all killed at once", keeper);
        keeper.stop();

        assertEquals("", keeper.fault());
        requireAllThere(keeper.acknowledged());
    }

    private ServerProcess server(int node) {
        return servers.get(node - 1);
    }

    private static void report(String what, Ledgerkeeper keeper) {
        System.out.println(what + ": " + keeper.widestGapMillis() + " ms without a line");
    }

    private void requireAllThere(NavigableMap<Long, Ledgerkeeper.Acknowledged> acknowledged)
            throws Exception {
        long from = Math.max(1, acknowledged.lastKey() - 500);
        Reply reply = client.read(1, from, 1000).get(60, TimeUnit.SECONDS);
        assertTrue(reply instanceof Reply.Page, () -> "read: " + reply);
        Reply.Page page = (Reply.Page) reply;
        assertTrue(page.total() >= acknowledged.lastKey(), "the ledger is shorter than was told");
        TreeMap<Long, String> there = new TreeMap<>();
        page.lines()
                .forEach(l -> there.put(l.line(), new String(l.payload(), StandardCharsets.UTF_8)));
        acknowledged
                .tailMap(from)
                .forEach((line, known) -> assertEquals(known.text(), there.get(line)));
    }
}
