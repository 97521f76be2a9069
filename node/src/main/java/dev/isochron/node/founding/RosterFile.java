package dev.isochron.node.founding;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.roster.Roster;
import dev.isochron.node.roster.RosterCodec;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.peer.RosterFileContent;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/// The roster as a node keeps it, with who the node itself is. It is replaced as a whole: written
/// beside, synced, renamed.
///
/// A newcomer writes it before it makes its store: a start that finds it, and no store, goes on
/// where the one before was cut short.
public final class RosterFile {

    /// The file's name, in the directory of checkpoints.
    public static final String NAME = "roster";

    private static final String SCRATCH = NAME + ".tmp";

    /// `ISOROSTR`, as its first eight bytes.
    private static final long MAGIC = 0x49534f524f535452L;

    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 16;

    private final Disk disk;

    /// What the file says.
    ///
    /// @param self the node whose directory it is in
    /// @param life the life under which it asked to be let in; [Roster#UNASKED] once it is a member
    public record Kept(UUID cluster, NodeId self, UUID life, Roster roster) {

        /// The same with a newer roster.
        public Kept with(Roster newer) {
            return new Kept(cluster, self, life, newer);
        }

        /// The same once the node is a member with a log of its own: should that log be gone later,
        /// nobody may take its place under the same life (P6).
        public Kept entered() {
            return new Kept(cluster, self, Roster.UNASKED, roster);
        }

        /// True if the node was let in and has not begun yet.
        public boolean isEntering() {
            return !life.equals(Roster.UNASKED);
        }
    }

    public RosterFile(Disk disk) {
        this.disk = disk;
    }

    /// What was kept last; nothing if only founders were here.
    ///
    /// @throws StoreRefusedException if it cannot be read
    public Optional<Kept> read() {
        if (!disk.names().contains(NAME)) {
            return Optional.empty();
        }
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(disk.size(NAME)));
        disk.read(NAME, 0, file);
        file.flip();
        if (file.remaining() < HEADER_BYTES || file.getLong() != MAGIC) {
            throw unreadable();
        }
        requireVersion(file.getInt());
        if (file.getInt() != crc(file)) {
            throw unreadable();
        }
        try {
            return Optional.of(kept(RosterFileContent.parseFrom(file)));
        } catch (com.google.protobuf.InvalidProtocolBufferException | IllegalArgumentException e) {
            throw unreadable();
        }
    }

    /// Replaces what is kept.
    public DiskWorker.Job replaceBy(Kept kept) {
        byte[] body = content(kept).toByteArray();
        ByteBuffer content = ByteBuffer.allocate(HEADER_BYTES + body.length);
        content.putLong(MAGIC).putInt(VERSION).putInt(crc(ByteBuffer.wrap(body)));
        content.put(body).flip();
        return new DiskWorker.Job() {
            @Override
            public void write() {
                disk.allocate(SCRATCH, content.remaining());
                disk.write(SCRATCH, 0, content);
            }

            @Override
            public void sync() {
                disk.sync(SCRATCH);
                disk.rename(SCRATCH, NAME);
                disk.syncDirectory();
            }
        };
    }

    private static RosterFileContent content(Kept kept) {
        return RosterFileContent.newBuilder()
                .setCluster(RosterCodec.bytes(kept.cluster()))
                .setSelf(kept.self().value())
                .setLife(RosterCodec.bytes(kept.life()))
                .setRoster(RosterCodec.write(kept.roster()))
                .build();
    }

    private static Kept kept(RosterFileContent from) {
        return new Kept(
                RosterCodec.uuid(from.getCluster()),
                new NodeId(from.getSelf()),
                RosterCodec.uuid(from.getLife()),
                RosterCodec.read(from.getRoster()));
    }

    private static void requireVersion(int version) {
        if (version != VERSION) {
            throw new StoreRefusedException(
                    StoreRefusedException.Reason.NEWER_FORMAT,
                    NAME,
                    "its format has version " + version + ", this program reads " + VERSION,
                    "Start the node with the program that wrote it, or a newer one.");
        }
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    private static StoreRefusedException unreadable() {
        return new StoreRefusedException(
                StoreRefusedException.Reason.UNREADABLE_HEADER,
                NAME,
                "the file that says who the nodes of the cluster are cannot be read: it is damaged",
                "Copy the address of every node from one that runs into --peers, delete the file,"
                        + " and start the node again.");
    }
}
