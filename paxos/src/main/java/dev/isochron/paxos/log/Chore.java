package dev.isochron.paxos.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A slow step of upkeep that the shell performs beside the hot path, one at a time: prepare a
/// segment ahead of need, or give an old one back. A crash at any point of it harms nothing.
///
/// [#run] on any thread, then [Wal#finished] on the log's. If it throws, the log is told with
/// [Wal#failed] and is finished.
public abstract sealed class Chore {
    private boolean done;
    private @Nullable DiskFullException full;

    /// Performs the step. A full disk is not a failure: [#foundNoRoom] says so afterwards.
    public final void run(Disk disk) {
        try {
            perform(disk);
        } catch (DiskFullException e) {
            full = e;
        }
        done = true;
    }

    /// True if the disk was full: ask for the next chore only after a pause.
    public final boolean foundNoRoom() {
        return full != null;
    }

    /// What there was no room for, if so.
    public final Optional<String> whatFoundNoRoom() {
        return Optional.ofNullable(full).map(DiskFullException::getMessage);
    }

    final boolean isDone() {
        return done;
    }

    abstract void perform(Disk disk);

    /// Makes the next segment, out of a freed one where there is one. Zeroing a new file costs as
    /// much as filling it; a used one only gets a new header, and what it still holds is told from
    /// the new by the position in every checksum.
    static final class Prepare extends Chore {
        final Segment segment;
        private final StoreIdentity owner;
        private final @Nullable String spare;

        Prepare(Segment segment, StoreIdentity owner, @Nullable String spare) {
            this.segment = segment;
            this.owner = owner;
            this.spare = spare;
        }

        @Override
        void perform(Disk disk) {
            if (spare != null) {
                disk.rename(spare, LogFormat.SCRATCH_FILE);
                disk.syncDirectory();
            } else {
                allocate(disk);
            }
            SegmentHeader header =
                    new SegmentHeader(owner, segment.generation, segment.first, segment.bytes);
            ByteBuffer sector = disk.buffer(LogFormat.SEGMENT_HEADER_BYTES);
            disk.write(LogFormat.SCRATCH_FILE, 0, header.encode(sector));
            disk.sync(LogFormat.SCRATCH_FILE);
            disk.rename(LogFormat.SCRATCH_FILE, segment.name());
            disk.syncDirectory();
        }

        private void allocate(Disk disk) {
            try {
                disk.allocate(LogFormat.SCRATCH_FILE, segment.bytes);
            } catch (DiskFullException full) {
                if (disk.names().contains(LogFormat.SCRATCH_FILE)) {
                    disk.delete(LogFormat.SCRATCH_FILE);
                }
                throw full;
            }
        }

        @Override
        public String toString() {
            return "prepare " + segment + (spare == null ? "" : " out of " + spare);
        }
    }

    /// Gives a freed segment's space back.
    static final class Drop extends Chore {
        private final String name;

        Drop(String name) {
            this.name = name;
        }

        @Override
        void perform(Disk disk) {
            disk.delete(name);
            disk.syncDirectory();
        }

        @Override
        public String toString() {
            return "drop " + name;
        }
    }
}
