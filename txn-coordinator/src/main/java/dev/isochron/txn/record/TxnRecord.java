package dev.isochron.txn.record;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;

/// An entry of a shard's log that is about a transaction.
///
/// A record that was proposed may be lost, or chosen after another that contradicts it; only
/// applying it in log order says what it is worth.
public sealed interface TxnRecord {

    /// A share that this shard voted for, and for which it waits.
    ///
    /// @param reads all its locks but those that its writes imply, if they are few enough to log;
    ///   absent if only the leader's memory has them: then no later tenure can vouch for longer
    record Prepared(
            Attempt attempt, Key anchor, Share share, Pledge pledge, Optional<List<Held>> reads)
            implements TxnRecord {

        /// Most locks in one record: it must stay small beside its writes.
        public static final int MAX_HELD = 64;

        public Prepared {
            reads = reads.map(List::copyOf);
            if (reads.isPresent() && reads.get().size() > MAX_HELD) {
                throw new IllegalArgumentException(
                        "at most %d locks are logged, not %d"
                                .formatted(MAX_HELD, reads.get().size()));
            }
        }

        public TxnId txn() {
            return attempt.id();
        }

        public Span span() {
            return share.span();
        }

        /// The two halves of a share that a border cuts, each with what it holds of it: a split
        /// takes the right one to another shard. Both keep tenure, floor and bound.
        ///
        /// @param border the first key of the right half, inside of the span
        public List<Prepared> splitAt(Key border) {
            Span.Halves halves = span().splitAt(border);
            return List.of(within(halves.left()), within(halves.right()));
        }

        private Prepared within(Span half) {
            Optional<List<Held>> held = reads.map(all -> Spans.within(all, half));
            return new Prepared(attempt, anchor, Spans.within(share, half), pledge, held);
        }
    }

    /// The decision to commit, with the share of the coordinator's own shard.
    ///
    /// @param untold what other shards wrote; each must log the outcome before this is forgotten
    record Committed(TxnId txn, Key anchor, Timestamp at, List<Write> writes, List<Span> untold)
            implements TxnRecord {
        public Committed {
            writes = List.copyOf(writes);
            untold = List.copyOf(untold);
        }
    }

    /// The decision to abort.
    record Aborted(TxnId txn, Key anchor, Failure why) implements TxnRecord {}

    /// The outcome of a share that was prepared here.
    record Resolved(TxnId txn, Key anchor, Span span, Outcome outcome) implements TxnRecord {}

    /// These shares have logged the outcome.
    record Forgotten(TxnId txn, Key anchor, List<Span> spans) implements TxnRecord {
        public Forgotten {
            spans = List.copyOf(spans);
        }
    }

    /// From now on, what was born before this is neither committed nor prepared here any more, and
    /// its outcome, once all were told, need not be kept.
    record Horizon(Timestamp at) implements TxnRecord {}
}
