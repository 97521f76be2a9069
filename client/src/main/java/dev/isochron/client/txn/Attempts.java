package dev.isochron.client.txn;

import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.route.Backoff;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Router;
import dev.isochron.client.table.Tables;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Retry;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Runs transactions, each as often as it takes.
public final class Attempts {

    /// After so many vain tries without locks, a transaction takes them.
    public static final int OPTIMISTIC_TRIES = 3;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Router router;
    private final Tables tables;
    private final Heart heart;
    private final long origin;
    private final AtomicLong numbers = new AtomicLong();

    public Attempts(Router router, Tables tables) {
        this.router = router;
        this.tables = tables;
        this.heart = new Heart(router.sessions());
        this.origin = router.chance().next() & Long.MAX_VALUE;
    }

    /// What a transaction does in each attempt.
    public interface Body<T extends @Nullable Object, E extends Exception> {
        T run(Run run) throws E;
    }

    /// What came of it.
    public record Done<T extends @Nullable Object>(T value, Receipt receipt) {}

    /// Runs it until it is committed, or cannot be.
    ///
    /// @throws IsochronException if it cannot be, or its outcome is unknown
    /// @throws InterruptedException if it was called off while it surely was not done
    /// @throws E what its program throws; nothing remains of it then
    public <T extends @Nullable Object, E extends Exception> Done<T> run(
            TransactionOptions options, Body<T, E> body) throws E, InterruptedException {
        router.requireOpen();
        Deadline deadline = Deadline.after(router.sessions(), options.deadline());
        router.connect(deadline);
        Tally tally = new Tally(router.requests());
        @Nullable Age age = null;
        while (true) {
            tally.attempts++;
            TxnId id = new TxnId(birth(tally), origin, numbers.getAndIncrement());
            age = age == null ? ageOf(id, options.priority()) : age;
            Attempt attempt = new Attempt(id, age, options.tag(), "");
            Run run = new Run(router, tables, modeOf(options, tally), deadline, attempt);
            try {
                return once(run, body, tally);
            } catch (OutcomeUnknownException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                Failure doom = run.doom().orElse(null);
                if (doom == null || !isTriedAgain(doom) || deadline.isPast()) {
                    throw e;
                }
            }
            pause(tally.attempts, deadline);
        }
    }

    private static final class Tally {
        private final long requestsBefore;
        private int attempts;
        private long lockWaitNanos;
        private Timestamp lastBirth = Timestamp.MIN;

        private Tally(long requestsBefore) {
            this.requestsBefore = requestsBefore;
        }
    }

    /// Of two attempts of one age the later has the larger id, whatever clocks say.
    private Timestamp birth(Tally tally) {
        tally.lastBirth = Timestamp.max(router.now(), tally.lastBirth.next());
        return tally.lastBirth;
    }

    private static Age ageOf(TxnId first, Priority priority) {
        Timestamp counted = first.birth().plusNanos(-priority.headStart().toNanos());
        return new Age(new TxnId(counted, first.origin(), first.number()));
    }

    private static TransactionOptions modeOf(TransactionOptions options, Tally tally) {
        return tally.attempts > OPTIMISTIC_TRIES ? options.withMode(ReadMode.PESSIMISTIC) : options;
    }

    /// A lock that was not waited for is its program's to judge.
    private static boolean isTriedAgain(Failure doom) {
        return doom.retry() == Retry.NEW_ATTEMPT && !(doom instanceof Aborted.LockUnavailable);
    }

    private <T extends @Nullable Object, E extends Exception> Done<T> once(
            Run run, Body<T, E> body, Tally tally) throws E, InterruptedException {
        heart.opened(run);
        boolean unknown = false;
        try {
            T value = body.run(run);
            Committed done = commit(run);
            tally.lockWaitNanos += run.lockWaitNanos();
            Statistics statistics =
                    new Statistics(
                            tally.attempts,
                            router.requests() - tally.requestsBefore,
                            done.shards,
                            Duration.ofNanos(tally.lockWaitNanos),
                            run.buffer().bytes());
            return new Done<>(value, new Receipt(done.at, statistics));
        } catch (OutcomeUnknownException e) {
            unknown = true;
            throw e;
        } finally {
            heart.closed(run);
            if (!unknown) {
                run.release();
            }
        }
    }

    private record Committed(Timestamp at, int shards) {}

    private Committed commit(Run run) throws InterruptedException {
        run.use();
        Plan plan = Plan.of(run);
        if (plan.isEmpty()) {
            return new Committed(run.met(), 0);
        }
        Timestamp at =
                plan.heaviest().isPresent()
                        ? new TwoPhase(run, plan).commit()
                        : new Ballots(run).collect(plan);
        return new Committed(at, plan.parts().size());
    }

    private void pause(int attempts, Deadline deadline) throws InterruptedException {
        long pause =
                Backoff.nanos(
                        FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS, attempts - 1, router.chance());
        long until = router.sessions().nanos() + pause;
        router.sessions()
                .await(
                        new CompletableFuture<>(),
                        until - deadline.untilNanos() < 0 ? until : deadline.untilNanos());
    }

    /// What a caller is told who called off what was not done.
    public static IsochronException calledOff() {
        return IsochronException.of(new Unavailable.Cancelled());
    }
}
