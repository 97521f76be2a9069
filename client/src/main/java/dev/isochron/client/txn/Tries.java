package dev.isochron.client.txn;

import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.route.Backoff;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Router;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Retry;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One transaction through all its attempts: each has an id of its own, all have one age.
///
/// ```
/// begin ── work ──┬── commit ── end
///   ▲             └── end ── pause ──┐
///   └────────────────────────────────┘
/// ```
///
/// Owned by one session.
public final class Tries {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Attempts origin;
    private final Router router;
    private final TransactionOptions options;
    private final long requestsBefore;
    private @Nullable Age age;
    private @Nullable Run run;
    private Timestamp lastBirth = Timestamp.MIN;
    private long beat;
    private int attempts;
    private long lockWaitNanos;
    private boolean unknown;
    private @Nullable UnderWay underWay;

    Tries(Attempts origin, TransactionOptions options) {
        this.origin = origin;
        this.router = origin.router();
        this.options = options;
        this.requestsBefore = router.requests();
    }

    /// Begins the next attempt.
    public Run begin(Deadline deadline) {
        attempts++;
        // Of two attempts of one age the later has the larger id, whatever clocks say.
        lastBirth = Timestamp.max(router.now(), lastBirth.next());
        TxnId id = origin.number(lastBirth);
        Age kept = age == null ? ageOf(id) : age;
        age = kept;
        Run next =
                new Run(
                        router,
                        origin.tables(),
                        modeOf(),
                        deadline,
                        new Attempt(id, kept, options.tag(), ""));
        run = next;
        unknown = false;
        beat = origin.heart().opened(next::beat);
        return next;
    }

    private Age ageOf(TxnId first) {
        Timestamp counted = first.birth().plusNanos(-options.priority().headStart().toNanos());
        return new Age(new TxnId(counted, first.origin(), first.number()));
    }

    private TransactionOptions modeOf() {
        return attempts > Attempts.OPTIMISTIC_TRIES
                ? options.withMode(ReadMode.PESSIMISTIC)
                : options;
    }

    /// The attempt at work.
    ///
    /// @throws IllegalStateException if there is none
    public Run run() {
        Run current = run;
        if (current == null) {
            throw new IllegalStateException("the transaction is over");
        }
        return current;
    }

    public boolean isOpen() {
        return run != null;
    }

    /// Lets the attempt wait until then, from now on.
    public void deadline(Deadline deadline) {
        run().deadline(deadline);
    }

    /// Why the attempt cannot go on, if it cannot.
    public Optional<Failure> doom() {
        return run().doom();
    }

    /// Whether another attempt may do better; a lock that was not waited for is its program's to
    /// judge.
    boolean isTriedAgain() {
        Failure doom = run().doom().orElse(null);
        return doom != null
                && doom.retry() == Retry.NEW_ATTEMPT
                && !(doom instanceof Aborted.LockUnavailable);
    }

    /// Commits the attempt, at no moment beyond the bound.
    ///
    /// @throws dev.isochron.client.error.IsochronException if it is undone, or its outcome unknown
    /// @throws InterruptedException if it was called off while it surely was not done
    public Receipt commit(Timestamp bound) throws InterruptedException {
        run().bound(bound);
        return commit();
    }

    /// Begins to commit the attempt at no moment beyond the bound: what is sent first leaves now,
    /// and nobody waits for it. [#commit] does; nothing else may be done in between.
    ///
    /// @throws InterruptedException if it was called off
    public void beginCommit(Timestamp bound) throws InterruptedException {
        Run committing = run();
        committing.use();
        committing.bound(bound);
        Plan plan = Plan.of(committing);
        if (plan.heaviest().isPresent()) {
            TwoPhase begun = new TwoPhase(committing, plan);
            begun.send();
            underWay = new UnderWay(plan, begun);
        }
    }

    /// A commit that was begun.
    private record UnderWay(Plan plan, TwoPhase commit) {}

    /// Commits the attempt.
    ///
    /// @throws dev.isochron.client.error.IsochronException if it is undone, or its outcome unknown
    /// @throws InterruptedException if it was called off while it surely was not done
    public Receipt commit() throws InterruptedException {
        Run committing = run();
        try {
            committing.use();
            UnderWay begun = underWay;
            underWay = null;
            Plan plan = begun == null ? Plan.of(committing) : begun.plan();
            Timestamp at =
                    begun != null
                            ? commit(committing, plan, begun.commit())
                            : plan.isEmpty() ? committing.met() : commit(committing, plan);
            Statistics statistics =
                    new Statistics(
                            attempts,
                            router.requests() - requestsBefore,
                            plan.parts().size(),
                            (int) plan.parts().stream().filter(Plan.Part::isWritten).count(),
                            Duration.ofNanos(lockWaitNanos + committing.lockWaitNanos()),
                            committing.commitWait(),
                            committing.buffer().bytes());
            return new Receipt(at, statistics);
        } catch (OutcomeUnknownException e) {
            unknown = true;
            throw e;
        }
    }

    private static Timestamp commit(Run committing, Plan plan) throws InterruptedException {
        if (plan.heaviest().isEmpty()) {
            return new Ballots(committing).collect(plan);
        }
        return commit(committing, plan, new TwoPhase(committing, plan));
    }

    private static Timestamp commit(Run committing, Plan plan, TwoPhase commit)
            throws InterruptedException {
        Timestamp at = commit.commit();
        committing.settledAt(plan.parts());
        return at;
    }

    /// How long locks of others were in the way of reads, in all attempts so far.
    public Duration lockWait() {
        Run current = run;
        long now = current == null ? 0 : current.lockWaitNanos();
        return Duration.ofNanos(lockWaitNanos + now);
    }

    /// Ends the attempt; locks that it may hold go, unless nobody knows what became of it.
    public void end() {
        Run ending = run;
        underWay = null;
        if (ending != null) {
            run = null;
            lockWaitNanos += ending.lockWaitNanos();
            origin.heart().closed(beat);
            if (!unknown) {
                ending.release();
            }
        }
    }

    /// Lets others go first, for longer each time.
    ///
    /// @throws InterruptedException if it was called off
    public void pause(Deadline deadline) throws InterruptedException {
        long pause =
                Backoff.nanos(
                        FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS, attempts - 1, router.chance());
        long until = router.sessions().nanos() + pause;
        router.sessions()
                .await(
                        new CompletableFuture<>(),
                        until - deadline.untilNanos() < 0 ? until : deadline.untilNanos());
    }
}
