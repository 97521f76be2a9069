package dev.isochron.node.ledger;

import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;

/// What a command came to, the same on every replica.
public sealed interface Outcome {

    /// It stands in the ledger.
    ///
    /// @param line its number, from 1
    /// @param again true if it stood there already and this was a repetition
    record Recorded(long line, Slot slot, Timestamp timestamp, boolean again) implements Outcome {}

    /// The ledger no longer knows whether it stands there; it was not written now.
    record Expired() implements Outcome {}

    /// It was not written, and never will be.
    record Rejected(String reason) implements Outcome {}
}
