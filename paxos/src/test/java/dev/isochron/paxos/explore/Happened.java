package dev.isochron.paxos.explore;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.util.List;

/// What one stimulus led to at one node.
///
/// @param facts what became true for good
/// @param broken promises that were broken, in words
record Happened(List<Letter> sent, List<Fact> facts, List<String> broken) {

    /// Something that no crash takes back.
    sealed interface Fact {
        /// The value is on the acceptor's disk.
        record Accepted(ReplicaId by, Slot slot, Ballot ballot, String value) implements Fact {}

        /// A state machine was given the value, or a client was told of it.
        record Learned(Slot slot, String value) implements Fact {}
    }
}
