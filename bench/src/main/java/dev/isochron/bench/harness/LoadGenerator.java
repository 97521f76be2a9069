package dev.isochron.bench.harness;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Puts a load on an operation, and times it.
///
/// A closed load has no threads of its own: a client begins its next operation on the thread that
/// told it the end of the last, so that what is measured is the subject and not the scheduler.
public final class LoadGenerator {

    /// How long after its end a load waits for the operations still in flight.
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private LoadGenerator() {}

    public static LoadResult run(Load load, Operation operation) throws InterruptedException {
        return switch (load) {
            case Load.Closed closed -> closed(closed, operation);
            case Load.Open open -> open(open, operation);
        };
    }

    private static LoadResult closed(Load.Closed load, Operation operation)
            throws InterruptedException {
        Tally tally = new Tally(load.length(), System.nanoTime());
        CountDownLatch busy = new CountDownLatch(load.clients());
        for (int client = 0; client < load.clients(); client++) {
            new Client(client, operation, tally, busy).next();
        }
        boolean ended = busy.await(load.length().plus(DRAIN).toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            throw tally.unanswered(busy.getCount(), DRAIN);
        }
        return tally.result();
    }

    /// One client of a closed load.
    private static final class Client implements Operation.Completion {
        private enum Turn {
            STARTING,
            WAITING,
            ENDED_WHILE_STARTING
        }

        private final int number;
        private final Operation operation;
        private final Tally tally;
        private final CountDownLatch busy;
        private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.WAITING);
        private long startNanos;

        Client(int number, Operation operation, Tally tally, CountDownLatch busy) {
            this.number = number;
            this.operation = operation;
            this.tally = tally;
            this.busy = busy;
        }

        /// Begins operations for as long as each ends before its `start` has returned: a loop, for
        /// a subject that answers at once would otherwise grow the stack.
        void next() {
            do {
                startNanos = System.nanoTime();
                if (!tally.open(startNanos)) {
                    busy.countDown();
                    return;
                }
                turn.set(Turn.STARTING);
                operation.start(number, this);
            } while (!turn.compareAndSet(Turn.STARTING, Turn.WAITING));
        }

        @Override
        public void succeeded() {
            tally.succeeded(startNanos, System.nanoTime());
            ended();
        }

        @Override
        public void failed(Throwable cause) {
            tally.failed(cause);
            ended();
        }

        private void ended() {
            if (!turn.compareAndSet(Turn.STARTING, Turn.ENDED_WHILE_STARTING)) {
                next();
            }
        }
    }

    /// A closed load whose clients are virtual threads that block until their operation has ended.
    public static LoadResult runBlocking(Load.Closed load, Runnable operation)
            throws InterruptedException {
        Tally tally = new Tally(load.length(), System.nanoTime());
        CountDownLatch busy = new CountDownLatch(load.clients());
        for (int client = 0; client < load.clients(); client++) {
            Thread.ofVirtual().start(() -> repeat(operation, tally, busy));
        }
        if (!busy.await(load.length().plus(DRAIN).toMillis(), TimeUnit.MILLISECONDS)) {
            throw tally.unanswered(busy.getCount(), DRAIN);
        }
        return tally.result();
    }

    /// Once at least: on a busy machine a short load may be over before its threads run.
    private static void repeat(Runnable operation, Tally tally, CountDownLatch busy) {
        long startNanos = System.nanoTime();
        do {
            try {
                operation.run();
                tally.succeeded(startNanos, System.nanoTime());
            } catch (RuntimeException failed) {
                tally.failed(failed);
            }
            startNanos = System.nanoTime();
        } while (tally.open(startNanos));
        busy.countDown();
    }

    private static LoadResult open(Load.Open load, Operation operation)
            throws InterruptedException {
        double intervalNanos = 1e9 / load.perSecond();
        long startNanos = System.nanoTime();
        Tally tally = new Tally(load.length(), startNanos);
        Semaphore room = new Semaphore(Load.MAX_IN_FLIGHT);
        for (long i = 0; ; i++) {
            long dueNanos = startNanos + (long) (i * intervalNanos);
            if (!tally.open(dueNanos)) {
                break;
            }
            awaitInstant(dueNanos);
            room.acquire();
            operation.start((int) (i % Load.MAX_IN_FLIGHT), new Shot(dueNanos, tally, room));
        }
        if (!room.tryAcquire(Load.MAX_IN_FLIGHT, DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw tally.unanswered(Load.MAX_IN_FLIGHT - room.availablePermits(), DRAIN);
        }
        return tally.result();
    }

    /// Sleeps, and is up to about 0.1 ms late: spinning would take a core from the subject. The
    /// lateness counts as response time.
    private static void awaitInstant(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanos - System.nanoTime();
        }
    }

    /// One operation of an open load.
    private record Shot(long dueNanos, Tally tally, Semaphore room)
            implements Operation.Completion {

        @Override
        public void succeeded() {
            tally.succeeded(dueNanos, System.nanoTime());
            room.release();
        }

        @Override
        public void failed(Throwable cause) {
            tally.failed(cause);
            room.release();
        }
    }
}
