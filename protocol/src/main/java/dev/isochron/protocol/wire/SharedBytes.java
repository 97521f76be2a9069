package dev.isochron.protocol.wire;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Bytes between arrays and protobuf without a copy. Sound because rows, entries and chunks are
/// never changed once they are made, on either side.
public final class SharedBytes {

    private SharedBytes() {}

    /// A string over this array, which nobody changes any more.
    public static ByteString wrap(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    /// The array behind `bytes` where there is exactly one, else a copy.
    public static byte[] unwrap(ByteString bytes) {
        Catcher catcher = new Catcher();
        try {
            UnsafeByteOperations.unsafeWriteTo(bytes, catcher);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] caught = catcher.caught;
        return caught != null ? caught : bytes.toByteArray();
    }

    /// Is handed the array itself by a string that has just one.
    private static final class Catcher extends ByteOutput {
        private byte @Nullable [] caught;
        private int pieces;

        @Override
        public void writeLazy(byte[] value, int offset, int length) {
            pieces++;
            caught = pieces == 1 && offset == 0 && length == value.length ? value : null;
        }

        @Override
        public void write(byte[] value, int offset, int length) {
            miss();
        }

        @Override
        public void write(byte value) {
            miss();
        }

        @Override
        public void write(ByteBuffer value) {
            miss();
        }

        @Override
        public void writeLazy(ByteBuffer value) {
            miss();
        }

        private void miss() {
            pieces += 2;
            caught = null;
        }
    }
}
