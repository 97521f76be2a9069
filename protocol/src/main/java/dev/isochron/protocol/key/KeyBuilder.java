package dev.isochron.protocol.key;

import java.util.Arrays;

/// Bytes on their way to becoming a [Key]; grows up to a limit and never beyond.
///
/// A builder may be reused after [#clear]. It has one owner.
public final class KeyBuilder {

    /// Room for most keys: a table number and three or four short columns.
    private static final int USUAL_BYTES = 48;

    private final int limit;
    private byte[] bytes = new byte[USUAL_BYTES];
    private int length;

    /// A builder that refuses what no key can hold.
    public KeyBuilder() {
        this(Key.MAX_BYTES);
    }

    /// A builder with a limit of its own, for measuring what would be too long.
    public KeyBuilder(int limit) {
        this.limit = limit;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    /// Appends the low byte of `value`.
    public KeyBuilder append(int value) {
        makeRoom(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public KeyBuilder append(Key key) {
        makeRoom(key.length());
        key.copyInto(bytes, length);
        length += key.length();
        return this;
    }

    public KeyBuilder append(byte[] source, int offset, int count) {
        makeRoom(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /// Appends the low `count` bytes of `value`, the most significant first.
    public KeyBuilder appendBigEndian(long value, int count) {
        makeRoom(count);
        for (int shift = (count - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /// Replaces every byte from `start` on by its complement, which turns their order around.
    public KeyBuilder complementFrom(int start) {
        for (int i = start; i < length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return this;
    }

    /// The bytes so far, as a key.
    ///
    /// @throws KeyTooLong if the builder's own limit was higher than a key's
    public Key toKey() {
        return Key.of(bytes, 0, length);
    }

    private void makeRoom(int count) {
        if (count > limit - length) {
            throw new KeyTooLong((int) Math.min((long) length + count, Integer.MAX_VALUE), limit);
        }
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
    }
}
