package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.Outcome;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.lang.ErrorGroups.Transactions;
import org.apache.ignite.lang.IgniteException;
import org.apache.ignite.tx.Transaction;

/// Runs a transaction until it is done: again if it was undone in favour of another, a moment later
/// each time.
final class IgniteAttempts {

    /// A transaction that is undone this often says that something is wrong with the database.
    private static final int MOST = 100;

    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private static final Duration ROLLBACK = Duration.ofSeconds(2);

    private final IgniteClient client;
    private final Aborts aborts;

    IgniteAttempts(IgniteClient client, Aborts aborts) {
        this.client = client;
        this.aborts = aborts;
    }

    Outcome run(ToLongFunction<IgniteWork> attempt) {
        long pauseNanos = FIRST_PAUSE_NANOS;
        for (int tried = 1; ; tried++) {
            Transaction tx = client.transactions().begin();
            try {
                long value = attempt.applyAsLong(new IgniteWork(client, tx));
                tx.commit();
                return new Outcome(false, tried, value);
            } catch (UnusedItem _) {
                tx.rollback();
                return new Outcome(true, tried, 0);
            } catch (RuntimeException failed) {
                rollback(tx);
                if (!isUndone(failed) || tried == MOST) {
                    throw failed;
                }
                aborts.undone(rule(failed), "");
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pauseNanos) + 1);
                pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            }
        }
    }

    /// It may be over at the server already. Now and then its client waits for ever for a lock of
    /// its own (3.1.0): then it is left to the servers, which end it after its time.
    private static void rollback(Transaction tx) {
        Thread ending =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                tx.rollback();
                            } catch (IgniteException _) {
                                // The reason why it failed is told instead.
                            }
                        });
        try {
            ending.join(ROLLBACK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A commit that failed says only that it did.
    private static boolean isUndone(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof IgniteException of
                    && of.groupCode() == Transactions.TX_ERR_GROUP.groupCode()) {
                return true;
            }
        }
        return false;
    }

    private static String rule(RuntimeException failed) {
        return failed instanceof IgniteException of ? of.codeAsString() : "other";
    }
}
