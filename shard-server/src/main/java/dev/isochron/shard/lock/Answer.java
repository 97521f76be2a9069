package dev.isochron.shard.lock;

import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.txn.Tenure;
import java.util.List;

/// What becomes of a request for locks at once.
public sealed interface Answer {

    /// All its locks are held now, except those left out.
    ///
    /// @param ticket by which [LockTable#shrink] knows the request
    /// @param tenure what a vote for these locks quotes
    /// @param skipped what was not free; empty unless with `SKIP`
    record Granted(Ticket ticket, Tenure tenure, List<Lock> skipped) implements Answer {
        public Granted {
            skipped = List.copyOf(skipped);
        }
    }

    /// None of its locks is held yet; a [LockEvent.Granted] or the end of its attempt follows.
    ///
    /// @param ticket by which events name it
    record Waiting(Ticket ticket) implements Answer {}

    /// It took nothing. What its attempt held before it still holds, if the attempt is alive.
    record Refused(Failure why) implements Answer {}
}
