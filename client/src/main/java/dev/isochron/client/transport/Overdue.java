package dev.isochron.client.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Keeps promises that nobody else kept in time.
///
/// Nearly all are kept long before. A timer for each would wake a thread for each, so they wait in
/// a queue that is looked through now and then; and where no more of them come, only when the next
/// is due, so that a process with nothing to do sleeps.
public final class Overdue {

    /// How exactly timeouts are kept.
    static final Duration LOOK = Duration.ofMillis(20);

    private final ConcurrentLinkedQueue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean moreCame;
    private volatile boolean dozing;
    private volatile @Nullable Thread looker;
    private final AtomicLong looks = new AtomicLong();

    private record Waiting<T>(CompletableFuture<T> promise, T late, long untilNanos) {

        /// Whether it needs no look any more.
        boolean isOver(long now) {
            if (now - untilNanos >= 0) {
                promise.complete(late);
            }
            return promise.isDone();
        }
    }

    /// Has a promise kept with `late` after the timeout.
    public <T> void watch(CompletableFuture<T> promise, Duration timeout, T late) {
        waiting.add(new Waiting<>(promise, late, System.nanoTime() + timeout.toNanos()));
        moreCame = true;
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("isochron-overdue").start(this::look);
        } else if (dozing) {
            LockSupport.unpark(looker);
        }
    }

    private void look() {
        looker = Thread.currentThread();
        do {
            while (!waiting.isEmpty()) {
                pause();
                looks.incrementAndGet();
                long now = System.nanoTime();
                waiting.removeIf(one -> one.isOver(now));
            }
            looking.set(false);
            // Whoever came between the last look and this relied on it.
        } while (!waiting.isEmpty() && looking.compareAndSet(false, true));
    }

    /// A short one while more come, or until the next is due. Who adds to the queue meanwhile sees
    /// that this dozes, or this sees that more came.
    private void pause() {
        if (moreCame) {
            moreCame = false;
            LockSupport.parkNanos(LOOK.toNanos());
            return;
        }
        dozing = true;
        if (!moreCame) {
            LockSupport.parkNanos(Math.max(LOOK.toNanos(), untilNextIsDue()));
        }
        dozing = false;
    }

    private long untilNextIsDue() {
        long now = System.nanoTime();
        long left = Long.MAX_VALUE;
        for (Waiting<?> one : waiting) {
            left = Math.min(left, one.untilNanos() - now);
        }
        return left;
    }

    /// How often the queue was looked through.
    long looks() {
        return looks.get();
    }
}
