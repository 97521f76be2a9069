package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.util.List;
import java.util.Optional;

/// What the host must do after a step, in the order of the components.
///
/// @param persist append to the durable log, in this order
/// @param send messages; those that rest on the log leave once everything that this replica ever
///   appended, in this step or before, is synced (P4, attack 12); the others leave at once. A
///   message to the replica itself is delivered back to it, under the same rule
/// @param apply chosen entries for the state machine, in slot order, each exactly once per run
/// @param reply fates of proposals and changes; a [Fate.Chosen] comes after its slot in `apply`
/// @param requests what else the host is asked to do
public record Effects(
        List<HardRecord> persist,
        List<Outgoing> send,
        List<Applied> apply,
        List<Reply> reply,
        List<Request> requests) {

    /// A message on its way out.
    ///
    /// @param to the node of the receiver
    /// @param restsOnLog true if the message claims durable state
    public record Outgoing(NodeId to, Envelope envelope, boolean restsOnLog) {}

    public record Applied(Slot slot, Entry entry) {}

    /// The answer to [Input.Propose] or [Input.Change] under its token.
    public record Reply(long token, Fate fate) {}

    /// What became of a proposal or change.
    public sealed interface Fate {
        /// Chosen and handed to the state machine.
        record Chosen(Slot slot) implements Fate {}

        /// Surely not chosen and never will be; `leader` is who to ask instead, if known.
        record NotLeader(Optional<NodeId> leader) implements Fate {}

        /// Surely not chosen: another value took its slot.
        record Superseded() implements Fate {}

        /// Chosen or not, nobody here can tell any more: its slot came as part of a snapshot.
        record Unknown() implements Fate {}

        /// Surely not chosen: too much is waiting; slow down.
        record Busy() implements Fate {}

        /// Surely not done; the reason is for a person.
        record Rejected(String reason) implements Fate {}
    }

    /// Other work for the host.
    public sealed interface Request {
        /// Read a piece of this replica's own snapshot for a peer; `at` zero means the newest.
        record ReadSnapshot(ReplicaId reader, Slot at, long offset) implements Request {}

        /// Hand a verified piece to the state machine; the first has offset 0, the last says so.
        @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
        record InstallChunk(
                Slot at, Configuration configuration, long offset, byte[] bytes, boolean last)
                implements Request {}

        /// The state machine should make itself durable so that the log can be cut.
        record Flush() implements Request {}

        /// This replica stands as the one that the leader of `ballot` named when it resigned, and
        /// was left something by it: for the state machine, before it leads.
        ///
        /// Whether somebody led in between only the log tells, when this replica leads.
        record Inherit(Ballot ballot, Estate estate) implements Request {}

        /// This replica is no member any more: delete its state and forget it.
        record Retire() implements Request {}
    }
}
