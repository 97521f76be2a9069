package dev.isochron.protocol.row;

/// A place in bytes that are being read, with an end that is never passed.
final class ByteCursor {

    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteCursor(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    int next() {
        if (position >= end) {
            throw new MalformedRow("it ends too early");
        }
        return bytes[position++] & 0xFF;
    }

    /// Passes over `count` bytes and returns where they begin.
    int skip(int count) {
        if (count < 0 || count > remaining()) {
            throw new MalformedRow(count + " bytes are announced, " + remaining() + " are left");
        }
        position += count;
        return position - count;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            int next = next();
            long part = next & (MORE - 1);
            boolean fits = part << shift >>> shift == part;
            boolean shortest = next != 0 || shift == 0;
            if (!fits || !shortest) {
                break;
            }
            value |= part << shift;
            if (next < MORE) {
                return value;
            }
        }
        throw new MalformedRow("a number of more bytes than it needs, or than 64 bits");
    }

    /// A number that counts something, of which there are at most `max`.
    int count(int max, String what) {
        long value = varint();
        if (value < 0 || value > max) {
            throw new MalformedRow(
                    Long.toUnsignedString(value) + " " + what + ", at most " + max + " can be");
        }
        return (int) value;
    }
}
