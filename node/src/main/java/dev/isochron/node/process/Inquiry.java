package dev.isochron.node.process;

import dev.isochron.node.cli.Complaint;
import dev.isochron.protocol.log.LogServiceGrpc;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.protocol.log.StatusRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks a node how it is; and says, when none answers, what is there instead.
final class Inquiry {
    private static final int TIMEOUT_SECONDS = 5;

    /// Of what strangers say, no more than a line.
    private static final int MAX_CHARACTERS = 160;

    private Inquiry() {}

    /// @throws Complaint if no node answers
    static StatusReply status(String at) {
        try {
            return ask(at);
        } catch (StatusRuntimeException e) {
            throw nobody(why(at, e.getStatus()), at, e);
        }
    }

    /// Returns once one of them answers as a node does, be it that it is starting.
    ///
    /// @throws Complaint if none does, in some seconds for each
    static void requireAny(List<String> servers) {
        List<String> reasons = new ArrayList<>();
        @Nullable StatusRuntimeException last = null;
        for (String at : servers) {
            try {
                ask(at);
                return;
            } catch (StatusRuntimeException e) {
                if (isOfANode(e.getStatus())) {
                    return;
                }
                reasons.add(why(at, e.getStatus()));
                last = e;
            }
        }
        throw nobody(
                String.join("; ", reasons),
                String.join(",", servers),
                Objects.requireNonNull(last, "some server is asked"));
    }

    private static StatusReply ask(String at) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(at).usePlaintext().disableRetry().build();
        try {
            return LogServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .status(StatusRequest.getDefaultInstance());
        } finally {
            channel.shutdownNow();
        }
    }

    private static Complaint nobody(String why, String where, StatusRuntimeException cause) {
        return new Complaint(
                "no node answers: " + why,
                where,
                "Check that the node runs, and the address.",
                cause);
    }

    private static boolean isOfANode(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE
                && String.valueOf(status.getDescription()).startsWith("the node is ");
    }

    private static String why(String at, Status status) {
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED ->
                    "nothing was heard of " + at + " for " + TIMEOUT_SECONDS + " s";
            case UNAVAILABLE ->
                    isRefused(status.getCause())
                            ? "nobody listens at " + at
                            : isOfANode(status) ? described(status) : stranger(at, status);
            default -> stranger(at, status);
        };
    }

    private static String stranger(String at, Status status) {
        return "what listens at " + at + " does not speak as a node does: " + described(status);
    }

    /// What is told of it, as one short line.
    private static String described(Status status) {
        String told = String.valueOf(status.getDescription());
        String line = told.lines().findFirst().orElse("").strip();
        return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + "…";
    }

    private static boolean isRefused(@Nullable Throwable thrown) {
        return thrown != null
                && (thrown instanceof ConnectException || isRefused(thrown.getCause()));
    }
}
