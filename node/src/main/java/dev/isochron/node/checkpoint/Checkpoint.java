package dev.isochron.node.checkpoint;

import dev.isochron.node.machine.Durable;
import dev.isochron.node.machine.MemberList;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// One replica's durable state, as its file holds it; big-endian:
///
/// ```
/// file = magic: u64 "ISOLEDGR", version: i32 = 1, crc: i32, group: i64, replica: i64, slot: i64,
///        members, length: i32, length * u8
/// ```
///
/// The CRC32C covers everything behind it, so a file of another group, replica or slot is noticed
/// as well as a damaged one.
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
public record Checkpoint(GroupId group, ReplicaId replica, Durable at, byte[] image) {

    public static final int VERSION = 1;
    private static final long MAGIC = 0x49534f4c45444752L;
    private static final int CRC_AT = 12;
    private static final int CHECKED_FROM = 16;
    private static final int FIXED_BYTES = CHECKED_FROM + 3 * 8 + 4;

    /// Its bytes, from the first on.
    public ByteBuffer encode() {
        int bytes = FIXED_BYTES + MemberList.bytesOf(at.next()) + image.length;
        ByteBuffer into = ByteBuffer.allocate(bytes);
        into.putLong(MAGIC).putInt(VERSION).putInt(0);
        into.putLong(group.value()).putLong(replica.value()).putLong(at.slot().value());
        MemberList.put(into, at.next());
        into.putInt(image.length).put(image);
        into.putInt(CRC_AT, crc(into.array()));
        return into.flip();
    }

    /// What a file holds.
    ///
    /// @param name how the file is called
    /// @throws IllegalArgumentException if the file is damaged
    /// @throws UnreadableCheckpoint if a newer program wrote it
    public static Checkpoint decode(String name, byte[] file) {
        ByteBuffer from = ByteBuffer.wrap(file);
        try {
            require(from.getLong() == MAGIC, "it is no checkpoint");
            int version = from.getInt();
            if (version != VERSION) {
                throw new UnreadableCheckpoint(
                        name,
                        "its format has version "
                                + Integer.toUnsignedString(version)
                                + ", this program reads version "
                                + VERSION);
            }
            require(from.getInt() == crc(file), "its checksum does not match");
            GroupId group = new GroupId(from.getLong());
            ReplicaId replica = new ReplicaId(from.getLong());
            Slot slot = new Slot(from.getLong());
            Configuration next = MemberList.read(from);
            require(from.getInt() == from.remaining(), "its length does not match");
            byte[] image = Arrays.copyOfRange(file, from.position(), file.length);
            return new Checkpoint(group, replica, new Durable(slot, next), image);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("it ends early", e);
        }
    }

    private static int crc(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, CHECKED_FROM, file.length - CHECKED_FROM);
        return (int) crc.getValue();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
