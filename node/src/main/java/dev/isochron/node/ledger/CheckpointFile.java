package dev.isochron.node.ledger;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The file that holds one replica's checkpoint. It is replaced as a whole: written beside, synced,
/// renamed, so that a crash leaves the old one or the new one.
final class CheckpointFile {

    static final String SUFFIX = ".ledger";

    private final Disk disk;
    private final String name;
    private final String scratch;

    CheckpointFile(Disk disk, GroupId group, ReplicaId replica) {
        this.disk = disk;
        this.name = "group-" + group.value() + "-replica-" + replica.value() + SUFFIX;
        this.scratch = name + ".tmp";
    }

    String name() {
        return name;
    }

    /// The file's bytes, if there is one.
    Optional<byte[]> read() {
        if (!disk.names().contains(name)) {
            return Optional.empty();
        }
        byte[] file = new byte[Math.toIntExact(disk.size(name))];
        disk.read(name, 0, ByteBuffer.wrap(file));
        return Optional.of(file);
    }

    DiskWorker.Job replaceBy(ByteBuffer content) {
        return new DiskWorker.Job() {
            @Override
            public void write() {
                disk.allocate(scratch, content.remaining());
                disk.write(scratch, 0, content);
            }

            @Override
            public void sync() {
                disk.sync(scratch);
                disk.rename(scratch, name);
                disk.syncDirectory();
            }
        };
    }

    DiskWorker.Job removal() {
        return new DiskWorker.Job() {
            @Override
            public void write() {
                for (String file : disk.names()) {
                    if (file.equals(name) || file.equals(scratch)) {
                        disk.delete(file);
                    }
                }
            }

            @Override
            public void sync() {
                disk.syncDirectory();
            }
        };
    }
}
