package dev.isochron.paxos.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The first sector of a segment file: whose it is, and which part of the log it holds.
///
/// @param owner the store that wrote it
/// @param generation counts segments from 1; never used twice
/// @param first the position of the segment's first byte
/// @param bytes the length of the file
record SegmentHeader(StoreIdentity owner, long generation, long first, long bytes) {
    private static final int VERSION_AT = 8;
    private static final int CRC_AT = 12;
    private static final int CHECKED_FROM = 16;
    private static final int CHECKED_TO = 80;

    ByteBuffer encode(ByteBuffer sector) {
        sector.clear().order(LogFormat.ORDER);
        sector.putLong(LogFormat.SEGMENT_MAGIC).putInt(LogFormat.VERSION).putInt(0);
        StoreIdentity.put(sector, owner.cluster());
        StoreIdentity.put(sector, owner.incarnation());
        sector.putLong(owner.node().value()).putLong(generation).putLong(first).putLong(bytes);
        while (sector.hasRemaining()) {
            sector.put((byte) 0);
        }
        return sector.putInt(CRC_AT, crc(sector)).clear();
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws StoreRefusedException if it is damaged or newer than this program
    static SegmentHeader decode(String file, ByteBuffer sector) {
        sector.order(LogFormat.ORDER);
        if (sector.getLong(0) != LogFormat.SEGMENT_MAGIC) {
            throw unreadable(file);
        }
        StoreRefusedException.requireVersion(file, sector.getInt(VERSION_AT));
        if (sector.getInt(CRC_AT) != crc(sector)) {
            throw unreadable(file);
        }
        StoreIdentity owner = StoreIdentity.fromHeader(sector, CHECKED_FROM);
        return new SegmentHeader(owner, sector.getLong(56), sector.getLong(64), sector.getLong(72));
    }

    private static int crc(ByteBuffer sector) {
        CRC32C crc = new CRC32C();
        crc.update(sector.duplicate().clear().limit(CRC_AT));
        crc.update(sector.duplicate().clear().position(CHECKED_FROM).limit(CHECKED_TO));
        return (int) crc.getValue();
    }

    private static StoreRefusedException unreadable(String file) {
        return new StoreRefusedException(
                StoreRefusedException.Reason.UNREADABLE_HEADER,
                file,
                "the first sector of this log segment cannot be read: it is damaged",
                StoreRefusedException.REPLACE_STORE);
    }
}
