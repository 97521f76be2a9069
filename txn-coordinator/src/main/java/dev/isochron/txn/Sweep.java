package dev.isochron.txn;

import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Place;
import dev.isochron.txn.record.Place.Kind;
import java.util.Optional;

/// Takes back the room of outcomes that the horizon let go of, round by round, each round step by
/// step.
///
/// Outcomes are kept in the order of their keys, not of their births, so a round looks at all of
/// them. It begins only once the earliest birth lies a good part of the time for which outcomes are
/// kept below the horizon: then a part of them goes, and each is looked at a few times in its life,
/// however many there are.
public final class Sweep {
    private final TxnState state;
    private final long slackNanos;
    private Kind kind = Kind.TOLD;
    private Optional<Place> reached = Optional.empty();
    private boolean isUnderWay;

    /// No outcome that is there was born before; nothing is known in the beginning.
    private Timestamp earliest = Timestamp.MIN;

    private Timestamp earliestSeen = Timestamp.MAX;

    /// @param slackNanos how far below the horizon the earliest birth is to lie
    public Sweep(TxnState state, long slackNanos) {
        this.state = state;
        this.slackNanos = slackNanos;
    }

    /// Whether there is something to do.
    public boolean isDue() {
        return isUnderWay
                || Timestamp.min(earliest, state.earliestPut())
                        .plusNanos(slackNanos)
                        .isBefore(state.horizon());
    }

    /// Whether a round began and has not ended.
    public boolean isUnderWay() {
        return isUnderWay;
    }

    /// Looks at up to `limit` outcomes.
    ///
    /// @param keys of the shard
    public void step(Span keys, int limit) {
        if (!isUnderWay) {
            isUnderWay = true;
            earliestSeen = Timestamp.min(earliestSeen, state.takeEarliestPut());
        }
        TxnState.Swept swept = state.sweep(kind, keys, reached, limit);
        earliestSeen = Timestamp.min(earliestSeen, swept.earliest());
        reached = swept.rest();
        if (reached.isEmpty()) {
            endKind();
        }
    }

    private void endKind() {
        if (kind == Kind.TOLD) {
            kind = Kind.SETTLED;
            return;
        }
        kind = Kind.TOLD;
        isUnderWay = false;
        earliest = Timestamp.min(earliestSeen, state.takeEarliestPut());
        earliestSeen = Timestamp.MAX;
    }
}
