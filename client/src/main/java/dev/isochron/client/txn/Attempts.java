package dev.isochron.client.txn;

import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Router;
import dev.isochron.client.table.Tables;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Where transactions begin, and where work is tried until it is done.
public final class Attempts {

    /// After so many vain tries without locks, a transaction takes them.
    public static final int OPTIMISTIC_TRIES = 3;

    private final Router router;
    private final Tables tables;
    private final Heart heart;
    private final long origin;
    private final AtomicLong numbers = new AtomicLong();

    public Attempts(Router router, Tables tables) {
        this.router = router;
        this.tables = tables;
        this.heart = new Heart(router.sessions(), "isochron-heart");
        this.origin = router.chance().next() & Long.MAX_VALUE;
    }

    /// What a transaction does in each attempt.
    public interface Body<T extends @Nullable Object, E extends Exception> {
        T run(Run run) throws E;
    }

    /// What came of it.
    public record Done<T extends @Nullable Object>(T value, Receipt receipt) {}

    /// A transaction, not begun yet.
    ///
    /// @throws IsochronException if no node answers
    /// @throws InterruptedException if it was called off
    public Tries open(TransactionOptions options, Deadline deadline) throws InterruptedException {
        router.requireOpen();
        router.connect(deadline);
        return new Tries(this, options);
    }

    /// Runs it until it is committed, or cannot be.
    ///
    /// @throws IsochronException if it cannot be, or its outcome is unknown
    /// @throws InterruptedException if it was called off while it surely was not done
    /// @throws E what its program throws; nothing remains of it then
    public <T extends @Nullable Object, E extends Exception> Done<T> run(
            TransactionOptions options, Body<T, E> body) throws E, InterruptedException {
        Deadline deadline = Deadline.after(router.sessions(), options.deadline());
        Tries tries = open(options, deadline);
        while (true) {
            Run run = tries.begin(deadline);
            try {
                T value = body.run(run);
                return new Done<>(value, tries.commit());
            } catch (OutcomeUnknownException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (!tries.isTriedAgain() || deadline.isPast()) {
                    throw e;
                }
            } finally {
                tries.end();
            }
            tries.pause(deadline);
        }
    }

    Router router() {
        return router;
    }

    Tables tables() {
        return tables;
    }

    Heart heart() {
        return heart;
    }

    /// An id that no other attempt has.
    TxnId number(Timestamp birth) {
        return new TxnId(birth, origin, numbers.getAndIncrement());
    }

    /// What a caller is told who called off what was not done.
    public static IsochronException calledOff() {
        return IsochronException.of(new Unavailable.Cancelled());
    }
}
