package dev.isochron.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    /// A subject that stands still once: the operation that meets the stall is slow for whoever
    /// waits for it, and so are those that fall due meanwhile.
    private static final class StallsOnce implements Operation {
        static final int AT = 50;
        static final long STALL_NANOS = 200_000_000;
        private final AtomicInteger started = new AtomicInteger();

        @Override
        public void start(int client, Completion end) {
            if (started.incrementAndGet() == AT) {
                long until = System.nanoTime() + STALL_NANOS;
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
            }
            end.succeeded();
        }
    }

    @Test
    void anOpenLoadCountsAStallForAllWhoFellDueDuringIt() throws InterruptedException {
        Load load = new Load.Open(1000, Duration.ofMillis(500));
        LoadResult result = LoadGenerator.run(load, new StallsOnce());
        assertEquals(500, result.completed());
        // 200 operations fell due during the stall; half of them waited for over half of it, and
        // 100 of 500 are a fifth.
        assertTrue(result.latencies().micros(81) >= 95_000, result.latencies()::toString);
        assertTrue(result.latencies().slowestMicros() >= 199_000);
    }

    @Test
    void aClosedLoadSeesTheSameStallOnce() throws InterruptedException {
        Load load = new Load.Closed(1, Duration.ofMillis(500));
        LoadResult result = LoadGenerator.run(load, new StallsOnce());
        assertTrue(result.latencies().slowestMicros() >= 199_000);
        assertTrue(result.completed() > StallsOnce.AT + 100);
        assertTrue(result.latencies().micros(90) < 95_000);
    }

    @Test
    void aClosedLoadHasItsClientsInFlightAndNoMore() throws InterruptedException {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService subject = Executors.newSingleThreadExecutor()) {
            LoadResult result =
                    LoadGenerator.run(
                            new Load.Closed(7, SHORT),
                            (_, end) -> {
                                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                                subject.execute(() -> {
                                    inFlight.decrementAndGet();
                                    end.succeeded();
                                });
                            });
            assertEquals(7, most.get());
            assertEquals(0, inFlight.get());
            assertEquals(result.completed(), result.latencies().count());
        }
    }

    @Test
    void blockingClientsAreCountedToo() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        LoadResult result =
                LoadGenerator.runBlocking(new Load.Closed(3, SHORT), calls::incrementAndGet);
        assertEquals(calls.get(), result.completed());
    }

    @Test
    void operationsThatEndAtOnceDoNotGrowTheStack() throws InterruptedException {
        LoadResult result =
                LoadGenerator.run(
                        new Load.Closed(1, Duration.ofSeconds(1)), (_, end) -> end.succeeded());
        assertTrue(result.completed() > 10_000, () -> "only " + result.completed());
    }

    @Test
    void aBrokenSubjectEndsTheLoadWithItsFirstFailure() {
        LoadFailed failed =
                assertThrows(
                        LoadFailed.class,
                        () ->
                                LoadGenerator.run(
                                        new Load.Closed(2, Duration.ofSeconds(60)),
                                        (_, end) ->
                                                end.failed(new IllegalStateException("no disk"))));
        assertTrue(failed.toString().contains("no disk"), failed::toString);
    }

    @Test
    void aResultSurvivesTheWayBetweenProcesses() throws InterruptedException {
        LoadResult result =
                LoadGenerator.run(new Load.Open(500, SHORT), (_, end) -> end.succeeded());
        LoadResult read = LoadResult.decode(result.encoded());
        assertEquals(result.completed(), read.completed());
        assertEquals(result.inTime(), read.inTime());
        assertEquals(result.seconds(), read.seconds());
        assertEquals(result.latencies().micros(99.9), read.latencies().micros(99.9));
    }
}
