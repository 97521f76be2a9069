package dev.isochron.sql.session;

import dev.isochron.client.error.AbortedException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Explanation;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Retry;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Engine.Unit;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What the client is told of failures below.
final class Faults {
    private final Bell bell;
    private final BooleanSupplier lockTimeout;

    /// @param lockTimeout whether the session limits how long it waits for locks
    Faults(Bell bell, BooleanSupplier lockTimeout) {
        this.bell = bell;
        this.lockTimeout = lockTimeout;
    }

    /// Whether the transaction was undone by the cluster, so that it can be run again.
    static boolean isAbort(RuntimeException failure) {
        return switch (failure) {
            case AbortedException aborted ->
                    aborted.retry() == Retry.NEW_ATTEMPT && !isOver(aborted);
            case SqlException sql -> sql.code() == SqlCode.SERIALIZATION_FAILURE;
            default -> false;
        };
    }

    /// What a statement failed of. A key may be found taken, or a value not what it should be, only
    /// because locks under which the transaction read before were lost in between: then it is that,
    /// and it can be run again.
    static RuntimeException reason(RuntimeException failure, @Nullable Unit unit) {
        if (unit != null && failure instanceof IsochronException below) {
            return unit.named(below);
        }
        if (unit == null || !(failure instanceof SqlException sql) || !sql.code().isOfData()) {
            return failure;
        }
        try {
            unit.confirm();
            return failure;
        } catch (AbortedException lost) {
            return unit.named(lost);
        } catch (IsochronException unknown) {
            return failure;
        }
    }

    /// Locks that were not to be had are told, not asked for again. Who was silent for too long is
    /// this gateway, when it was cut off: a client's own silence the session notices first.
    private static boolean isOver(AbortedException aborted) {
        return aborted.sqlState().equals(SqlCode.LOCK_NOT_AVAILABLE.state());
    }

    /// The failure in SQL's words.
    SqlException told(RuntimeException failure) {
        if (failure instanceof SqlException sql) {
            return sql;
        }
        if (failure instanceof IsochronException isochron) {
            return told(isochron);
        }
        throw failure;
    }

    private SqlException told(IsochronException failure) {
        if (failure instanceof OutcomeUnknownException unknown) {
            return new SqlException(
                    of(failure)
                            .withHint(
                                    "It may have been done, and may still be. Look for what it"
                                            + " wrote, or ask a Java client for the outcome of "
                                            + unknown.transaction()
                                            + "."),
                    failure);
        }
        if (failure.failure() instanceof BadInput.LargeTransaction) {
            return new SqlException(
                    of(failure)
                            .withHint(
                                    "Split it into smaller ones; a COPY does that by itself after"
                                            + " SET isochron.copy_part_rows = 10000."),
                    failure);
        }
        if (isOutOfTime(failure.failure()) && lockTimeout.getAsBoolean()) {
            return new SqlException(
                    of(
                            SqlCode.LOCK_NOT_AVAILABLE,
                            "canceling statement due to lock timeout",
                            failure),
                    failure);
        }
        boolean calledOff =
                failure.failure() instanceof Unavailable.Cancelled && bell.rung().isPresent();
        return calledOff ? canceled() : new SqlException(of(failure), failure);
    }

    /// Whether waiting was over; a node that has not answered by then is taken for out of reach.
    /// What was not waited for at all is another matter.
    private static boolean isOutOfTime(Failure failure) {
        return switch (failure) {
            case Aborted.LockUnavailable lock -> !lock.waited().isZero();
            case Unavailable.DeadlineExceeded _, Unavailable.Unreachable _ -> true;
            default -> false;
        };
    }

    private static SqlError of(IsochronException failure) {
        SqlCode code = SqlCode.of(failure.sqlState()).orElse(SqlCode.SYSTEM_ERROR);
        return of(code, message(failure.explanation().what()), failure);
    }

    private static SqlError of(SqlCode code, String message, IsochronException failure) {
        Explanation explanation = failure.explanation();
        return SqlError.of(code, message)
                .withDetail(explanation.where())
                .withHint(explanation.advice());
    }

    /// As PostgreSQL has them: no capital first, no full stop.
    private static String message(String sentence) {
        String bare =
                sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
    }

    /// Ends the statement if somebody wants that.
    void check() {
        if (bell.rung().isPresent()) {
            throw canceled();
        }
    }

    private SqlException canceled() {
        Bell.Reason reason = bell.rung().orElse(Bell.Reason.USER);
        return SqlException.of(reason.code(), reason.message());
    }
}
