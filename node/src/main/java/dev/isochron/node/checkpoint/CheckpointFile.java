package dev.isochron.node.checkpoint;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import java.nio.ByteBuffer;
import java.util.Optional;

/// The file that holds one replica's checkpoint. It is replaced as a whole: written beside, synced,
/// renamed, so that a crash leaves the old one or the new one.
final class CheckpointFile {

    private final Disk disk;
    private final String name;
    private final String scratch;

    /// @param suffix how the names of such files end
    CheckpointFile(Disk disk, GroupId group, ReplicaId replica, String suffix) {
        this.disk = disk;
        this.name = "group-" + group.value() + "-replica-" + replica.value() + suffix;
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
