package dev.isochron.bench.tpcc.ignite;

import dev.isochron.bench.peer.IgniteCalls;
import dev.isochron.bench.tpcc.model.TpccTable;
import dev.isochron.bench.tpcc.port.Aborts;
import dev.isochron.bench.tpcc.port.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.apache.ignite.client.IgniteClient;
import org.apache.ignite.lang.ErrorGroups.Transactions;
import org.apache.ignite.lang.IgniteException;
import org.apache.ignite.table.RecordView;
import org.apache.ignite.table.Tuple;
import org.apache.ignite.tx.Transaction;

/// Runs a transaction until it is done: again if it was undone in favour of another, a moment later
/// each time.
final class IgniteAttempts {

    /// A transaction that is undone this often says that something is wrong with the database.
    private static final int MOST = 100;

    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final IgniteClient client;
    private final Aborts aborts;

    /// Asked for once: each time is a question to a server.
    private final Map<TpccTable, RecordView<Tuple>> records = new EnumMap<>(TpccTable.class);

    IgniteAttempts(IgniteClient client, Aborts aborts) {
        this.client = client;
        this.aborts = aborts;
        for (TpccTable table : TpccTable.values()) {
            records.put(
                    table,
                    Objects.requireNonNull(client.tables().table(table.sqlName())).recordView());
        }
    }

    Outcome run(ToLongFunction<IgniteWork> attempt) {
        long pauseNanos = FIRST_PAUSE_NANOS;
        for (int tried = 1; ; tried++) {
            Transaction tx = IgniteCalls.await(client.transactions().beginAsync());
            try {
                long value = attempt.applyAsLong(new IgniteWork(client, records, tx));
                IgniteCalls.await(tx.commitAsync());
                return new Outcome(false, tried, value);
            } catch (UnusedItem _) {
                IgniteCalls.await(tx.rollbackAsync());
                return new Outcome(true, tried, 0);
            } catch (RuntimeException failed) {
                IgniteCalls.rollBack(tx);
                if (!isUndone(failed) || tried == MOST) {
                    throw failed;
                }
                aborts.undone(rule(failed), "");
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pauseNanos) + 1);
                pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            }
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
