package dev.isochron.node.operate;

import dev.isochron.controller.wire.PleaCodec;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.View;
import dev.isochron.node.cli.Complaint;
import dev.isochron.node.process.Endpoints;
import dev.isochron.protocol.cluster.ClusterServiceGrpc;
import dev.isochron.protocol.wire.MalformedMessage;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/// Where questions to the cluster go: any node.
final class ClusterPort {

    /// A node itself waits for the controller for ten seconds.
    private static final int TIMEOUT_SECONDS = 15;

    /// Views of large clusters; a hundred bytes for each shard.
    private static final int MAX_ANSWER_BYTES = 256 << 20;

    @Option(
            names = "--connect",
            defaultValue = "127.0.0.1:7001",
            paramLabel = "HOST:PORT",
            description = "Any node of the cluster; default ${DEFAULT-VALUE}.")
    private String connect = "";

    /// The answer.
    ///
    /// @throws Complaint if there is none, or a refusal
    Ruling ask(Plea plea) {
        Endpoints.parse(connect, "--connect");
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(connect)
                        .usePlaintext()
                        .maxInboundMessageSize(MAX_ANSWER_BYTES)
                        .disableRetry()
                        .build();
        try {
            return accepted(
                    PleaCodec.read(
                            ClusterServiceGrpc.newBlockingStub(channel)
                                    .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                                    .ask(PleaCodec.write(plea))));
        } catch (StatusRuntimeException e) {
            throw new Complaint(
                    "no node answers: " + e.getStatus().getCode(),
                    connect,
                    "Check that the node runs, and the address.",
                    e);
        } catch (MalformedMessage e) {
            throw new Complaint(
                    "the answer is not understood: " + e.getMessage(),
                    connect,
                    "Use the program of the same version as the node.",
                    e);
        } finally {
            channel.shutdownNow();
        }
    }

    private Ruling accepted(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Refused(String why, String remedy) ->
                    throw new Complaint(why, "refused", remedy);
            case Ruling.Nobody(String why) ->
                    throw new Complaint(
                            why, connect, "Ask again; `isochron status` shows how the node is.");
            case Ruling.Done _, Ruling.Seen _, Ruling.Planned _ -> ruling;
        };
    }

    /// The cluster as its controller sees it.
    View view() {
        return ask(new Plea.Show()) instanceof Ruling.Seen(View view) ? view : View.NOTHING;
    }
}
