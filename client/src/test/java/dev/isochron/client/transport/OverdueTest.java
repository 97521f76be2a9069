package dev.isochron.client.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverdueTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Overdue overdue = new Overdue();

    @Test
    void whatNobodyKeptIsKeptLate() throws Exception {
        CompletableFuture<String> promise = new CompletableFuture<>();
        overdue.watch(promise, Duration.ofMillis(30), "late");

        assertEquals("late", promise.get(10, TimeUnit.SECONDS));
    }

    /// The long one alone would let it sleep for minutes.
    @Test
    void aShorterOneThatComesLaterIsNotForgotten() throws Exception {
        overdue.watch(new CompletableFuture<String>(), LONG, "never");
        laterThanALook();
        CompletableFuture<String> promise = new CompletableFuture<>();
        overdue.watch(promise, Duration.ofMillis(30), "late");

        assertEquals("late", promise.get(10, TimeUnit.SECONDS));
    }

    @Test
    void nobodyIsWokenForALongWaitAlone() throws Exception {
        overdue.watch(new CompletableFuture<String>(), LONG, "never");
        for (int i = 0; i < 10; i++) {
            laterThanALook();
        }

        assertTrue(overdue.looks() <= 2, () -> overdue.looks() + " looks");
    }

    /// Time that passes is what this is about.
    private static void laterThanALook() throws Exception {
        var _ =
                new CompletableFuture<String>()
                        .completeOnTimeout("", 2 * Overdue.LOOK.toMillis(), TimeUnit.MILLISECONDS)
                        .get();
    }
}
