package dev.isochron.node.service;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.wire.FrameWriter;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.wire.MalformedMessage;
import dev.isochron.protocol.wire.ReplyCodec;
import dev.isochron.protocol.wire.RequestCodec;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/// One client's stream of requests to shards. Its own methods run on the node's loop, those of the
/// stream on gRPC's.
///
/// A client that is gone leaves its transactions behind; each shard ends them when they have been
/// silent for too long. What it asked is answered to nobody.
final class ShardConversation implements StreamObserver<Wire.ClientFrame> {
    private static final int PROTOCOL = 1;

    /// Requests of one client under way; beyond it the client's next frames are not read.
    private static final int MAX_UNDER_WAY = 16_384;

    /// Of those, the last few refuse new transactions, so that clients notice before they stall.
    private static final int BUSY_FROM = MAX_UNDER_WAY / 8 * 7;

    /// Frames on their way from gRPC's thread to the loop.
    private static final int FRAMES_AHEAD = 16;

    /// A frame is closed at about this size, so that it stays a modest message.
    private static final int FRAME_BYTES = 1 << 20;

    private final LogService.Surroundings around;
    private final ServerCallStreamObserver<Wire.ServerFrame> out;
    private Wire.ServerFrame.Builder answers = Wire.ServerFrame.newBuilder();
    private Runnable onEnd = () -> {};
    private int bytes;
    private int underWay;
    private int owedFrames;
    private boolean due;
    private boolean ended;

    ShardConversation(
            LogService.Surroundings around, ServerCallStreamObserver<Wire.ServerFrame> out) {
        this.around = around;
        this.out = out;
    }

    void whenEnded(Runnable action) {
        onEnd = action;
    }

    private Node node() {
        return around.node().get().orElseThrow();
    }

    void welcome() {
        Wire.Welcome.Builder welcome =
                Wire.Welcome.newBuilder()
                        .setProtocol(PROTOCOL)
                        .setNode(node().status().node().value());
        node().status().cluster().ifPresent(cluster -> welcome.setCluster(FrameWriter.of(cluster)));
        out.onNext(
                Wire.ServerFrame.newBuilder()
                        .setWelcome(welcome)
                        .setNow(ServerTime.of(around))
                        .build());
        out.request(FRAMES_AHEAD);
    }

    void refuse(Status why) {
        ended = true;
        out.onError(why.asRuntimeException());
    }

    void end() {
        if (!ended) {
            ended = true;
            onEnd.run();
        }
    }

    @Override
    public void onNext(Wire.ClientFrame frame) {
        around.loop().execute(() -> take(frame));
    }

    @Override
    public void onError(Throwable t) {
        around.loop().execute(this::end);
    }

    @Override
    public void onCompleted() {
        around.loop()
                .execute(() -> {
                    if (!ended) {
                        end();
                        out.onCompleted();
                    }
                });
    }

    private void take(Wire.ClientFrame frame) {
        if (ended) {
            return;
        }
        owedFrames++;
        for (Wire.Ask ask : frame.getAsksList()) {
            underWay++;
            serve(ask);
        }
        askForMore();
    }

    private void askForMore() {
        if (underWay < MAX_UNDER_WAY && owedFrames > 0) {
            out.request(owedFrames);
            owedFrames = 0;
        }
    }

    private void serve(Wire.Ask ask) {
        try {
            Request request = RequestCodec.read(ask.getRequest());
            if (underWay > BUSY_FROM
                    && request instanceof Request.LockingRead read
                    && read.tenure().isEmpty()) {
                answered(
                        ask.getId(),
                        new Reply.Failed(new Unavailable.Overloaded("requests of one client")));
                return;
            }
            node().ask(request, reply -> answered(ask.getId(), reply));
        } catch (MalformedMessage malformed) {
            String why = String.valueOf(malformed.getMessage());
            answered(ask.getId(), new Reply.Failed(new BadInput.MalformedRequest(why)));
        }
    }

    private void answered(long id, Reply reply) {
        underWay--;
        if (ended) {
            return;
        }
        Wire.Answer answer =
                Wire.Answer.newBuilder().setId(id).setReply(ReplyCodec.write(reply)).build();
        bytes += answer.getSerializedSize();
        answers.addAnswers(answer);
        if (!due) {
            due = true;
            around.loop().atTurnEnd(this::turnEnded);
        }
    }

    private void turnEnded() {
        due = false;
        tell();
        askForMore();
    }

    /// Tells what waits, as far as the stream takes it.
    void tell() {
        if (ended || answers.getAnswersCount() == 0 || !out.isReady()) {
            return;
        }
        long now = ServerTime.of(around);
        if (bytes <= FRAME_BYTES) {
            out.onNext(answers.setNow(now).build());
        } else {
            tellInParts(now);
        }
        answers = Wire.ServerFrame.newBuilder();
        bytes = 0;
    }

    private void tellInParts(long now) {
        Wire.ServerFrame.Builder part = Wire.ServerFrame.newBuilder().setNow(now);
        int size = 0;
        for (Wire.Answer answer : answers.getAnswersList()) {
            if (size > 0 && size + answer.getSerializedSize() > FRAME_BYTES) {
                out.onNext(part.build());
                part = Wire.ServerFrame.newBuilder().setNow(now);
                size = 0;
            }
            part.addAnswers(answer);
            size += answer.getSerializedSize();
        }
        out.onNext(part.build());
    }
}
