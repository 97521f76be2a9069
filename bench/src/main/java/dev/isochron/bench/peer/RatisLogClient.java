package dev.isochron.bench.peer;

import dev.isochron.bench.harness.Child;
import dev.isochron.bench.harness.Operation;
import dev.isochron.bench.log.LoadService;
import dev.isochron.bench.log.LogClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/// Ratis's own client, asynchronous, one for each group.
final class RatisLogClient implements LogClient {
    private final List<RaftClient> clients = new ArrayList<>();

    private RatisLogClient(RatisGroups groups) throws IOException {
        for (int group = 0; group < groups.groups(); group++) {
            RaftClient client =
                    RaftClient.newBuilder()
                            .setProperties(RatisTuning.properties(groups.groups()))
                            .setParameters(new Parameters())
                            .setRaftGroup(groups.group(group))
                            .setLeaderId(groups.server(group % groups.ports().size()))
                            .build();
            clients.add(client);
        }
        for (RaftClient client : clients) {
            awaitLeader(client);
        }
    }

    /// The child process; its arguments are the ports of all servers and the number of groups.
    public static void main(String[] args) {
        Child.run(() -> {
            RatisGroups groups = RatisGroups.parse(args[0], args[1]);
            return new LoadService(new RatisLogClient(groups), groups.groups());
        });
    }

    private static void awaitLeader(RaftClient client) throws IOException {
        RaftClientReply reply = client.io().send(Message.valueOf("hello"));
        if (!reply.isSuccess()) {
            throw new IOException("the group takes no entries", reply.getException());
        }
    }

    @Override
    public void append(int group, byte[] payload, Operation.Completion end) {
        CompletableFuture<RaftClientReply> answer =
                clients.get(group)
                        .async()
                        .send(Message.valueOf(UnsafeByteOperations.unsafeWrap(payload)));
        var _ = answer.whenComplete((reply, failed) -> pass(reply, failed, end));
    }

    private static void pass(
            @Nullable RaftClientReply reply, @Nullable Throwable failed, Operation.Completion end) {
        if (reply != null && reply.isSuccess()) {
            end.succeeded();
        } else if (failed != null) {
            end.failed(failed);
        } else {
            end.failed(new IOException("refused: " + reply));
        }
    }

    @Override
    public void close() {
        try {
            for (RaftClient client : clients) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
