package dev.isochron.node.service;

import com.google.protobuf.ByteString;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.session.CancelHeard;
import dev.isochron.protocol.session.CancelWish;
import dev.isochron.protocol.session.SessionServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Wishes to cancel what a session of SQL does, from the node where they came in to the session's.
///
/// Runs on the node's loop.
public final class SessionService extends SessionServiceGrpc.SessionServiceImplBase {

    /// As many bytes as the protocol of clients allows.
    private static final int MOST_SECRET_BYTES = 256;

    private static final int PATIENCE_SECONDS = 5;

    private final LogService.Surroundings around;
    private final Function<String, ManagedChannel> dial;
    private @Nullable Sessions sessions;

    /// The sessions of this node.
    @FunctionalInterface
    public interface Sessions {
        /// Cancels what a session does, if there is one and the secret is its own. Any thread.
        void cancel(int process, byte[] secret);
    }

    /// @param dial opens a way to a peer
    public SessionService(LogService.Surroundings around, Function<String, ManagedChannel> dial) {
        this.around = around;
        this.dial = dial;
    }

    /// From now on wishes are for these. Any thread.
    public void serve(Sessions own) {
        around.loop().execute(() -> sessions = own);
    }

    @Override
    public void cancel(CancelWish wish, StreamObserver<CancelHeard> response) {
        Sessions own = sessions;
        if (own != null && wish.getSecret().size() <= MOST_SECRET_BYTES) {
            own.cancel(wish.getProcess(), wish.getSecret().toByteArray());
        }
        response.onNext(CancelHeard.getDefaultInstance());
        response.onCompleted();
    }

    /// Hands a wish to the peers whose number has this remainder, mostly one. Nobody waits for it.
    ///
    /// @param remainder of the number of the session's node
    /// @param modulus by which numbers of sessions hold that of their node
    public void passOn(int remainder, int modulus, int process, byte[] secret) {
        CancelWish wish =
                CancelWish.newBuilder()
                        .setProcess(process)
                        .setSecret(ByteString.copyFrom(secret))
                        .build();
        around.loop()
                .execute(() -> {
                    for (String address : addresses(remainder, modulus)) {
                        tell(address, wish);
                    }
                });
    }

    private List<String> addresses(int remainder, int modulus) {
        return around.addresses().entrySet().stream()
                .filter(peer -> peer.getKey().value() % modulus == remainder)
                .map(Map.Entry<NodeId, String>::getValue)
                .toList();
    }

    private void tell(String address, CancelWish wish) {
        ManagedChannel channel = dial.apply(address);
        SessionServiceGrpc.newStub(channel)
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .cancel(wish, new Closing(channel));
    }

    /// A client's cancel has no answer, so neither success nor failure goes anywhere.
    private record Closing(ManagedChannel channel) implements StreamObserver<CancelHeard> {
        @Override
        public void onNext(CancelHeard heard) {}

        @Override
        public void onError(Throwable unreached) {
            channel.shutdownNow();
        }

        @Override
        public void onCompleted() {
            channel.shutdown();
        }
    }
}
