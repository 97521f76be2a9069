package dev.isochron.storage.snapshot;

import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.ReplicaHeader;
import dev.isochron.storage.ordered.Cursor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Puts a chunk together.
final class ChunkWriter {
    private final int limit;
    private ByteBuffer out;
    private int begin = Chunk.HEAD;
    private int entries;

    ChunkWriter(long export, int sequence, int limit) {
        this.limit = limit;
        this.out = ByteBuffer.allocate(Math.max(limit, Chunk.HEAD + Integer.BYTES));
        out.putLong(export).putInt(sequence).put((byte) 0).putInt(0);
    }

    /// The first chunk says what the replica has of the key space, so that whoever takes the
    /// snapshot can make room for it.
    void open(Span span) {
        byte[] bytes = ReplicaHeader.bytesOf(span);
        reserve(bytes.length + Integer.BYTES);
        out.put(bytes);
        begin = out.position();
    }

    int entries() {
        return entries;
    }

    /// Adds the entry at a cursor, if it fits or is the first.
    boolean add(Cursor cursor) {
        int keyLength = cursor.key().limit();
        int valueLength = cursor.value().limit();
        int needed = Chunk.ENTRY_HEAD + keyLength + valueLength + Integer.BYTES;
        if (entries > 0 && out.position() + needed > limit) {
            return false;
        }
        reserve(needed);
        out.putShort((short) keyLength).putInt(valueLength);
        out.put(cursor.key().position(0)).put(cursor.value().position(0));
        entries++;
        return true;
    }

    byte[] finish() {
        out.putInt(Chunk.HEAD - Integer.BYTES, out.position() - begin);
        return seal();
    }

    /// Finishes the last chunk of an export.
    byte[] finish(long count, byte[] header) {
        out.put(Chunk.HEAD - Integer.BYTES - 1, (byte) 1);
        out.putInt(Chunk.HEAD - Integer.BYTES, out.position() - begin);
        reserve(Long.BYTES + Integer.BYTES + header.length + Integer.BYTES);
        out.putLong(count).putInt(header.length).put(header);
        return seal();
    }

    private byte[] seal() {
        reserve(Integer.BYTES);
        CRC32C crc = new CRC32C();
        crc.update(out.array(), 0, out.position());
        out.putInt((int) crc.getValue());
        return Arrays.copyOf(out.array(), out.position());
    }

    private void reserve(int more) {
        if (out.remaining() < more) {
            int larger = Math.max(2 * out.capacity(), out.position() + more);
            out = ByteBuffer.allocate(larger).put(out.flip());
        }
    }
}
