package dev.isochron.protocol.commit;

import dev.isochron.protocol.error.Contender;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;

/// A message between the shards of one transaction. It goes to whichever shard owns [#to] when it
/// is sent; its leader takes it, and any other replica passes it on to the leader it knows of or
/// drops it. Whoever needs an answer asks again.
public sealed interface Parley {

    TxnId txn();

    /// The transaction's anchor: its coordinator is whichever shard owns this key now.
    Key anchor();

    /// The key whose owner is meant.
    Key to();

    /// A voter to the coordinator. May arrive before the client's commit request, and again.
    record Yes(TxnId txn, Key anchor, Vote vote) implements Parley {
        @Override
        public Key to() {
            return anchor;
        }
    }

    /// A voter to the coordinator: it cannot vouch. It holds nothing any more, unless it had logged
    /// a vote before and only cannot vouch for longer; then it waits for the outcome.
    ///
    /// @param span which the vote would have covered
    record No(TxnId txn, Key anchor, Span span, Failure why) implements Parley {
        @Override
        public Key to() {
            return anchor;
        }
    }

    /// The coordinator to a voter: what became of it. Sent only once it is chosen.
    ///
    /// @param span the part of the key space that is told; its first key says who is meant
    record Decided(TxnId txn, Key anchor, Span span, Outcome outcome) implements Parley {
        @Override
        public Key to() {
            return span.from();
        }
    }

    /// A voter that writes to the coordinator: the outcome stands in its log.
    record Logged(TxnId txn, Key anchor, Span span) implements Parley {
        @Override
        public Key to() {
            return anchor;
        }
    }

    /// A voter in doubt to the coordinator; answered with [Decided] to the same span. A coordinator
    /// that knows nothing logs an abort first.
    record Inquiry(TxnId txn, Key anchor, Span span) implements Parley {
        @Override
        public Key to() {
            return anchor;
        }
    }

    /// A voter to the coordinator: an older transaction wants a lock of this one. The coordinator
    /// aborts it unless an outcome is proposed (attack 27), and answers with [Decided] if there is
    /// one already.
    ///
    /// @param span of the voter's share
    record Wound(TxnId txn, Key anchor, Span span, Grievance over) implements Parley {
        @Override
        public Key to() {
            return anchor;
        }
    }

    /// What an older transaction wants of a younger one.
    ///
    /// @param mode in which the younger holds the row
    record Grievance(RowName row, LockMode mode, Contender older) {}

    /// The coordinator to a voter, once: the timestamp would have to be at least this, which is
    /// beyond the voter's bound; can it vouch for more?
    record VoteAgain(TxnId txn, Key anchor, Span span, Timestamp atLeast) implements Parley {
        @Override
        public Key to() {
            return span.from();
        }
    }
}
