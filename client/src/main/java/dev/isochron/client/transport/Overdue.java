package dev.isochron.client.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps promises that nobody else kept in time.
///
/// Nearly all are kept long before. A timer for each would wake a thread for each, so they wait in
/// a queue that is looked through now and then, as long as there is one.
public final class Overdue {

    /// How exactly timeouts are kept.
    static final Duration LOOK = Duration.ofMillis(20);

    private final ConcurrentLinkedQueue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();

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
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("isochron-overdue").start(this::look);
        }
    }

    private void look() {
        do {
            while (!waiting.isEmpty()) {
                pause();
                long now = System.nanoTime();
                waiting.removeIf(one -> one.isOver(now));
            }
            looking.set(false);
            // Whoever came between the last look and this relied on it.
        } while (!waiting.isEmpty() && looking.compareAndSet(false, true));
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
