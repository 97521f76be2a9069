package dev.isochron.bench.kv;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// etcd's gRPC API, as far as rows need it, its few messages written by hand.
///
/// A channel to each server, in turns, as etcd's own clients balance. A transfer reads both rows
/// and writes them in one etcd transaction that holds only if neither changed since.
final class EtcdKv implements PeerKv {

    private static final MethodDescriptor<byte[], byte[]> PUT = method("Put");
    private static final MethodDescriptor<byte[], byte[]> RANGE = method("Range");
    private static final MethodDescriptor<byte[], byte[]> TXN = method("Txn");

    /// `CompareTarget.MOD` and `CompareResult.EQUAL`.
    private static final int MODIFIED = 2;

    private static final ByteString FILLER = ByteString.copyFromUtf8(KvShape.FILLER);

    private final List<ManagedChannel> channels = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    EtcdKv(List<String> addresses) {
        for (String address : addresses) {
            channels.add(
                    NettyChannelBuilder.forTarget(address).usePlaintext().directExecutor().build());
        }
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("etcdserverpb.KV/" + name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private byte[] call(MethodDescriptor<byte[], byte[]> method, byte[] request) {
        ManagedChannel channel =
                channels.get(Math.floorMod(turn.getAndIncrement(), channels.size()));
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
    }

    @Override
    public void put(long id) {
        call(PUT, putRequest(id));
    }

    @Override
    public void get(long id) {
        if (modified(call(RANGE, message(out -> out.writeBytes(1, key(id))))) == 0) {
            throw new IllegalStateException("row " + id + " is not there");
        }
    }

    @Override
    public void transfer(long from, long to) {
        boolean done = false;
        while (!done) {
            List<Long> ids = from == to ? List.of(from) : List.of(from, to);
            byte[] request =
                    message(out -> {
                        for (long id : ids) {
                            byte[] range = message(of -> of.writeBytes(1, key(id)));
                            out.writeByteArray(1, unchanged(id, call(RANGE, range)));
                            byte[] put = putRequest(id);
                            out.writeByteArray(2, message(op -> op.writeByteArray(2, put)));
                        }
                    });
            done = succeeded(call(TXN, request));
        }
    }

    private static ByteString key(long id) {
        return ByteString.copyFromUtf8("kv/%012d".formatted(id));
    }

    private static byte[] putRequest(long id) {
        return message(out -> {
            out.writeBytes(1, key(id));
            out.writeBytes(2, FILLER);
        });
    }

    /// A comparison that holds as long as the row is what was read.
    private static byte[] unchanged(long id, byte[] read) {
        return message(out -> {
            out.writeEnum(2, MODIFIED);
            out.writeBytes(3, key(id));
            out.writeInt64(6, modified(read));
        });
    }

    /// The revision of the one row in an answer; 0 if there is none.
    private static long modified(byte[] rangeResponse) {
        return find(find(rangeResponse, 2).bytes().toByteArray(), 3).number();
    }

    private static boolean succeeded(byte[] txnResponse) {
        return find(txnResponse, 2).number() != 0;
    }

    private record Field(long number, ByteString bytes) {
        static final Field NONE = new Field(0, ByteString.EMPTY);
    }

    private static Field find(byte[] message, int wanted) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(message);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) != wanted) {
                    in.skipField(tag);
                } else if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
                    return new Field(in.readInt64(), ByteString.EMPTY);
                } else {
                    return new Field(0, in.readBytes());
                }
            }
            return Field.NONE;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /// Writes the fields of a message.
    private interface Fields {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
