package dev.isochron.protocol.row;

/// Numbers in as few bytes as hold them: seven bits each, the lowest first, all but the last with
/// their top bit set.
final class Varint {

    /// What 64 bits take.
    static final int MAX_BYTES = 10;

    private static final int BITS = 7;
    private static final int MORE = 0x80;

    private Varint() {}

    static int length(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + BITS - 1) / BITS);
    }

    /// Writes the value and returns where it ends.
    static int write(byte[] target, int offset, long value) {
        int at = offset;
        long rest = value;
        while ((rest & -MORE) != 0) {
            target[at++] = (byte) (rest | MORE);
            rest >>>= BITS;
        }
        target[at++] = (byte) rest;
        return at;
    }

    /// Small numbers of either sign become small numbers without one.
    static long zigzag(long value) {
        return value << 1 ^ value >> (Long.SIZE - 1);
    }

    static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
