package dev.isochron.client.transport;

import dev.isochron.client.port.Sessions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sessions on threads: callers wait on their own, and what runs beside them is virtual.
public final class ThreadSessions implements Sessions {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean await(CompletableFuture<?> promise, long untilNanos)
            throws InterruptedException {
        try {
            var _ = promise.get(Math.max(0, untilNanos - nanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return promise.isDone();
        }
    }

    @Override
    public Session start(String name, Runnable body) {
        Thread thread = Thread.ofVirtual().name(name).start(body);
        return thread::interrupt;
    }
}
