package dev.isochron.protocol.key;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A place in the key space: an immutable string of at most [#MAX_BYTES] bytes.
///
/// Keys are ordered by their bytes, unsigned, and a key comes before all that it is a prefix of.
public final class Key implements Comparable<Key> {

    /// The longest key: what is left of the 511 bytes that LMDB takes once a store has appended a
    /// transaction id (24 bytes, for an outcome record; a version's inverted timestamp takes only
    /// 8) and put a prefix of its own of up to 7 bytes in front.
    public static final int MAX_BYTES = 480;

    /// The first key of the space, without a byte.
    public static final Key MIN = new Key(new byte[0]);

    private final byte[] bytes;

    /// Computed when first asked for; the race to do so is harmless, as in `String`.
    private int hash;

    private Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A key with a copy of these bytes.
    ///
    /// @throws KeyTooLong beyond [#MAX_BYTES]
    public static Key of(byte... bytes) {
        return of(bytes, 0, bytes.length);
    }

    /// A key with a copy of `length` bytes from `offset` on.
    ///
    /// @throws KeyTooLong beyond [#MAX_BYTES]
    public static Key of(byte[] bytes, int offset, int length) {
        requireLength(length);
        return new Key(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /// A key with a copy of what remains in the buffer, whose position stays.
    ///
    /// @throws KeyTooLong beyond [#MAX_BYTES]
    public static Key of(ByteBuffer buffer) {
        requireLength(buffer.remaining());
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return new Key(copy);
    }

    /// A key that takes these bytes over: nobody may change them any more.
    ///
    /// @throws KeyTooLong beyond [#MAX_BYTES]
    public static Key takeOver(byte[] bytes) {
        requireLength(bytes.length);
        return new Key(bytes);
    }

    /// A key from pairs of hex digits; blanks between them are skipped.
    ///
    /// @throws IllegalArgumentException if that is not what the text holds
    /// @throws KeyTooLong beyond [#MAX_BYTES]
    public static Key ofHex(String hex) {
        return of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static void requireLength(int length) {
        if (length > MAX_BYTES) {
            throw new KeyTooLong(length, MAX_BYTES);
        }
    }

    public int length() {
        return bytes.length;
    }

    /// The byte at an index, from 0 to 255.
    public int byteAt(int index) {
        return bytes[index] & 0xFF;
    }

    public boolean startsWith(Key prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(
                        bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    /// The first `length` bytes as a key.
    public Key prefix(int length) {
        return length == bytes.length ? this : of(bytes, 0, length);
    }

    /// The smallest key above this one; there is none above [#MAX_BYTES] bytes of `FF`.
    ///
    /// A key of full length cannot grow, so what follows it is the next key that is no longer.
    public Optional<Key> next() {
        if (bytes.length == MAX_BYTES) {
            return afterPrefix();
        }
        return Optional.of(new Key(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    /// The smallest key above all those that begin with this one; there is none if this is empty or
    /// all `FF`, because then they reach to the end of the space.
    public Optional<Key> afterPrefix() {
        int last = bytes.length - 1;
        while (last >= 0 && bytes[last] == (byte) 0xFF) {
            last--;
        }
        if (last < 0) {
            return Optional.empty();
        }
        byte[] after = Arrays.copyOf(bytes, last + 1);
        after[last]++;
        return Optional.of(new Key(after));
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// Copies the bytes into `target`, which has room for them from `offset` on.
    public void copyInto(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /// A view of the bytes that nobody can write through.
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    public boolean isBelow(Key other) {
        return compareTo(other) < 0;
    }

    public boolean isAbove(Key other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(bytes);
            hash = known;
        }
        return known;
    }

    /// The bytes in hex; what they mean is printed by `KeyText`.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
