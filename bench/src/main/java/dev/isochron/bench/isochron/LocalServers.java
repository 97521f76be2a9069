package dev.isochron.bench.isochron;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.ChildProcess;
import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.harness.LoopbackPorts;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.protocol.log.GroupStatus;
import dev.isochron.protocol.log.LogServiceGrpc;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.protocol.log.StatusRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A cluster of server processes that can be killed, stopped, and started again.
public final class LocalServers implements AutoCloseable {

    private static final int STATUS_SECONDS = 2;

    /// How long a server may take to hear an order.
    private static final Duration ORDER = Duration.ofSeconds(20);

    private final IsochronShape shape;
    private final List<ChildCommand> commands;
    private final Path directory;
    private final List<ChildProcess> servers = new ArrayList<>();

    private final List<Integer> sqlPorts;

    private LocalServers(
            IsochronShape shape,
            List<ChildCommand> commands,
            List<Integer> sqlPorts,
            Path directory) {
        this.shape = shape;
        this.sqlPorts = List.copyOf(sqlPorts);
        this.commands = List.copyOf(commands);
        this.directory = directory;
    }

    /// Starts all servers and waits until each says that it was started.
    ///
    /// @param size how many
    /// @param more words for the command line of each
    /// @param lifetime of the processes
    public static LocalServers start(Path directory, int size, List<String> more, Lifetime lifetime)
            throws IOException, InterruptedException {
        return start(directory, size, more, lifetime, false);
    }

    /// The same, and each serves SQL to anybody at the loopback interface.
    public static LocalServers startWithSql(
            Path directory, int size, List<String> more, Lifetime lifetime)
            throws IOException, InterruptedException {
        return start(directory, size, more, lifetime, true);
    }

    private static LocalServers start(
            Path directory, int size, List<String> more, Lifetime lifetime, boolean servesSql)
            throws IOException, InterruptedException {
        List<Integer> ports = LoopbackPorts.free(2 * size);
        IsochronShape shape = new IsochronShape(ports.subList(0, size), 1);
        List<Integer> sqlPorts = servesSql ? ports.subList(size, 2 * size) : List.of();
        List<ChildCommand> commands =
                shape.servers(directory, false, node -> words(more, sqlPorts, node)).stream()
                        .map(command -> command.living(lifetime))
                        .toList();
        LocalServers cluster = new LocalServers(shape, commands, sqlPorts, directory);
        try {
            for (ChildCommand command : cluster.commands) {
                cluster.servers.add(ChildProcess.begin(command, directory));
            }
            for (ChildProcess server : cluster.servers) {
                server.awaitReady();
            }
            return cluster;
        } catch (IOException | InterruptedException failed) {
            cluster.close();
            throw failed;
        }
    }

    private static List<String> words(List<String> more, List<Integer> sqlPorts, int node) {
        List<String> words = new ArrayList<>(more);
        if (!sqlPorts.isEmpty()) {
            words.addAll(List.of("--sql-port=" + sqlPorts.get(node - 1), "--insecure"));
        }
        return words;
    }

    /// Where JDBC finds the cluster; connections are spread over all servers.
    public String sqlUrl() {
        String hosts =
                String.join(",", sqlPorts.stream().map(port -> "127.0.0.1:" + port).toList());
        return "jdbc:postgresql://"
                + hosts
                + "/isochron?user=isochron&loadBalanceHosts=true"
                + "&hostRecheckSeconds=0";
    }

    /// The same for each server alone.
    public List<String> sqlUrls() {
        return sqlPorts.stream()
                .map(port -> "jdbc:postgresql://127.0.0.1:" + port + "/isochron?user=isochron")
                .toList();
    }

    /// Where each server serves SQL.
    public List<Integer> sqlPorts() {
        return sqlPorts;
    }

    /// As the Java client takes them.
    public String addresses() {
        return shape.addressWords();
    }

    public int size() {
        return servers.size();
    }

    /// The process of a server.
    ///
    /// @param node from 1
    public ChildProcess server(int node) {
        return servers.get(node - 1);
    }

    /// Starts a server again that was killed.
    public void restart(int node) throws IOException, InterruptedException {
        ChildProcess again = ChildProcess.begin(commands.get(node - 1), directory);
        servers.set(node - 1, again);
        again.awaitReady();
    }

    /// Keeps a server and its peers from hearing each other, or no longer; clients reach it still.
    public void setApart(int node, boolean lost) throws IOException, InterruptedException {
        String order = lost ? IsochronServer.APART : IsochronServer.TOGETHER;
        server(node).ask(order, ORDER);
    }

    /// Lets a server hand the leadership of a group over, if it has it.
    public void handOver(int from, GroupId group, int to) throws IOException, InterruptedException {
        server(from).ask(IsochronServer.MOVE + " " + group.value() + " " + to, ORDER);
    }

    /// The node that leads a group by its own word; 0 if none does.
    public int leaderOf(GroupId group) {
        for (int node = 1; node <= size(); node++) {
            for (GroupStatus status : groups(node)) {
                boolean leads = status.getLeaderNode() == node;
                if (status.getGroup() == group.value() && leads) {
                    return node;
                }
            }
        }
        return 0;
    }

    /// Process numbers of the servers.
    public List<Long> processes() {
        return servers.stream().map(ChildProcess::pid).toList();
    }

    /// Bytes that each server has said to its peers since it was started.
    public List<Long> sentBytes() throws IOException, InterruptedException {
        List<Long> sent = new ArrayList<>();
        for (ChildProcess server : servers) {
            sent.add(Long.parseLong(server.ask(IsochronServer.SENT, ORDER)));
        }
        return sent;
    }

    /// The node that leads the groups which chose most entries, so that its loss is felt.
    public Optional<Integer> busiestLeader() {
        Map<Integer, Long> chosen = new HashMap<>();
        for (int node = 1; node <= size(); node++) {
            for (GroupStatus group : groups(node)) {
                int leader = (int) group.getLeaderNode();
                if (leader >= 1 && leader <= size()) {
                    chosen.merge(leader, group.getChosen(), Long::sum);
                }
            }
        }
        return chosen.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /// Requests that clients have asked of each shard at a node since it was started; nothing while
    /// it is down.
    public SortedMap<Long, Long> requests(int node) {
        SortedMap<Long, Long> requests = new TreeMap<>();
        for (GroupStatus group : groups(node)) {
            if (group.hasShard()) {
                requests.merge(
                        group.getShard().getShard(), group.getShard().getRequests(), Long::sum);
            }
        }
        return requests;
    }

    private List<GroupStatus> groups(int node) {
        String address = shape.addresses().get(node - 1).toString();
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(address).usePlaintext().disableRetry().build();
        try {
            StatusReply status =
                    LogServiceGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(STATUS_SECONDS, TimeUnit.SECONDS)
                            .status(StatusRequest.getDefaultInstance());
            return status.getGroupsList();
        } catch (StatusRuntimeException down) {
            return List.of();
        } finally {
            channel.shutdownNow();
        }
    }

    @Override
    public void close() {
        ChildProcess.closeAll(servers);
    }
}
