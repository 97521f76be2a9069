package dev.isochron.node.founding;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.DiskException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The life under which a node without a log says hello. It is on disk before anybody hears of it:
/// others may found the cluster with it while this node restarts, and it must come back as the one
/// they founded with, or they are no majority and it is a stranger to them.
///
/// It is gone, durably, before the log is used: should that log be lost later, nobody may take its
/// place under the same life (P6).
public final class LifeFile {

    /// The file's name, in the directory of checkpoints.
    public static final String NAME = "founding-life";

    private static final int LIFE_BYTES = 2 * Long.BYTES;

    private final SealedFile file;
    private final byte[] purpose;

    /// @param purpose what the life is for, the node and its plan: for another one another is drawn
    public LifeFile(Disk disk, String purpose) {
        this.file = new SealedFile(disk, NAME);
        this.purpose = purpose.getBytes(UTF_8);
    }

    /// The life that was kept, or a drawn one, which is kept then.
    public UUID keptOr(Supplier<UUID> draw) {
        return file.read()
                .flatMap(this::life)
                .orElseGet(() -> {
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
        body.put(purpose);
        try {
            file.write(body.array());
        } catch (DiskException unwritten) {
            // Another start draws another life, as if this one had never been told.
        }
    }

    /// The node has a store: from now on its life is what that says.
    public void forget() {
        file.delete();
    }

    private Optional<UUID> life(byte[] kept) {
        if (kept.length != LIFE_BYTES + purpose.length) {
            return Optional.empty();
        }
        ByteBuffer body = ByteBuffer.wrap(kept);
        UUID life = new UUID(body.getLong(), body.getLong());
        return body.equals(ByteBuffer.wrap(purpose)) ? Optional.of(life) : Optional.empty();
    }
}
