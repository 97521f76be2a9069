package dev.isochron.storage;

import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreFull;

/// One batch on its way to the disk; its two steps may block and run beside the owner's thread.
public final class StorageJob {
    private final Commit commit;
    private final Work work;

    StorageJob(Commit commit, Work work) {
        this.commit = commit;
        this.work = work;
    }

    /// Runs the batch.
    ///
    /// @throws StoreFull if there is no room; nothing was done
    /// @throws StoreFailed if the store is of no use any more
    public void write() {
        commit.write();
    }

    /// Makes it durable.
    ///
    /// @throws StoreFull if there is no room; nothing was done
    /// @throws StoreFailed if the store is of no use any more
    public void sync() {
        commit.sync();
    }

    Work work() {
        return work;
    }

    @Override
    public String toString() {
        return work.toString();
    }
}
