package dev.isochron.node.service;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.roster.Application;
import dev.isochron.node.roster.JoinCodec;
import dev.isochron.protocol.join.JoinReply;
import dev.isochron.protocol.join.JoinRequest;
import dev.isochron.protocol.join.JoinServiceGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/// Lets servers into the cluster, or says who does.
public final class JoinService extends JoinServiceGrpc.JoinServiceImplBase {

    private final LogService.Surroundings around;

    public JoinService(LogService.Surroundings around) {
        this.around = around;
    }

    @Override
    public void join(JoinRequest request, StreamObserver<JoinReply> response) {
        Application asked;
        try {
            asked = JoinCodec.read(request);
        } catch (IllegalArgumentException e) {
            response.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
            return;
        }
        around.loop().execute(() -> answer(asked, response));
    }

    private void answer(Application asked, StreamObserver<JoinReply> response) {
        Optional<Node> node = around.node().get();
        if (node.isEmpty()) {
            response.onError(LogService.STARTING.asRuntimeException());
            return;
        }
        node.get()
                .apply(
                        asked,
                        verdict -> {
                            response.onNext(JoinCodec.write(verdict));
                            response.onCompleted();
                        });
    }
}
