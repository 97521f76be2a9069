package dev.isochron.protocol.request;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a shard answers. It leaves only once everything that it tells of is surely past (T3).
public sealed interface Reply {

    /// To a locking read.
    ///
    /// @param tenure of the locks
    /// @param found in the order of the lookups
    /// @param met the newest version met, by any lookup, deleted rows included: inside a
    ///   transaction the wait for it moves to the commit
    /// @param waited how long locks of others were in the way
    record Locked(Tenure tenure, List<Found> found, Timestamp met, Duration waited)
            implements Reply {
        public Locked {
            found = List.copyOf(found);
        }
    }

    /// To a read without locks.
    ///
    /// @param at the moment that the rows show
    record Snapshot(Timestamp at, List<Found> found) implements Reply {
        public Snapshot {
            found = List.copyOf(found);
        }
    }

    /// To a prepare. With an anchor it says no more than that a vote went to the coordinator.
    record Voted(Vote vote) implements Reply {}

    /// To a commit that was done, now or when it was asked for first.
    ///
    /// @param waited how long all was done already, but `at` not surely past
    record Committed(Timestamp at, Duration waited) implements Reply {}

    /// To the question for an outcome.
    record Told(Outcome outcome) implements Reply {}

    /// To a checksum.
    ///
    /// @param rows that are covered by now
    /// @param hash equal on all replicas that show the same rows
    /// @param rest the first key that is not covered yet; absent if nothing is left
    record Checksum(long rows, long hash, Optional<Key> rest) implements Reply {}

    /// To a release or a refresh.
    record Done() implements Reply {}

    record Failed(Failure failure) implements Reply {}

    /// What one lookup found.
    ///
    /// @param rows in the order of the lookup
    /// @param resume where to go on if the server stopped before the limit and the end: the first
    ///   key not looked at (forward), or the key that everything not looked at is below (reverse)
    record Found(List<Pair> rows, Optional<Key> resume) {
        public Found {
            rows = List.copyOf(rows);
        }
    }

    /// A row and its key.
    ///
    /// @param written the timestamp of the version
    record Pair(Key key, Bytes row, Timestamp written) {}
}
