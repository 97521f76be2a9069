package dev.isochron.txn.record;

import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.truetime.Timestamp;

/// What a logged vote promises; a later tenure repeats exactly this (attack 6).
///
/// @param tenure under which the locks were held
/// @param floor no commit before it
/// @param bound up to which the locks that were not logged are vouched for
public record Pledge(Tenure tenure, Timestamp floor, Timestamp bound) {

    /// The vote that says so.
    public Vote over(Span span) {
        return new Vote(span, tenure, floor, bound, true);
    }
}
