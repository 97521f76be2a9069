package dev.isochron.paxos.log;

import dev.isochron.paxos.model.NodeId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Whose data a directory holds. The incarnation is drawn once, when the store is made; a wiped
/// store comes back under another, so that nobody takes it for the one that promised things.
public record StoreIdentity(UUID cluster, NodeId node, UUID incarnation) {
    static final int UUID_BYTES = 16;

    private static final int CRC_AT = 12;
    private static final int CHECKED_FROM = 16;
    private static final int CHECKED_TO = 56;

    /// Whose store this directory holds; empty if none was made in it yet.
    ///
    /// @throws StoreRefusedException if the directory holds one that cannot be opened
    public static Optional<StoreIdentity> in(Disk disk) {
        return StoreFiles.read(disk).identity();
    }

    /// The content of the identity file: one sector.
    ByteBuffer encode() {
        ByteBuffer sector = ByteBuffer.allocate(Disk.SECTOR).order(LogFormat.ORDER);
        sector.putLong(LogFormat.STORE_MAGIC).putInt(LogFormat.VERSION).putInt(0);
        put(sector, cluster);
        put(sector, incarnation);
        sector.putLong(node.value());
        return sector.putInt(CRC_AT, crc(sector)).clear();
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws StoreRefusedException if it is damaged or newer than this program
    static StoreIdentity decode(ByteBuffer file) {
        ByteBuffer sector = file.duplicate().order(LogFormat.ORDER);
        if (sector.remaining() < CHECKED_TO || sector.getLong(0) != LogFormat.STORE_MAGIC) {
            throw unreadable();
        }
        StoreRefusedException.requireVersion(LogFormat.IDENTITY_FILE, sector.getInt(8));
        if (sector.getInt(CRC_AT) != crc(sector)) {
            throw unreadable();
        }
        return fromHeader(sector, CHECKED_FROM);
    }

    /// The same three names as they stand in every header: cluster, incarnation, node.
    static StoreIdentity fromHeader(ByteBuffer header, int at) {
        return new StoreIdentity(
                uuid(header, at),
                new NodeId(header.getLong(at + 2 * UUID_BYTES)),
                uuid(header, at + UUID_BYTES));
    }

    static void put(ByteBuffer into, UUID uuid) {
        into.putLong(Long.reverseBytes(uuid.getMostSignificantBits()));
        into.putLong(Long.reverseBytes(uuid.getLeastSignificantBits()));
    }

    static UUID uuid(ByteBuffer from, int at) {
        return new UUID(
                Long.reverseBytes(from.getLong(at)), Long.reverseBytes(from.getLong(at + 8)));
    }

    private static int crc(ByteBuffer sector) {
        CRC32C crc = new CRC32C();
        crc.update(sector.duplicate().clear().limit(CRC_AT));
        crc.update(sector.duplicate().clear().position(CHECKED_FROM).limit(CHECKED_TO));
        return (int) crc.getValue();
    }

    private static StoreRefusedException unreadable() {
        return new StoreRefusedException(
                StoreRefusedException.Reason.UNREADABLE_HEADER,
                LogFormat.IDENTITY_FILE,
                "the file that says whose data this is cannot be read: it is damaged",
                StoreRefusedException.REPLACE_STORE);
    }
}
