package dev.isochron.protocol.commit;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.truetime.Timestamp;

/// "I vouch for all that the transaction did in this span, if its timestamp lies between floor and
/// bound, both included."
///
/// @param span which part of the key space it covers
/// @param tenure under which the locks are held that it vouches for (T8)
/// @param floor a timestamp that the voter gave out for this vote, above every version that the
///   transaction read there (T7)
/// @param bound up to which the voter holds the locks, within its lease (T6)
/// @param writes whether the transaction writes there: then the vote is logged, and an outcome must
///   be told
public record Vote(Span span, Tenure tenure, Timestamp floor, Timestamp bound, boolean writes) {

    public Vote {
        if (floor.isAfter(bound)) {
            throw new IllegalArgumentException(
                    "a vote's floor " + floor + " lies after its bound " + bound);
        }
    }
}
