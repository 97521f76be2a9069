package dev.isochron.node.service;

import dev.isochron.client.compare.ShardReport;
import dev.isochron.node.assembly.Node;
import dev.isochron.node.port.Loop;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.log.ClientFrame;
import dev.isochron.protocol.log.LogServiceGrpc;
import dev.isochron.protocol.log.ServerFrame;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.protocol.log.StatusRequest;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.TrueTime;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/// The ledgers of a node, for clients.
public final class LogService extends LogServiceGrpc.LogServiceImplBase {
    /// Streams that a node serves at a time; each has bounded work under way.
    private static final int MAX_CONVERSATIONS = 1024;

    /// The port is open before the log is read: whoever is early tries again.
    static final Status STARTING =
            Status.UNAVAILABLE.withDescription("the node is starting; try again in a moment");

    private final Surroundings around;
    private int conversations;

    /// What the service needs of its node.
    ///
    /// @param node asked for on the loop only; nothing until it is assembled
    /// @param addresses where clients find the other nodes
    /// @param inspections the last comparison of replicas of each shard that is led here
    public record Surroundings(
            Loop loop,
            Supplier<Optional<Node>> node,
            TrueTime clock,
            Supplier<ClockStatus> clockStatus,
            Map<NodeId, String> addresses,
            SortedMap<ShardId, ShardReport> inspections) {
        String addressOf(NodeId node) {
            return addresses.getOrDefault(node, "");
        }
    }

    public LogService(Surroundings around) {
        this.around = around;
    }

    @Override
    public StreamObserver<ClientFrame> converse(StreamObserver<ServerFrame> response) {
        ServerCallStreamObserver<ServerFrame> out =
                (ServerCallStreamObserver<ServerFrame>) response;
        Conversation conversation = new Conversation(around, out);
        out.disableAutoRequest();
        out.setOnReadyHandler(() -> around.loop().execute(conversation::tell));
        out.setOnCancelHandler(() -> around.loop().execute(() -> end(conversation)));
        around.loop().execute(() -> begin(conversation));
        return conversation;
    }

    /// Streams that are open; on the loop.
    public int conversations() {
        return conversations;
    }

    private void begin(Conversation conversation) {
        if (around.node().get().isEmpty()) {
            conversation.refuse(STARTING);
            return;
        }
        if (conversations >= MAX_CONVERSATIONS) {
            conversation.refuse(
                    Status.RESOURCE_EXHAUSTED.withDescription(
                            "this node serves "
                                    + MAX_CONVERSATIONS
                                    + " clients already; close some, or ask another node"));
            return;
        }
        conversations++;
        conversation.whenEnded(() -> conversations--);
        conversation.welcome();
    }

    private static void end(Conversation conversation) {
        conversation.end();
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusReply> response) {
        around.loop()
                .execute(() -> {
                    Optional<Node> node = around.node().get();
                    if (node.isEmpty()) {
                        response.onError(STARTING.asRuntimeException());
                        return;
                    }
                    response.onNext(StatusReport.of(node.get().status(), around));
                    response.onCompleted();
                });
    }
}
