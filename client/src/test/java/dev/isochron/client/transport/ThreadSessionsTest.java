package dev.isochron.client.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class ThreadSessionsTest {

    private static final Duration LONG = Duration.ofMillis(300);
    private static final Duration LONGER = Duration.ofMinutes(1);

    private final ThreadSessions sessions = new ThreadSessions();

    private static <T> FutureTask<T> virtually(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private boolean await(CompletableFuture<?> promise, Duration wait) throws InterruptedException {
        return sessions.await(promise, sessions.nanos() + wait.toNanos());
    }

    @Test
    void aPromiseThatIsKeptEndsTheWait() throws Exception {
        CompletableFuture<String> promise = new CompletableFuture<>();
        FutureTask<Boolean> waits = virtually(() -> await(promise, LONGER));
        promise.complete("kept");
        assertTrue(waits.get());
        assertTrue(await(promise, Duration.ZERO));
    }

    @Test
    void soDoesOneThatCannotBeKept() throws Exception {
        CompletableFuture<String> promise = new CompletableFuture<>();
        FutureTask<Boolean> waits = virtually(() -> await(promise, LONGER));
        promise.completeExceptionally(new IllegalStateException());
        assertTrue(waits.get());
    }

    @Test
    void aLongWaitEndsAtItsTimeNotBefore() throws Exception {
        CompletableFuture<String> promise = new CompletableFuture<>();
        long begun = sessions.nanos();
        assertFalse(virtually(() -> await(promise, LONG)).get());
        assertTrue(sessions.nanos() - begun >= LONG.toNanos());
        assertFalse(promise.isDone());
    }

    @Test
    void whoIsCalledOffWakesWhereItWaits() {
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        FutureTask<Boolean> waits =
                virtually(() -> {
                    waiting.complete(Thread.currentThread());
                    return await(new CompletableFuture<>(), LONGER);
                });
        waiting.join().interrupt();
        ExecutionException ended = assertThrows(ExecutionException.class, waits::get);
        assertInstanceOf(InterruptedException.class, ended.getCause());
    }
}
