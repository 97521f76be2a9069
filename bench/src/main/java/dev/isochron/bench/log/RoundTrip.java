package dev.isochron.bench.log;

import dev.isochron.bench.harness.Child;
import dev.isochron.bench.harness.Operation;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The floor of the network: an entry's bytes to another process over one long-lived gRPC stream,
/// and a few bytes back; both ends answer on the event loop, and no message is parsed.
final class RoundTrip {

    /// About the size of an acknowledgement.
    private static final byte[] ANSWER = new byte[16];

    private static final MethodDescriptor<byte[], byte[]> METHOD =
            MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .setFullMethodName("bench.RoundTrip/Pass")
                    .setRequestMarshaller(new Bytes())
                    .setResponseMarshaller(new Bytes())
                    .build();

    private RoundTrip() {}

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /// The process that answers; its greeting is its port.
    static final class Answering implements Child.Service {
        private final Server server;

        Answering() throws IOException {
            server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .directExecutor()
                            .addService(service())
                            .build()
                            .start();
        }

        public static void main(String[] args) {
            Child.run(Answering::new);
        }

        private static ServerServiceDefinition service() {
            return ServerServiceDefinition.builder("bench.RoundTrip")
                    .addMethod(METHOD, ServerCalls.asyncBidiStreamingCall(Answerer::new))
                    .build();
        }

        @Override
        public String greeting() {
            return Integer.toString(server.getPort());
        }

        @Override
        public String answer(List<String> order) {
            throw new IllegalArgumentException("the answering side takes no orders");
        }

        @Override
        public void close() {
            server.shutdownNow();
        }
    }

    private record Answerer(StreamObserver<byte[]> answers) implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] asked) {
            answers.onNext(ANSWER);
        }

        @Override
        public void onError(Throwable cause) {
            // The asking process has gone; there is nobody to answer.
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    /// The process that asks: a load client whose entries are only passed there and back.
    static final class Asking implements LogClient, StreamObserver<byte[]> {
        private final ManagedChannel channel;
        private final StreamObserver<byte[]> requests;
        private final Queue<Operation.Completion> waiting = new ConcurrentLinkedQueue<>();

        Asking(int port) {
            channel =
                    NettyChannelBuilder.forAddress("127.0.0.1", port)
                            .usePlaintext()
                            .directExecutor()
                            .build();
            requests =
                    ClientCalls.asyncBidiStreamingCall(
                            channel.newCall(METHOD, CallOptions.DEFAULT), this);
        }

        /// The child process; its argument is the port of the answering process.
        public static void main(String[] args) {
            Child.run(() -> new LoadService(new Asking(Integer.parseInt(args[0])), 1));
        }

        @Override
        public void append(int group, byte[] payload, Operation.Completion end) {
            // Answers come in the order of asking, so both must enter their queues in one order.
            synchronized (requests) {
                waiting.add(end);
                requests.onNext(payload);
            }
        }

        @Override
        public void onNext(byte[] answer) {
            Operation.Completion end = waiting.remove();
            end.succeeded();
        }

        @Override
        public void onError(Throwable cause) {
            for (Operation.Completion end = waiting.poll(); end != null; end = waiting.poll()) {
                end.failed(cause);
            }
        }

        @Override
        public void onCompleted() {
            onError(new IllegalStateException("the answering process ended the stream"));
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
