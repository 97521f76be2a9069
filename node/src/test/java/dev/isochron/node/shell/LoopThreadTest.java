package dev.isochron.node.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Loop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopThreadTest {
    private final CompletableFuture<Throwable> death = new CompletableFuture<>();
    private final LoopThread loop = new LoopThread("loop-test", death::complete);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void everyTaskOfManyThreadsRunsOnceAndInItsThreadsOrder() throws Exception {
        int threads = 4;
        int tasks = 20_000;
        AtomicInteger outOfOrder = new AtomicInteger();
        int[] next = new int[threads];
        CountDownLatch all = new CountDownLatch(threads * tasks);
        List<Thread> senders = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int me = t;
            senders.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < tasks; i++) {
                                    int mine = i;
                                    loop.execute(() -> {
                                        if (next[me]++ != mine) {
                                            outOfOrder.incrementAndGet();
                                        }
                                        all.countDown();
                                    });
                                }
                            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertTrue(all.await(20, TimeUnit.SECONDS), "tasks left lying: " + all.getCount());
        assertEquals(0, outOfOrder.get());
    }

    @Test
    void whatWaitsRunsBeforeTheEndOfTheTurn() throws Exception {
        List<String> ran = new ArrayList<>();
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        loop.execute(() -> {
            loop.execute(() -> ran.add("waiting"));
            loop.atTurnEnd(() -> {
                ran.add("end 1");
                loop.atTurnEnd(() -> ran.add("end 3"));
                loop.execute(() -> {
                    ran.add("next turn");
                    done.complete(ran);
                });
            });
            loop.atTurnEnd(() -> ran.add("end 2"));
        });
        assertEquals(List.of("waiting", "end 1", "end 2", "end 3", "next turn"), done.get());
    }

    @Test
    void timersRunInOrderOfTimeAndNotBeforeIt() throws Exception {
        List<Integer> order = new ArrayList<>();
        CompletableFuture<Boolean> early = new CompletableFuture<>();
        loop.execute(() -> {
            long now = loop.uptimeNanos();
            loop.at(
                    now + 3_000_000,
                    () -> {
                        order.add(3);
                        early.complete(loop.uptimeNanos() < now + 3_000_000);
                    });
            loop.at(now + 1_000_000, () -> order.add(1));
            Loop.Cancel cancel = loop.at(now + 2_000_000, () -> order.add(2));
            cancel.cancel();
            cancel.cancel();
        });
        assertEquals(false, early.get());
        assertEquals(List.of(1, 3), order);
    }

    @Test
    void anEarlierTimerIsNotHeldUpByALaterOne() throws Exception {
        CompletableFuture<Boolean> rang = new CompletableFuture<>();
        loop.execute(() -> {
            loop.at(loop.uptimeNanos() + 3_600_000_000_000L, () -> rang.complete(false));
            loop.at(loop.uptimeNanos() + 1_000_000L, () -> rang.complete(true));
        });
        assertEquals(true, rang.get());
    }

    @Test
    void whatIsGivenToALoopThatEndedIsDropped() {
        loop.close();
        loop.execute(() -> death.complete(new AssertionError("ran after the end")));
        loop.close();
        assertEquals(false, death.isDone());
    }

    @Test
    void socketsAreServedOnTheThreadOfTheLoop() throws Exception {
        CompletableFuture<Thread> ofTheLoop = new CompletableFuture<>();
        CompletableFuture<Thread> ofTheSockets = new CompletableFuture<>();
        loop.execute(() -> ofTheLoop.complete(Thread.currentThread()));
        loop.group().next().execute(() -> ofTheSockets.complete(Thread.currentThread()));
        assertSame(ofTheLoop.get(), ofTheSockets.get());
    }

    @Test
    void aTaskThatThrowsEndsTheLoopAndIsReported() throws Exception {
        RuntimeException thrown = new IllegalStateException("planted");
        loop.execute(() -> {
            throw thrown;
        });
        assertSame(thrown, death.get());
    }

    @Test
    void diskJobsRunInOrderAndTheLoopHearsOfFailures() throws Exception {
        CompletableFuture<List<String>> heard = new CompletableFuture<>();
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        try (DiskThread disk = new DiskThread("disk-test", loop)) {
            disk.submit(job(log, "one", null), failure -> log.add("done one " + failure));
            RuntimeException broken = new IllegalStateException("EIO");
            disk.submit(
                    job(log, "two", broken),
                    failure -> {
                        log.add("done two " + failure.orElseThrow().getMessage());
                        heard.complete(log);
                    });
            heard.get();
        }
        List<String> mine = log.stream().filter(l -> l.contains("two")).toList();
        assertEquals(List.of("write two", "done two EIO"), mine);
        assertTrue(log.indexOf("sync one") < log.indexOf("write two"));
    }

    /// One by one, so that the loop is idle when each is to be done; others have a thread.
    @Test
    void aBriefJobIsDoneOnAnIdleLoopAndAnyOtherBesideIt() throws Exception {
        try (DiskThread disk = new DiskThread("disk-test", loop)) {
            assertNotSame(threadOfTheLoop(), threadOf(disk, false));
            boolean here = false;
            for (int i = 0; i < 1000 && !here; i++) {
                here = threadOf(disk, true).equals(threadOfTheLoop());
            }
            assertTrue(here, "no brief job was done on the loop");
        }
    }

    private Thread threadOfTheLoop() throws Exception {
        CompletableFuture<Thread> found = new CompletableFuture<>();
        loop.execute(() -> found.complete(Thread.currentThread()));
        return found.get();
    }

    private Thread threadOf(DiskThread disk, boolean brief) throws Exception {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        CompletableFuture<Thread> done = new CompletableFuture<>();
        DiskWorker.Job job =
                new DiskWorker.Job() {
                    @Override
                    public void write() {
                        worker.complete(Thread.currentThread());
                    }

                    @Override
                    public void sync() {}

                    @Override
                    public boolean isBrief() {
                        return brief;
                    }
                };
        loop.execute(() -> disk.submit(job, failure -> done.complete(worker.getNow(null))));
        return done.get();
    }

    private static DiskWorker.Job job(
            List<String> log, String name, @Nullable RuntimeException fails) {
        return new DiskWorker.Job() {
            @Override
            public void write() {
                log.add("write " + name);
                if (fails != null) {
                    throw fails;
                }
            }

            @Override
            public void sync() {
                log.add("sync " + name);
            }
        };
    }
}
