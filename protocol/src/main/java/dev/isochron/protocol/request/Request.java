package dev.isochron.protocol.request;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a client asks of a shard.
public sealed interface Request {

    Route route();

    /// Reads the newest rows and keeps them locked until the transaction ends.
    ///
    /// @param tenure under which the transaction holds locks there already; if that is not the live
    ///   one, locks were lost and the request fails
    /// @param modes the columns that are read, and written if the rows are read for update: of all
    ///   lookups, or one for each
    /// @param patience what to do about locks that others hold
    /// @param longest how long to wait for them at most, if its client wants an answer before the
    ///   shard loses patience: it says who holds them, which a client that gave up cannot know
    record LockingRead(
            Route route,
            Attempt attempt,
            Optional<Tenure> tenure,
            List<Lookup> lookups,
            List<LockMode> modes,
            LockWait patience,
            Optional<Duration> longest)
            implements Request {
        public LockingRead {
            lookups = List.copyOf(lookups);
            modes = List.copyOf(modes);
            if (modes.isEmpty() || (modes.size() > 1 && modes.size() != lookups.size())) {
                throw new IllegalArgumentException(
                        modes.size() + " modes for " + lookups.size() + " lookups");
            }
        }

        /// With one mode for all lookups.
        public LockingRead(
                Route route,
                Attempt attempt,
                Optional<Tenure> tenure,
                List<Lookup> lookups,
                LockMode mode,
                LockWait patience) {
            this(route, attempt, tenure, lookups, List.of(mode), patience, Optional.empty());
        }

        /// Of a lookup.
        ///
        /// @param place among the lookups, from 0
        public LockMode mode(int place) {
            return modes.size() == 1 ? modes.getFirst() : modes.get(place);
        }
    }

    /// Reads without locks, at any replica.
    record SnapshotRead(Route route, ReadAt at, List<Lookup> lookups) implements Request {
        public SnapshotRead {
            lookups = List.copyOf(lookups);
        }
    }

    /// Asks a shard to vouch for its share of a transaction.
    ///
    /// A share with writes is logged and the vote goes to the coordinator; one without writes is
    /// voted for without a log record.
    ///
    /// A failure in reply says why the vote was "no"; whether the transaction is aborted, only its
    /// coordinator knows. A share that was sent is never cut anew under the same id, unless the
    /// answer was that nothing was done because the shard changed.
    ///
    /// @param anchor names the coordinator; absent for a transaction that writes nowhere, whose
    ///   client collects the votes itself
    record Prepare(Route route, Attempt attempt, Optional<Key> anchor, Share share)
            implements Request {
        public Prepare {
            if (anchor.isEmpty() && !share.onlyReads()) {
                throw new IllegalArgumentException("a transaction that writes has an anchor");
            }
        }
    }

    /// Asks the coordinator to commit.
    ///
    /// @param anchor a key that is written here
    /// @param share what the transaction did on the coordinator's own shard
    /// @param others hulls of what it did on each other shard; votes must cover them all
    /// @param met the newest version that its reads without locks met: no commit before it
    /// @param bound up to which its client can vouch for what it knows: no commit beyond it
    record Commit(
            Route route,
            Attempt attempt,
            Key anchor,
            Share share,
            List<Participant> others,
            Timestamp met,
            Timestamp bound)
            implements Request {
        public Commit {
            others = List.copyOf(others);
            if (!share.span().contains(anchor)) {
                throw new IllegalArgumentException("the anchor is among the coordinator's keys");
            }
        }

        /// Without a bound.
        public Commit(
                Route route,
                Attempt attempt,
                Key anchor,
                Share share,
                List<Participant> others,
                Timestamp met) {
            this(route, attempt, anchor, share, others, met, Timestamp.MAX);
        }
    }

    /// Another shard of a transaction, as its client knew it.
    ///
    /// @param writes whether anything is written there
    record Participant(Span span, boolean writes) {}

    /// The client gives the attempt up, or a transaction that only read is over: its locks can go.
    ///
    /// @param at the moment as of which all votes of a transaction that only read vouch for it, at
    ///   least every floor and at most every bound; absent for one that is given up
    record Release(Route route, TxnId txn, Optional<Timestamp> at) implements Request {}

    /// The client is alive, and so is its attempt.
    record Refresh(Route route, TxnId txn, Tenure tenure) implements Request {}

    /// Goes on with a checksum over the rows that this replica, and no other, shows at a timestamp;
    /// so replicas can be compared without sending rows about (S1).
    ///
    /// @param span what is left of the range
    /// @param rows that were covered before, and their `hash`; 0 and 0 to begin
    record Checksum(Route route, Timestamp at, Span span, long rows, long hash)
            implements Request {}

    /// What became of a transaction? Asking decides it if nothing had: it is aborted then.
    record AskOutcome(Route route, Key anchor, TxnId txn) implements Request {}
}
