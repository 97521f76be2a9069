package dev.isochron.node.port;

import java.util.Optional;
import java.util.function.Consumer;

/// Does disk work beside the loop: one job after the other, in the order of submission.
///
/// In production this is a thread of its own; simulation makes two events of a job, so that a crash
/// can fall between the write and the sync.
public interface DiskWorker {

    /// Writes and syncs `job`, then calls `done` on the loop with what went wrong, if anything.
    /// Callbacks come in the order of submission. After a failed write there is no sync.
    void submit(Job job, Consumer<Optional<RuntimeException>> done);

    /// Work that blocks. Its methods may run outside the loop and touch nothing that the loop owns;
    /// they throw what the disk throws.
    interface Job {
        void write();

        void sync();

        /// True of a job that is over in an instant if the disk is well, and that somebody
        /// elsewhere waits for: it may be done on the loop itself while that has nothing else to
        /// do.
        default boolean isBrief() {
            return false;
        }
    }
}
