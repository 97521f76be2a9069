package dev.isochron.client.txn;

import dev.isochron.protocol.txn.Attempt;
import java.time.Duration;

/// How a transaction is run.
///
/// @param deadline for all its attempts together, the commit included
/// @param tag what its program calls it; others see it in their errors, cut to 256 characters
/// @param mode whether its reads take locks
/// @param priority how much older than it is it counts
/// @param idleLimit how long it may do nothing in the middle before its locks are given up
public record TransactionOptions(
        Duration deadline, String tag, ReadMode mode, Priority priority, Duration idleLimit) {

    /// Thirty seconds, untagged, with locks, a minute of idleness.
    public static final TransactionOptions DEFAULT =
            new TransactionOptions(
                    Duration.ofSeconds(30),
                    "",
                    ReadMode.PESSIMISTIC,
                    Priority.NORMAL,
                    Duration.ofMinutes(1));

    public TransactionOptions {
        if (tag.length() > Attempt.MAX_TEXT) {
            tag = tag.substring(0, Attempt.MAX_TEXT);
        }
    }

    public static TransactionOptions tagged(String tag) {
        return DEFAULT.withTag(tag);
    }

    public TransactionOptions withTag(String newTag) {
        return new TransactionOptions(deadline, newTag, mode, priority, idleLimit);
    }

    public TransactionOptions withDeadline(Duration newDeadline) {
        return new TransactionOptions(newDeadline, tag, mode, priority, idleLimit);
    }

    public TransactionOptions withMode(ReadMode newMode) {
        return new TransactionOptions(deadline, tag, newMode, priority, idleLimit);
    }

    public TransactionOptions withPriority(Priority newPriority) {
        return new TransactionOptions(deadline, tag, mode, newPriority, idleLimit);
    }

    public TransactionOptions withIdleLimit(Duration newLimit) {
        return new TransactionOptions(deadline, tag, mode, priority, newLimit);
    }
}
