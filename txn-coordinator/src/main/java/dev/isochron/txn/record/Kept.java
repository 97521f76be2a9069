package dev.isochron.txn.record;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.TxnId;
import java.util.List;

/// What a shard keeps of the records about one transaction.
public sealed interface Kept {

    Place place();

    /// What the coordinator decided.
    ///
    /// @param untold spans that have not logged it yet; only a commit has any
    record Decision(TxnId txn, Key anchor, Outcome outcome, List<Span> untold) implements Kept {
        public Decision {
            untold = List.copyOf(untold);
        }

        @Override
        public Place place() {
            Place.Kind kind = untold.isEmpty() ? Place.Kind.TOLD : Place.Kind.UNTOLD;
            return new Place(kind, anchor, txn);
        }
    }

    /// A share that waits for its outcome.
    record InDoubt(TxnRecord.Prepared prepared) implements Kept {
        @Override
        public Place place() {
            return new Place(Place.Kind.IN_DOUBT, prepared.span().from(), prepared.txn());
        }
    }

    /// A share that had its outcome: it is not prepared again (attack 23).
    record Settled(TxnId txn, Span span, Outcome outcome) implements Kept {
        @Override
        public Place place() {
            return new Place(Place.Kind.SETTLED, span.from(), txn);
        }
    }
}
