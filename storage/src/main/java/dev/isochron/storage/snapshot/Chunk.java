package dev.isochron.storage.snapshot;

import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.ReplicaHeader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A part of an export, read back and checked.
///
/// @param export tells exports apart
/// @param sequence of the chunk in its export, from 0
/// @param span what the exported replica has of the key space; the first chunk says it
/// @param entries the entries, to be read with [#next]
/// @param ending what the last chunk says of the whole
public record Chunk(
        long export,
        int sequence,
        Optional<Span> span,
        ByteBuffer entries,
        Optional<Ending> ending) {
    /// What comes before the entries.
    static final int HEAD = 8 + 4 + 1 + 4;

    /// What comes before the bytes of an entry.
    static final int ENTRY_HEAD = 2 + 4;

    /// What the last chunk says of the export.
    ///
    /// @param count how many entries all chunks have together
    /// @param header of the replica that was exported
    public record Ending(long count, ReplicaHeader header) {}

    /// Takes bytes apart that another node sent.
    ///
    /// @throws ChunkRefused if they are not what was sent
    public static Chunk parse(byte[] bytes) {
        requireChecksum(bytes);
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, bytes.length - Integer.BYTES);
            long export = in.getLong();
            int sequence = in.getInt();
            boolean isLast = in.get() != 0;
            int length = in.getInt();
            Optional<Span> span =
                    sequence == 0 ? Optional.of(ReplicaHeader.spanOf(in)) : Optional.empty();
            ByteBuffer entries = in.slice(in.position(), length);
            in.position(in.position() + length);
            return new Chunk(
                    export,
                    sequence,
                    span,
                    entries,
                    isLast ? Optional.of(ending(in)) : Optional.empty());
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static ChunkRefused refused(RuntimeException cause) {
        ChunkRefused refused =
                new ChunkRefused("a chunk of a snapshot makes no sense: " + cause.getMessage());
        refused.initCause(cause);
        return refused;
    }

    private static Ending ending(ByteBuffer in) {
        long count = in.getLong();
        byte[] header = new byte[in.getInt()];
        in.get(header);
        return new Ending(count, ReplicaHeader.of(header));
    }

    private static void requireChecksum(byte[] bytes) {
        if (bytes.length < HEAD + Integer.BYTES) {
            throw new ChunkRefused("a chunk of a snapshot has only " + bytes.length + " bytes");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        int written = ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES);
        if ((int) crc.getValue() != written) {
            throw new ChunkRefused("a chunk of a snapshot fails its checksum");
        }
    }

    /// An entry, as it is stored.
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    public record Entry(byte[] key, byte[] value) {}

    /// The next entry in a buffer of entries.
    ///
    /// @throws ChunkRefused if that is not what it holds
    public static Entry next(ByteBuffer entries) {
        try {
            byte[] key = new byte[entries.getShort()];
            byte[] value = new byte[entries.getInt()];
            entries.get(key).get(value);
            return new Entry(key, value);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw refused(e);
        }
    }
}
