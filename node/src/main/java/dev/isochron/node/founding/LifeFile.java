package dev.isochron.node.founding;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.DiskException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/// The life under which a node without a log says hello. It is on disk before anybody hears of it:
/// others may found the cluster with it while this node restarts, and it must come back as the one
/// they founded with, or they are no majority and it is a stranger to them.
///
/// It is gone, durably, before the log is used: should that log be lost later, nobody may take its
/// place under the same life (P6).
public final class LifeFile {

    /// The file's name, in the directory of checkpoints.
    public static final String NAME = "founding-life";

    private static final int SEAL_BYTES = Integer.BYTES;
    private static final int LIFE_BYTES = 2 * Long.BYTES;

    private final Disk disk;
    private final byte[] purpose;

    /// @param purpose what the life is for, the node and its plan: for another one another is drawn
    public LifeFile(Disk disk, String purpose) {
        this.disk = disk;
        this.purpose = purpose.getBytes(UTF_8);
    }

    /// The life that was kept, or a drawn one, which is kept then.
    public UUID keptOr(Supplier<UUID> draw) {
        return read().orElseGet(() -> {
            UUID drawn = draw.get();
            keep(drawn);
            return drawn;
        });
    }

    /// Keeps a life in place of the one before. Where the disk takes nothing the node goes on all
    /// the same: to make its store will fail, and says what is wrong.
    public void keep(UUID life) {
        ByteBuffer body = ByteBuffer.allocate(LIFE_BYTES + purpose.length);
        body.putLong(life.getMostSignificantBits()).putLong(life.getLeastSignificantBits());
        body.put(purpose).flip();
        ByteBuffer file = ByteBuffer.allocate(SEAL_BYTES + body.remaining());
        file.putInt(crc(body)).put(body).flip();
        try {
            disk.allocate(NAME, file.remaining());
            disk.write(NAME, 0, file);
            disk.sync(NAME);
        } catch (DiskException e) {
            // What is there is this life or fails its check.
        }
    }

    /// The node has a store: from now on its life is what that says.
    public void forget() {
        if (disk.names().contains(NAME)) {
            disk.delete(NAME);
            disk.syncDirectory();
        }
    }

    /// One that cannot be read was never told to anybody, or is damaged: another is drawn.
    private Optional<UUID> read() {
        if (!disk.names().contains(NAME)
                || disk.size(NAME) != SEAL_BYTES + LIFE_BYTES + purpose.length) {
            return Optional.empty();
        }
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(disk.size(NAME)));
        disk.read(NAME, 0, file);
        file.flip();
        if (file.getInt() != crc(file)) {
            return Optional.empty();
        }
        UUID life = new UUID(file.getLong(), file.getLong());
        return file.equals(ByteBuffer.wrap(purpose)) ? Optional.of(life) : Optional.empty();
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }
}
