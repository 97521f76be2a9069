package dev.isochron.bench.tpcc.sql;

import dev.isochron.bench.tpcc.port.Aborts;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// Runs a transaction until it is done: again after a serialization failure, a moment later each
/// time.
public final class Attempts {

    /// A transaction that is undone this often says that something is wrong with the database.
    private static final int MOST = 100;

    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    /// Before the row, in our messages.
    private static final String ROW = ": row ";

    private final SqlWork work;
    private final Aborts aborts;

    public Attempts(SqlWork work, Aborts aborts) {
        this.work = work;
        this.aborts = aborts;
    }

    /// One attempt, without its commit.
    @FunctionalInterface
    public interface Attempt {
        long run() throws SQLException;
    }

    /// A transaction that is done.
    ///
    /// @param attempts how often it was tried
    /// @param value of the last time
    public record Done(int attempts, long value) {}

    public Done run(Attempt attempt) {
        long pauseNanos = FIRST_PAUSE_NANOS;
        for (int tried = 1; ; tried++) {
            try {
                long value = attempt.run();
                work.connection().commit();
                return new Done(tried, value);
            } catch (SQLException failed) {
                SQLException why = cause(failed);
                work.rollback();
                if (!SqlFailure.isUndone(why) || tried == MOST) {
                    throw new SqlFailure(why);
                }
                aborts.undone(rule(why), table(why));
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pauseNanos) + 1);
                pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            } catch (RuntimeException | Error failed) {
                work.rollback();
                throw failed;
            }
        }
    }

    /// A failed batch says at length what was in it, and then why it failed.
    private static SQLException cause(SQLException failed) {
        SQLException next = failed.getNextException();
        return next == null ? failed : next;
    }

    /// The state and the first sentence, without what changes from time to time.
    static String rule(SQLException why) {
        String first = message(why);
        int row = first.indexOf(ROW);
        String rule = row < 0 ? first : first.substring(0, row);
        return why.getSQLState() + " " + rule.replaceFirst("^ERROR: ", "");
    }

    private static String message(SQLException why) {
        String message = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end);
    }

    /// The table that our messages name: `district` of `…: row district (3, 7), exclusive …`.
    static String table(SQLException why) {
        String first = message(why);
        int row = first.indexOf(ROW);
        if (row < 0) {
            return "";
        }
        String name = first.substring(row + ROW.length()).split("[ ,;]", 2)[0];
        return name.matches("[0-9a-fA-F]+") ? "a row" : name;
    }
}
