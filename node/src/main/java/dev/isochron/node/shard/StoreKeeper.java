package dev.isochron.node.shard;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Operator;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.storage.Pressure;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageEvent;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreFull;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Runs the jobs of a node's store, one at a time, and tells each shard what became of its own.
public final class StoreKeeper {

    /// While the disk is full, a job that found no room is tried again this often.
    private static final long FULL_PAUSE_NANOS = 500_000_000L;

    private final Storage storage;
    private final DiskWorker worker;
    private final Loop loop;
    private final Operator operator;
    private final TreeMap<ShardId, Consumer<StorageEvent>> listeners = new TreeMap<>();
    private boolean running;
    private boolean full;

    public StoreKeeper(Storage storage, DiskWorker worker, Loop loop, Operator operator) {
        this.storage = storage;
        this.worker = worker;
        this.loop = loop;
        this.operator = operator;
    }

    public Storage storage() {
        return storage;
    }

    void later(long nanos, Runnable task) {
        loop.at(loop.uptimeNanos() + nanos, task);
    }

    long uptimeNanos() {
        return loop.uptimeNanos();
    }

    /// How urgent a flush is; a disk that is full slows writers down as well.
    public Pressure pressure() {
        return storage.pressure();
    }

    /// True while the disk has no room for what was applied.
    public boolean isFull() {
        return full;
    }

    /// `listener` hears what becomes of a shard's replica; only the last one does.
    public void listen(ShardId shard, Consumer<StorageEvent> listener) {
        listeners.put(shard, listener);
    }

    /// Something may be due: a freeze, a removal, a chunk.
    public void kick() {
        if (!running) {
            storage.startJob().ifPresent(this::submit);
        }
    }

    private void submit(StorageJob job) {
        running = true;
        worker.submit(new DiskJob(job), failure -> ended(job, failure));
    }

    private record DiskJob(StorageJob job) implements DiskWorker.Job {
        @Override
        public void write() {
            job.write();
        }

        @Override
        public void sync() {
            job.sync();
        }
    }

    private void ended(StorageJob job, Optional<RuntimeException> failure) {
        running = false;
        if (failure.isEmpty()) {
            full = false;
            storage.completed(job).forEach(this::tell);
            kick();
        } else if (failure.get() instanceof StoreFull noRoom) {
            storage.failed(job, noRoom);
            full = true;
            loop.at(loop.uptimeNanos() + FULL_PAUSE_NANOS, this::kick);
        } else {
            running = true;
            operator.stop(
                    "The store of this node failed: "
                            + failure.get().getMessage()
                            + ". What was acknowledged is in the log; check the device, then start"
                            + " the node again. "
                            + (isDamage(failure.get())
                                    ? "It will put this store aside and fetch its rows from the"
                                            + " other nodes."
                                    : ""));
        }
    }

    private static boolean isDamage(RuntimeException failure) {
        return failure instanceof StoreFailed failed && failed.isDamage();
    }

    private void tell(StorageEvent event) {
        Consumer<StorageEvent> listener = listeners.get(event.shard());
        if (listener != null) {
            listener.accept(event);
        }
    }
}
