package dev.isochron.shard.entry;

import dev.isochron.protocol.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes in the making; grows as needed. Its reader is [ByteReader].
public final class ByteWriter {
    private static final int FIRST_ROOM = 256;
    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int length;

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void u8(int value) {
        makeRoom(1);
        bytes[length++] = (byte) value;
    }

    void flag(boolean value) {
        u8(value ? 1 : 0);
    }

    void i64(long value) {
        makeRoom(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /// A number that is usually small; never negative.
    void number(long value) {
        long rest = value;
        while (rest >= MORE) {
            u8((int) (rest & (MORE - 1)) | MORE);
            rest >>>= BITS;
        }
        u8((int) rest);
    }

    void blob(byte[] value) {
        number(value.length);
        append(value);
    }

    void blob(Bytes value) {
        number(value.length());
        makeRoom(value.length());
        value.copyInto(bytes, length);
        length += value.length();
    }

    void text(String value) {
        blob(value.getBytes(StandardCharsets.UTF_8));
    }

    void append(byte[] value) {
        makeRoom(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /// A place of so many bytes that is about to be filled in [#array].
    int claim(int count) {
        makeRoom(count);
        length += count;
        return length - count;
    }

    byte[] array() {
        return bytes;
    }

    private void makeRoom(int count) {
        if (count > bytes.length - length) {
            int wanted = Math.addExact(length, count);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(2L * length, 1 << 30)));
        }
    }
}
