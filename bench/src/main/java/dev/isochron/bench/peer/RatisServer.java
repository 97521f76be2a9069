package dev.isochron.bench.peer;

import dev.isochron.bench.harness.Child;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;

/// One Ratis server process.
final class RatisServer implements Child.Service {
    private final RaftServer server;

    private RatisServer(RaftServer server) {
        this.server = server;
    }

    /// The child process; its arguments are the ports of all servers, the number of groups, which
    /// server this is, and its directory.
    public static void main(String[] args) {
        Child.run(() ->
                start(
                        RatisGroups.parse(args[0], args[1]),
                        Integer.parseInt(args[2]),
                        new File(args[3])));
    }

    private static RatisServer start(RatisGroups groups, int number, File directory)
            throws IOException {
        RaftProperties properties = RatisTuning.properties(groups.groups());
        RaftServerConfigKeys.setStorageDir(properties, List.of(directory));
        GrpcConfigKeys.Server.setHost(properties, "127.0.0.1");
        GrpcConfigKeys.Server.setPort(properties, groups.ports().get(number));
        RaftServer server =
                RaftServer.newBuilder()
                        .setServerId(groups.server(number))
                        .setStateMachineRegistry(_ -> new CountingStateMachine())
                        .setProperties(properties)
                        .setGroup(groups.group(0))
                        .build();
        server.start();
        for (int group = 1; group < groups.groups(); group++) {
            join(server, groups, group);
        }
        return new RatisServer(server);
    }

    private static void join(RaftServer server, RatisGroups groups, int group) throws IOException {
        RaftClientReply reply =
                server.groupManagement(
                        GroupManagementRequest.newAdd(
                                ClientId.randomId(), server.getId(), group, groups.group(group)));
        if (!reply.isSuccess()) {
            throw new IOException("cannot join group " + group, reply.getException());
        }
    }

    @Override
    public String greeting() {
        return "";
    }

    @Override
    public String answer(List<String> order) {
        throw new IllegalArgumentException("a server takes no orders");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
