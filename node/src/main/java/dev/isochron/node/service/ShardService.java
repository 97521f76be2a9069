package dev.isochron.node.service;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.node.wire.FrameWriter;
import dev.isochron.protocol.store.ShardServiceGrpc;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.wire.EntryCodec;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/// The shards of a node, for clients.
public final class ShardService extends ShardServiceGrpc.ShardServiceImplBase {
    /// Streams that a node serves at a time; each has bounded work under way.
    private static final int MAX_CONVERSATIONS = 4096;

    private static final Status STARTING =
            Status.UNAVAILABLE.withDescription(
                    "this node is starting, or its cluster is not founded yet");

    private final LogService.Surroundings around;
    private int conversations;

    public ShardService(LogService.Surroundings around) {
        this.around = around;
    }

    @Override
    public StreamObserver<Wire.ClientFrame> converse(StreamObserver<Wire.ServerFrame> response) {
        ServerCallStreamObserver<Wire.ServerFrame> out =
                (ServerCallStreamObserver<Wire.ServerFrame>) response;
        ShardConversation conversation = new ShardConversation(around, out);
        out.disableAutoRequest();
        out.setOnReadyHandler(() -> around.loop().execute(conversation::tell));
        out.setOnCancelHandler(() -> around.loop().execute(conversation::end));
        around.loop().execute(() -> begin(conversation));
        return conversation;
    }

    private void begin(ShardConversation conversation) {
        if (member().isEmpty()) {
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

    /// The node once it belongs to a cluster.
    private Optional<Node> member() {
        return around.node().get().filter(node -> node.status().cluster().isPresent());
    }

    @Override
    public void shardMap(
            Wire.ShardMapRequest request, StreamObserver<Wire.ShardMapReply> response) {
        around.loop()
                .execute(() -> {
                    Optional<Node> node = member();
                    if (node.isEmpty()) {
                        response.onError(STARTING.asRuntimeException());
                        return;
                    }
                    response.onNext(map(node.get()));
                    response.onCompleted();
                });
    }

    private Wire.ShardMapReply map(Node node) {
        Wire.ShardMapReply.Builder reply = Wire.ShardMapReply.newBuilder();
        node.shardMap().forEach(entry -> reply.addEntries(EntryCodec.write(entry)));
        NodeStatus status = node.status();
        status.cluster().ifPresent(cluster -> reply.setCluster(FrameWriter.of(cluster)));
        return reply.setNode(status.node().value()).setNow(ServerTime.of(around)).build();
    }
}
