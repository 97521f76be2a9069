package dev.isochron.protocol.tuple;

/// Integers in a key: the tag tells sign and length.
final class IntegerElement {

    private IntegerElement() {}

    static boolean isTag(int tag) {
        return tag >= Tag.LONGEST_NEGATIVE && tag <= Tag.LONGEST_POSITIVE;
    }

    static long read(Cursor in, int tag) {
        if (!isTag(tag)) {
            throw in.malformed(
                    "the tag %02X where an integer belongs".formatted(tag), in.position() - 1);
        }
        int start = in.position();
        int count = Math.abs(tag - Tag.ZERO);
        if (tag >= Tag.ZERO) {
            long value = in.bigEndian(count, "an integer");
            requireShortest(count == 0 || value >>> ((count - 1) * Byte.SIZE) != 0, in, start);
            requireShortest(value >= 0, in, start);
            return value;
        }
        // The complement of the bytes is the magnitude, from 1 to 2^63.
        long used = -1L >>> (Long.SIZE - count * Byte.SIZE);
        long magnitude = ~in.bigEndian(count, "an integer") & used;
        requireShortest(magnitude >>> ((count - 1) * Byte.SIZE) != 0, in, start);
        requireShortest(magnitude >= 0 || magnitude == Long.MIN_VALUE, in, start);
        return -magnitude;
    }

    private static void requireShortest(boolean holds, Cursor in, int start) {
        if (!holds) {
            throw in.malformed("an integer of more bytes than it needs, or than 64 bits", start);
        }
    }

    static void skip(Cursor in, int tag) {
        in.bigEndian(Math.abs(tag - Tag.ZERO), "an integer");
    }
}
