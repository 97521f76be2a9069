package dev.isochron.node.service;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.desk.Answer;
import dev.isochron.node.ledger.ClientId;
import dev.isochron.node.ledger.Command;
import dev.isochron.node.wire.FrameWriter;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.protocol.log.Append;
import dev.isochron.protocol.log.ClientFrame;
import dev.isochron.protocol.log.Request;
import dev.isochron.protocol.log.ServerFrame;
import dev.isochron.protocol.log.Welcome;
import dev.isochron.protocol.wire.SharedBytes;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/// One client's stream. Its own methods run on the node's loop, those of the stream on gRPC's.
final class Conversation implements StreamObserver<ClientFrame> {
    /// Requests of one client under way; beyond it the client's next frames are not read.
    private static final int MAX_UNDER_WAY = 16_384;

    /// Frames on their way from gRPC's thread to the loop.
    private static final int FRAMES_AHEAD = 16;

    /// Answers in one message; the longest, lines, are bounded by the ledger.
    private static final int MAX_ANSWERS = 1024;

    private final LogService.Surroundings around;
    private final ServerCallStreamObserver<ServerFrame> out;
    private ServerFrame.Builder answers = ServerFrame.newBuilder();
    private Runnable onEnd = () -> {};
    private int underWay;
    private int owedFrames;
    private boolean due;
    private boolean ended;

    Conversation(LogService.Surroundings around, ServerCallStreamObserver<ServerFrame> out) {
        this.around = around;
        this.out = out;
    }

    /// It is there: without it there would be no conversation.
    private Node node() {
        return around.node().get().orElseThrow();
    }

    void whenEnded(Runnable action) {
        onEnd = action;
    }

    void welcome() {
        long now =
                around.clock().now() instanceof Reading.Usable(Interval interval)
                        ? interval.earliest().nanos()
                        : 0;
        Welcome.Builder welcome =
                Welcome.newBuilder().setNode(node().status().node().value()).setNow(now);
        node().status().cluster().ifPresent(c -> welcome.setCluster(FrameWriter.of(c)));
        out.onNext(ServerFrame.newBuilder().setWelcome(welcome).build());
        out.request(FRAMES_AHEAD);
    }

    void refuse(Status why) {
        ended = true;
        out.onError(why.asRuntimeException());
    }

    /// The client is gone; what it has under way goes on, and nobody is told.
    void end() {
        if (!ended) {
            ended = true;
            onEnd.run();
        }
    }

    @Override
    public void onNext(ClientFrame frame) {
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

    private void take(ClientFrame frame) {
        if (ended) {
            return;
        }
        owedFrames++;
        for (Request request : frame.getRequestsList()) {
            underWay++;
            serve(request);
        }
        askForMore();
    }

    private void askForMore() {
        if (underWay < MAX_UNDER_WAY && owedFrames > 0) {
            out.request(owedFrames);
            owedFrames = 0;
        }
    }

    private void serve(Request request) {
        if (request.getGroup() < 1) {
            rejected(request, "groups are numbered from 1");
            return;
        }
        GroupId group = new GroupId(request.getGroup());
        switch (request.getAskCase()) {
            case APPEND -> append(request, group, request.getAppend());
            case READ ->
                    node().read(
                                    group,
                                    Math.max(1, request.getRead().getFromLine()),
                                    Math.clamp(request.getRead().getAtMost(), 0, MAX_LINES),
                                    answer -> answered(request, answer));
            case ASK_NOT_SET -> rejected(request, "a request that asks for nothing");
        }
    }

    /// Lines in one answer, so that it stays a message of modest size.
    private static final int MAX_LINES = 1000;

    private void append(Request request, GroupId group, Append append) {
        boolean sane =
                append.getClientBorn() >= 0
                        && append.getSequence() >= 1
                        && append.getPayload().size() <= Command.MAX_PAYLOAD;
        if (!sane) {
            rejected(
                    request,
                    "a line has at most "
                            + Command.MAX_PAYLOAD
                            + " bytes and a sequence number from 1 on");
            return;
        }
        ClientId client =
                new ClientId(new Timestamp(append.getClientBorn()), append.getClientNumber());
        Command command =
                new Command(client, append.getSequence(), SharedBytes.unwrap(append.getPayload()));
        node().append(group, command, answer -> answered(request, answer));
    }

    private void rejected(Request request, String reason) {
        answered(request, new Answer.Rejected(reason));
    }

    private void answered(Request request, Answer answer) {
        underWay--;
        if (ended) {
            return;
        }
        answers.addAnswers(AnswerWriter.of(request.getId(), answer, around));
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
        ServerFrame all = answers.build();
        answers = ServerFrame.newBuilder();
        if (all.getAnswersCount() <= MAX_ANSWERS) {
            out.onNext(all);
            return;
        }
        for (int at = 0; at < all.getAnswersCount(); at += MAX_ANSWERS) {
            int end = Math.min(all.getAnswersCount(), at + MAX_ANSWERS);
            out.onNext(
                    ServerFrame.newBuilder()
                            .addAllAnswers(all.getAnswersList().subList(at, end))
                            .build());
        }
    }
}
