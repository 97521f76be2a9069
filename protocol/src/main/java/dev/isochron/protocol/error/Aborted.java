package dev.isochron.protocol.error;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;

/// The transaction was undone: nothing of it remains, and it can be run again.
public sealed interface Aborted extends Failure {

    /// Another transaction went first.
    ///
    /// @param row that both wanted
    /// @param mode in which this one held it or waited for it
    record Wounded(RowName row, LockMode mode, Contender other, VictimRule rule)
            implements Aborted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The transaction was aborted in favour of another, because "
                            + rule.reason()
                            + ".",
                    "It was about %s, %s; the other is %s.".formatted(row, mode, other),
                    "Run it again; it keeps its age and so its turn comes. If this happens often,"
                            + " touch such rows late in the transaction and keep it short.");
        }
    }

    /// A lock was not to be had, and waiting was not wanted or took too long.
    record LockUnavailable(RowName row, LockMode mode, Contender holder, Duration waited)
            implements Aborted {
        @Override
        public SqlState sqlState() {
            return SqlState.LOCK_NOT_AVAILABLE;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A lock could not be had within " + Shown.duration(waited) + ".",
                    "It is about %s, %s; the holder is %s.".formatted(row, mode, holder),
                    "Run the transaction again, or allow it to wait longer.");
        }
    }

    /// The shard does not hold the transaction's locks any more, or not without a gap.
    ///
    /// @param tenure under which they were taken
    record LocksLost(ShardId shard, Tenure tenure) implements Aborted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The transaction's locks were lost before it could commit, as when a leader"
                            + " fails or hands over.",
                    "They were taken on %s under %s.".formatted(shard, tenure),
                    "Run it again.");
        }
    }

    /// No timestamp satisfied all participants.
    ///
    /// @param voter the keys for which the bound was given that could not be met
    /// @param needed the smallest timestamp that the commit could have got
    /// @param bound up to which the voter could vouch for its locks
    record BoundMissed(Span voter, Timestamp needed, Timestamp bound) implements Aborted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The commit took too long for what vouched for its locks, or for its schema.",
                    "What %s holds was vouched for up to %s; the commit could not be before %s."
                            .formatted(voter, bound, needed),
                    "Run it again. If this happens often, look for a slow or overloaded node, or"
                            + " an uncertain clock.");
        }
    }

    /// A shard of the transaction did not vouch for its locks in time; perhaps it was never asked.
    ///
    /// @param missing the keys that nobody vouched for
    record VoteMissing(Span missing, Duration waited) implements Aborted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "One of the transaction's shards did not agree to the commit in time.",
                    "Nothing was heard about %s within %s."
                            .formatted(missing, Shown.duration(waited)),
                    "Run it again. If this happens often, look for a node that is slow or cut off,"
                            + " or for rows that many transactions wait for.");
        }
    }

    /// A row that was read without a lock changed before the transaction took its locks.
    record ReadChanged(RowName row, Timestamp readAt, Timestamp changedAt) implements Aborted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "A row changed after the transaction had read it and before it wrote.",
                    "It is %s, read as of %s and changed at %s.".formatted(row, readAt, changedAt),
                    "Run it again. If this happens often, read the row for update.");
        }
    }

    /// Somebody had to know the outcome before there was one, which makes it an abort.
    record DecidedByInquiry(TxnId id) implements Aborted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The transaction was given up before its commit arrived, because others waited"
                            + " for its outcome.",
                    "It is " + id + ".",
                    "Run it again.");
        }
    }

    /// The client was silent for too long in the middle of the transaction.
    record IdleTooLong(Duration idle, Duration limit) implements Aborted {
        @Override
        public SqlState sqlState() {
            return SqlState.IDLE_IN_TRANSACTION;
        }

        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The transaction was ended because nothing was heard of its client.",
                    "It was silent for %s, and %s are allowed."
                            .formatted(Shown.duration(idle), Shown.duration(limit)),
                    "Run it again, without waiting for people or other services inside it; or raise"
                            + " the limit.");
        }
    }

    /// The attempt began so long ago that its outcome might have been forgotten; it was not run.
    ///
    /// @param horizon from which on outcomes are kept
    record BornTooEarly(TxnId id, Timestamp horizon) implements Aborted {
        @Override
        public Explanation explanation() {
            return new Explanation(
                    "The attempt is so old that it could not be told from one done before.",
                    "It is %s, and outcomes are kept from %s on.".formatted(id, horizon),
                    "Run it again as a new attempt.");
        }
    }

    @Override
    default Retry retry() {
        return Retry.NEW_ATTEMPT;
    }

    @Override
    default SqlState sqlState() {
        return SqlState.SERIALIZATION_FAILURE;
    }
}
