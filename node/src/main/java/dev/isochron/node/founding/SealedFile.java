package dev.isochron.node.founding;

import dev.isochron.paxos.log.Disk;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A few bytes of a node's state, in a file of their own behind their checksum: all of them as they
/// were written, or nothing that counts.
public final class SealedFile {
    private static final int SEAL_BYTES = Integer.BYTES;

    private final Disk disk;
    private final String name;

    public SealedFile(Disk disk, String name) {
        this.disk = disk;
        this.name = name;
    }

    public boolean exists() {
        return disk.names().contains(name);
    }

    /// What was written last; nothing if there is no such file, or it is not whole.
    public Optional<byte[]> read() {
        if (!exists() || disk.size(name) < SEAL_BYTES) {
            return Optional.empty();
        }
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(disk.size(name)));
        disk.read(name, 0, file);
        file.flip();
        int seal = file.getInt();
        byte[] body = new byte[file.remaining()];
        file.get(body);
        return seal == seal(body) ? Optional.of(body) : Optional.empty();
    }

    /// Replaces what is there; durable when this returns.
    ///
    /// @throws dev.isochron.paxos.log.DiskException if the disk takes nothing; what is there then
    ///   is this or not whole
    public void write(byte[] body) {
        ByteBuffer file = ByteBuffer.allocate(SEAL_BYTES + body.length);
        file.putInt(seal(body)).put(body).flip();
        disk.allocate(name, file.remaining());
        disk.write(name, 0, file);
        disk.sync(name);
    }

    /// Removes it, if it is there; durable when this returns.
    public void delete() {
        if (exists()) {
            disk.delete(name);
            disk.syncDirectory();
        }
    }

    private static int seal(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }
}
