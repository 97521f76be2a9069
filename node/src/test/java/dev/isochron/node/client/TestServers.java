package dev.isochron.node.client;

import dev.isochron.protocol.log.GroupStatus;
import dev.isochron.protocol.log.LogServiceGrpc;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.protocol.log.StatusRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Three server processes on this machine, with a cable between each two.
///
/// Of two nodes the one with the higher number dials, so its list of peers names the near end of
/// the cable where the other's address would stand.
final class TestServers implements AutoCloseable {
    static final int SIZE = 3;

    private final List<HostPort> addresses = new ArrayList<>();
    private final List<ServerProcess> processes = new ArrayList<>();

    /// By the lower number and the higher one, as `12`, `13` and `23`.
    private final Map<Integer, Cable> cables = new TreeMap<>();

    private TestServers() {}

    static TestServers start(Path directory) throws IOException {
        TestServers servers = new TestServers();
        for (int node = 1; node <= SIZE; node++) {
            servers.addresses.add(new HostPort("127.0.0.1", freePort()));
        }
        for (int low = 1; low <= SIZE; low++) {
            for (int high = low + 1; high <= SIZE; high++) {
                servers.cables.put(10 * low + high, new Cable(servers.addresses.get(low - 1)));
            }
        }
        for (int node = 1; node <= SIZE; node++) {
            servers.processes.add(ServerProcess.start(node, servers.peersOf(node), directory));
        }
        servers.processes.forEach(ServerProcess::awaitReady);
        return servers;
    }

    private String peersOf(int self) {
        List<String> peers = new ArrayList<>();
        for (int node = 1; node <= SIZE; node++) {
            Cable cable = node < self ? cables.get(10 * node + self) : null;
            HostPort at = cable == null ? addresses.get(node - 1) : cable.entrance();
            peers.add(node + "=" + at);
        }
        return String.join(",", peers);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    List<HostPort> addresses() {
        return addresses;
    }

    ServerProcess node(int node) {
        return processes.get(node - 1);
    }

    /// Cuts a node off from the others; clients still reach it.
    void isolate(int node) {
        cablesOf(node).forEach(Cable::cut);
    }

    void reconnect(int node) {
        cablesOf(node).forEach(Cable::heal);
    }

    private List<Cable> cablesOf(int node) {
        return cables.entrySet().stream()
                .filter(e -> e.getKey() / 10 == node || e.getKey() % 10 == node)
                .map(Map.Entry::getValue)
                .toList();
    }

    void killAllAtOnce() {
        processes.forEach(ServerProcess::beginToKill);
        processes.forEach(ServerProcess::kill);
    }

    void restartAll() {
        processes.forEach(ServerProcess::restart);
    }

    /// How the group is on a node, if the node answers.
    Optional<GroupStatus> group(int node) {
        HostPort at = addresses.get(node - 1);
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(at.host(), at.port()).usePlaintext().build();
        try {
            StatusReply status =
                    LogServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(5, TimeUnit.SECONDS)
                            .status(StatusRequest.getDefaultInstance());
            return status.getGroupsList().stream().findFirst();
        } catch (StatusRuntimeException notThere) {
            return Optional.empty();
        } finally {
            channel.shutdownNow();
        }
    }

    @Override
    public void close() throws IOException {
        killAllAtOnce();
        for (Cable cable : cables.values()) {
            cable.close();
        }
    }
}
