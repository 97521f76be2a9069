package dev.isochron.node.desk;

import dev.isochron.node.ledger.Ledger;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;

/// What a client is told.
public sealed interface Answer {

    /// The line stands in the ledger, on a majority of disks.
    ///
    /// @param again true if it stood there before this command came
    /// @param ballot of the leader that answers
    record Recorded(long line, Slot slot, Timestamp timestamp, boolean again, Ballot ballot)
            implements Answer {}

    /// What was asked for, and how much there is.
    record Lines(long total, long chain, List<Ledger.Kept> lines) implements Answer {}

    /// Surely not done: this node does not lead the group.
    record NotLeader(Optional<NodeId> leader) implements Answer {}

    /// Surely not done: there is no room for it now.
    record Busy(String reason) implements Answer {}

    /// Surely not done: its place in the log went to something else.
    record NotDone() implements Answer {}

    /// Done or not, this node cannot say. The same command sent again is told from a new one.
    record OutcomeUnknown() implements Answer {}

    /// Not done now; whether it was done before is forgotten.
    record Expired() implements Answer {}

    /// Surely not done and never will be.
    record Rejected(String reason) implements Answer {}
}
