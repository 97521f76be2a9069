package dev.isochron.paxos.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// What stands before the records of one batch, in [LogFormat#BATCH_HEADER_BYTES].
///
/// Its checksum starts from the store's incarnation, so that no byte string that a client sent can
/// pass for one, wherever it comes to lie.
///
/// @param recordBytes length of all frames together
/// @param recordCount how many frames
/// @param groupCount entries of the directory that follows the frames
/// @param directoryCrc checksum of that directory
/// @param generation of the segment that it was written into
/// @param position its own place: a misdirected or recycled batch names another
/// @param previousEnd where the log ended when it was written; between there and here is nothing
/// @param synced everything below was durable before this was written: damage below it is loss
/// @param oldest generation of the oldest segment still needed
/// @param boot which opening of the store wrote it; of two that claim one place the later is right
record BatchHeader(
        int recordBytes,
        int recordCount,
        int groupCount,
        int directoryCrc,
        long generation,
        long position,
        long previousEnd,
        long synced,
        long oldest,
        long boot) {
    private static final int CRC_AT = 8;
    private static final int CHECKED_FROM = 12;

    /// Length in the file, padding included.
    int bytes() {
        return LogFormat.batchBytes(recordBytes, groupCount);
    }

    long end() {
        return position + bytes();
    }

    int directoryAt() {
        return LogFormat.BATCH_HEADER_BYTES + recordBytes;
    }

    void encode(ByteBuffer batch, StoreIdentity owner) {
        batch.putLong(0, LogFormat.BATCH_MAGIC);
        batch.putInt(12, recordBytes).putInt(16, recordCount).putInt(20, groupCount);
        batch.putInt(24, directoryCrc).putInt(28, 0);
        batch.putLong(32, generation).putLong(40, position).putLong(48, previousEnd);
        batch.putLong(56, synced).putLong(64, oldest).putLong(72, boot);
        batch.putInt(CRC_AT, crc(batch, 0, owner));
    }

    /// True if a header of any content stands at `at`; false costs eight bytes of reading.
    static boolean isAt(ByteBuffer segment, int at, StoreIdentity owner) {
        return segment.limit() - at >= LogFormat.BATCH_HEADER_BYTES
                && segment.getLong(at) == LogFormat.BATCH_MAGIC
                && segment.getInt(at + CRC_AT) == crc(segment, at, owner);
    }

    /// Only where [#isAt].
    static BatchHeader decode(ByteBuffer b, int at) {
        return new BatchHeader(
                b.getInt(at + 12),
                b.getInt(at + 16),
                b.getInt(at + 20),
                b.getInt(at + 24),
                b.getLong(at + 32),
                b.getLong(at + 40),
                b.getLong(at + 48),
                b.getLong(at + 56),
                b.getLong(at + 64),
                b.getLong(at + 72));
    }

    private static int crc(ByteBuffer b, int at, StoreIdentity owner) {
        ByteBuffer seed = ByteBuffer.allocate(StoreIdentity.UUID_BYTES).order(LogFormat.ORDER);
        StoreIdentity.put(seed, owner.incarnation());
        CRC32C crc = new CRC32C();
        crc.update(seed.flip());
        crc.update(b.slice(at + CHECKED_FROM, LogFormat.BATCH_HEADER_BYTES - CHECKED_FROM));
        return (int) crc.getValue();
    }
}
