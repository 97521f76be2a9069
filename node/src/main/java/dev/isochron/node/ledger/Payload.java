package dev.isochron.node.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A piece of an array that nobody changes; saves the copy when an entry's lines are kept.
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared with the entry
public record Payload(byte[] array, int offset, int length) {

    public static Payload of(byte[] bytes) {
        return new Payload(bytes, 0, bytes.length);
    }

    public byte[] copy() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /// The piece without a copy.
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(array, offset, length).slice();
    }

    long checksum() {
        CRC32C crc = new CRC32C();
        crc.update(array, offset, length);
        return crc.getValue();
    }
}
