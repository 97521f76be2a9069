package dev.isochron.storage.layout;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The values of the ordered store, each behind a CRC32C that binds it to its key.
///
/// One object serves one thread; it keeps a checksum and a buffer to work with.
public final class StoredValue {
    /// Checksum and kind, in front of a version's row.
    static final int VERSION_HEAD = 5;

    /// The checksum, in front of everything else.
    static final int HEAD = 4;

    private static final byte TOMBSTONE = 0;
    private static final byte ROW = 1;
    private static final int FIRST_BUFFER = 4096;

    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[FIRST_BUFFER];
    private int length;

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /// Writes a version: a row, or a tombstone if that is null.
    public StoredValue version(StoredKey key, byte @Nullable [] row) {
        int rowLength = row == null ? 0 : row.length;
        reserve(VERSION_HEAD + rowLength);
        bytes[HEAD] = row == null ? TOMBSTONE : ROW;
        if (row != null) {
            System.arraycopy(row, 0, bytes, VERSION_HEAD, rowLength);
        }
        return seal(key);
    }

    /// Writes a record, a header or whatever else is but bytes.
    public StoredValue plain(StoredKey key, byte[] content) {
        reserve(HEAD + content.length);
        System.arraycopy(content, 0, bytes, HEAD, content.length);
        return seal(key);
    }

    private void reserve(int needed) {
        length = needed;
        if (bytes.length < needed) {
            bytes = new byte[Math.max(needed, bytes.length * 2)];
        }
    }

    private StoredValue seal(StoredKey key) {
        crc.reset();
        crc.update(key.bytes(), 0, key.length());
        crc.update(bytes, HEAD, length - HEAD);
        ByteBuffer.wrap(bytes).putInt(0, (int) crc.getValue());
        return this;
    }

    /// Whether the value is what was written under this key.
    public boolean isWhole(ByteBuffer key, ByteBuffer value) {
        int end = value.limit();
        if (end < HEAD) {
            return false;
        }
        crc.reset();
        crc.update(key.position(0));
        crc.update(value.position(HEAD));
        value.position(0);
        key.position(0);
        return (int) crc.getValue() == value.getInt(0);
    }

    /// Whether a version that [is whole][#isWhole] is a tombstone.
    public static boolean isTombstone(ByteBuffer value) {
        return value.get(HEAD) == TOMBSTONE;
    }

    /// A copy of the row of a version.
    public static byte[] rowOf(ByteBuffer value) {
        return copy(value, VERSION_HEAD);
    }

    /// The length of the row of a version.
    public static int rowLength(ByteBuffer value) {
        return value.limit() - VERSION_HEAD;
    }

    /// A copy of what [#plain] was given.
    public static byte[] contentOf(ByteBuffer value) {
        return copy(value, HEAD);
    }

    private static byte[] copy(ByteBuffer value, int from) {
        byte[] copy = new byte[value.limit() - from];
        value.get(from, copy);
        return copy;
    }
}
