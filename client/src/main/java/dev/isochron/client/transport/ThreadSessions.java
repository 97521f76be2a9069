package dev.isochron.client.transport;

import dev.isochron.client.port.Sessions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sessions on threads: callers wait on their own, and what runs beside them is virtual.
public final class ThreadSessions implements Sessions {

    /// Shorter waits are as long as they say; longer ones end up to 20 ms late.
    private static final Duration EXACT = Duration.ofMillis(200);

    private final Overdue overdue = new Overdue();

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean await(CompletableFuture<?> promise, long untilNanos)
            throws InterruptedException {
        Duration left = Duration.ofNanos(Math.max(0, untilNanos - nanos()));
        try {
            if (Thread.currentThread().isVirtual() && left.compareTo(EXACT) > 0) {
                awaitLong(promise, left);
            } else {
                var _ = promise.get(left.toNanos(), TimeUnit.NANOSECONDS);
            }
            return promise.isDone();
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return promise.isDone();
        }
    }

    /// Each timed wait of a virtual thread wakes the one thread that keeps their times, when it
    /// begins and when it ends. Most are for seconds, and over within a millisecond.
    private void awaitLong(CompletableFuture<?> promise, Duration left)
            throws InterruptedException, ExecutionException {
        if (!promise.isDone()) {
            CompletableFuture<Boolean> either = promise.handle((_, _) -> true);
            overdue.watch(either, left, false);
            var _ = either.get();
        }
    }

    @Override
    public Session start(String name, Runnable body) {
        Thread thread = Thread.ofVirtual().name(name).start(body);
        return thread::interrupt;
    }
}
