package dev.isochron.txn;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Request;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a participant has in memory about one share.
///
/// ```
///        Prepare             locked, writes           applied           Decided
/// (none) ───────▶ Securing ────────────────▶ Preparing ─────▶ InDoubt ───────────▶ Resolving
///                    │ locked, only reads                        ▲                    │ applied
///                    └──────▶ Reading ─ told, or bound given ─▶ (none) ◀──────────────┘
///                                              a later tenure begins at InDoubt
/// ```
sealed interface Holding {

    /// Most requests that wait for one vote: a client and its retries.
    int MAX_CALLERS = 8;

    /// When to look at it again, if ever.
    Optional<Timestamp> due();

    /// Locks are being taken, or the lease is being extended.
    ///
    /// @param secured once all is locked and only the lease is short
    record Securing(
            Request.Prepare request,
            List<Caller> callers,
            Optional<Secured> secured,
            Optional<Timestamp> due)
            implements Holding {
        public Securing {
            callers = List.copyOf(callers);
        }
    }

    /// The vote is proposed for the log.
    record Preparing(TxnRecord.Prepared record, List<Caller> callers) implements Holding {
        public Preparing {
            callers = List.copyOf(callers);
        }

        @Override
        public Optional<Timestamp> due() {
            return Optional.empty();
        }
    }

    /// It voted without a record, because it only read.
    ///
    /// @param anchor absent if the client collects the votes
    /// @param until when to look: the bound, or when to vote again
    record Reading(Optional<Key> anchor, Vote vote, Timestamp until) implements Holding {
        @Override
        public Optional<Timestamp> due() {
            return Optional.of(until);
        }
    }

    /// It voted with a record, and waits.
    ///
    /// @param vote what it vouches for now
    /// @param mine whether this tenure took the locks: then it still has those that were not logged
    /// @param wound what an older transaction wants, to be passed on
    /// @param until when to ask
    /// @param pauseNanos how long it waited before that
    record InDoubt(
            TxnRecord.Prepared record,
            Vote vote,
            boolean mine,
            Optional<Parley.Grievance> wound,
            Timestamp until,
            long pauseNanos)
            implements Holding {
        @Override
        public Optional<Timestamp> due() {
            return Optional.of(until);
        }

        InDoubt woundedFor(Parley.Grievance over) {
            return new InDoubt(record, vote, mine, Optional.of(over), until, pauseNanos);
        }

        InDoubt vouching(Vote longer) {
            return new InDoubt(record, longer, mine, wound, until, pauseNanos);
        }

        InDoubt waiting(Timestamp again, long pause) {
            return new InDoubt(record, vote, mine, wound, again, pause);
        }
    }

    /// The outcome is proposed for the log.
    record Resolving(TxnRecord.Prepared record, Outcome outcome) implements Holding {
        @Override
        public Optional<Timestamp> due() {
            return Optional.empty();
        }
    }

    /// With one caller more; a request that came twice is answered once.
    static List<Caller> with(List<Caller> callers, Caller more) {
        if (callers.contains(more)) {
            return callers;
        }
        List<Caller> all = new ArrayList<>(callers);
        all.add(more);
        return all;
    }
}
