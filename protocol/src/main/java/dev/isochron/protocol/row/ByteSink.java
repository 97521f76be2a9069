package dev.isochron.protocol.row;

import dev.isochron.protocol.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that are being written, one behind the other.
final class ByteSink {

    private static final int FIRST_ROOM = 128;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int length;

    int length() {
        return length;
    }

    /// What was written; longer than that at its end.
    byte[] array() {
        return bytes;
    }

    void append(int value) {
        makeRoom(1);
        bytes[length++] = (byte) value;
    }

    void append(Bytes value) {
        makeRoom(value.length());
        value.copyInto(bytes, length);
        length += value.length();
    }

    void append(byte[] value) {
        makeRoom(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    void append(byte[] value, int from, int to) {
        makeRoom(to - from);
        System.arraycopy(value, from, bytes, length, to - from);
        length += to - from;
    }

    void appendText(String value) {
        append(value.getBytes(StandardCharsets.UTF_8));
    }

    void appendVarint(long value) {
        makeRoom(Varint.MAX_BYTES);
        length = Varint.write(bytes, length, value);
    }

    /// The low `count` bytes, the most significant first.
    void appendBigEndian(long value, int count) {
        makeRoom(count);
        for (int shift = (count - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /// Opens a gap at `position`, behind which everything moves up.
    void openGap(int position, int count) {
        makeRoom(count);
        System.arraycopy(bytes, position, bytes, position + count, length - position);
        length += count;
    }

    private void makeRoom(int count) {
        if (count > bytes.length - length) {
            int wanted = Math.addExact(length, count);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * length, 1 << 30)));
        }
    }
}
