package dev.isochron.bench.harness;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What one load has counted so far; any thread may add.
final class Tally {

    /// A subject that fails this often is broken, and its figures would say nothing.
    private static final int MAX_FAILURES = 100;

    private final Duration length;
    private final long endNanos;
    private final Latencies latencies = new Latencies();
    private final LongAdder completed = new LongAdder();
    private final LongAdder inTime = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

    Tally(Duration length, long startNanos) {
        this.length = length;
        this.endNanos = startNanos + length.toNanos();
    }

    /// Whether operations may still be begun at this instant.
    boolean open(long nowNanos) {
        return nowNanos - endNanos < 0 && failed.sum() < MAX_FAILURES;
    }

    void succeeded(long fromNanos, long nowNanos) {
        latencies.record(nowNanos - fromNanos);
        completed.increment();
        if (nowNanos - endNanos <= 0) {
            inTime.increment();
        }
    }

    void failed(Throwable cause) {
        firstFailure.compareAndSet(null, cause);
        failed.increment();
    }

    /// The result, once all operations begun have ended.
    LoadResult result() {
        if (failed.sum() >= MAX_FAILURES || completed.sum() == 0) {
            throw new LoadFailed(
                    "%d operations failed and %d succeeded; the first failure was: %s"
                            .formatted(failed.sum(), completed.sum(), firstFailure.get()),
                    firstFailure.get());
        }
        return new LoadResult(
                completed.sum(), inTime.sum(), failed.sum(), length.toNanos() / 1e9, latencies);
    }

    /// The error for operations that never ended.
    LoadFailed unanswered(long count, Duration waited) {
        return new LoadFailed(
                "%d operations got no answer within %d s of the load's end; failed before: %s"
                        .formatted(count, waited.toSeconds(), firstFailure.get()),
                firstFailure.get());
    }
}
