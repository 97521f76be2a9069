package dev.isochron.node.service;

import dev.isochron.controller.wire.PleaCodec;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.node.assembly.Node;
import dev.isochron.protocol.cluster.ClusterServiceGrpc;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.wire.MalformedMessage;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/// What operators ask of the cluster, at any node.
public final class ClusterService extends ClusterServiceGrpc.ClusterServiceImplBase {

    private final LogService.Surroundings around;

    public ClusterService(LogService.Surroundings around) {
        this.around = around;
    }

    @Override
    public void ask(Control.Plea request, StreamObserver<Control.Ruling> response) {
        Plea plea;
        try {
            plea = PleaCodec.read(request);
        } catch (MalformedMessage e) {
            response.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
            return;
        }
        around.loop().execute(() -> ask(plea, response));
    }

    private void ask(Plea plea, StreamObserver<Control.Ruling> response) {
        Optional<Node> node = around.node().get();
        if (node.isEmpty()) {
            answer(new Ruling.Nobody("the node is starting; try again in a moment"), response);
        } else {
            node.get().plead(plea, ruling -> answer(ruling, response));
        }
    }

    private static void answer(Ruling ruling, StreamObserver<Control.Ruling> response) {
        response.onNext(PleaCodec.write(ruling));
        response.onCompleted();
    }
}
