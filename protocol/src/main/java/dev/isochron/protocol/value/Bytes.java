package dev.isochron.protocol.value;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// An immutable string of bytes.
public final class Bytes implements Value, Comparable<Bytes> {

    private static final int SHOWN = 32;

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Bytes with a copy of these.
    public static Bytes of(byte... bytes) {
        return new Bytes(bytes.clone());
    }

    /// Bytes with a copy of `length` of these, from `offset` on.
    public static Bytes of(byte[] bytes, int offset, int length) {
        return new Bytes(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /// These bytes, taken over: nobody may change them any more.
    public static Bytes takeOver(byte[] bytes) {
        return new Bytes(bytes);
    }

    public int length() {
        return bytes.length;
    }

    /// The byte at an index, from 0 to 255.
    public int byteAt(int index) {
        return bytes[index] & 0xFF;
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// The bytes themselves, for those who only read: nobody may change them.
    public byte[] shared() {
        return bytes;
    }

    /// A view of the bytes that nobody can write through.
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /// Copies the bytes into `target`, which has room for them from `offset` on.
    public void copyInto(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /// Unsigned, byte by byte, shorter first.
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// As PostgreSQL writes them, cut where it gets long.
    @Override
    public String toString() {
        int shown = Math.min(SHOWN, bytes.length);
        String rest = shown < bytes.length ? "… (" + bytes.length + " bytes)" : "";
        return "\\x" + HexFormat.of().formatHex(bytes, 0, shown) + rest;
    }
}
