package dev.isochron.bench.log;

import dev.isochron.bench.harness.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Many writers, one syncing thread: each sync takes everything that queued while the last ran.
final class GroupCommit implements AutoCloseable {

    /// Entries of one sync; more than any load has in flight.
    private static final int MAX_BATCH = 4096;

    @SuppressWarnings("ArrayRecordComponent") // never compared, and the bytes are the caller's
    private record Write(byte[] payload, Operation.Completion end) {}

    private final PreallocatedLog log;
    private final Queue<Write> queue = new ConcurrentLinkedQueue<>();
    private final Thread syncer;
    private volatile boolean parked;
    private volatile boolean closed;

    GroupCommit(PreallocatedLog log) {
        this.log = log;
        this.syncer = Thread.ofPlatform().daemon().name("syncer").start(this::run);
    }

    void append(byte[] payload, Operation.Completion end) {
        queue.add(new Write(payload, end));
        if (parked) {
            LockSupport.unpark(syncer);
        }
    }

    private void run() {
        List<Write> batch = new ArrayList<>();
        while (!closed) {
            take(batch);
            if (batch.isEmpty()) {
                awaitWork();
            } else {
                sync(batch);
                batch.clear();
            }
        }
    }

    private void take(List<Write> batch) {
        Write next = queue.poll();
        while (next != null) {
            batch.add(next);
            next = batch.size() < MAX_BATCH ? queue.poll() : null;
        }
    }

    private void awaitWork() {
        parked = true;
        if (queue.isEmpty() && !closed) {
            LockSupport.park();
        }
        parked = false;
    }

    private void sync(List<Write> batch) {
        try {
            for (Write write : batch) {
                log.append(write.payload);
            }
            log.sync();
        } catch (IOException failed) {
            batch.forEach(write -> write.end.failed(new UncheckedIOException(failed)));
            return;
        }
        batch.forEach(write -> write.end.succeeded());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(syncer);
    }
}
