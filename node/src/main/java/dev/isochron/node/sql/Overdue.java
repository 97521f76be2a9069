package dev.isochron.node.sql;

import dev.isochron.client.port.Delivery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps promises that nobody else kept in time.
///
/// Nearly all are kept long before. A timer for each would wake a thread for each, so they wait in
/// a queue that is looked through now and then, as long as there is one.
final class Overdue {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    private record Waiting(CompletableFuture<Delivery> promise, long untilNanos) {}

    /// Has a promise kept as lost after the timeout.
    void watch(CompletableFuture<Delivery> promise, Duration timeout) {
        waiting.add(new Waiting(promise, System.nanoTime() + timeout.toNanos()));
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("sql-overdue").start(this::look);
        }
    }

    private void look() {
        do {
            while (!waiting.isEmpty()) {
                pause();
                long now = System.nanoTime();
                waiting.removeIf(one -> isOver(one, now));
            }
            looking.set(false);
            // Whoever came between the last look and this relied on it.
        } while (!waiting.isEmpty() && looking.compareAndSet(false, true));
    }

    private static boolean isOver(Waiting one, long now) {
        if (!one.promise.isDone() && now - one.untilNanos >= 0) {
            one.promise.complete(new Delivery.Lost("no answer of this node in time"));
        }
        return one.promise.isDone();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
