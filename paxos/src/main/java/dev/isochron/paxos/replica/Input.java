package dev.isochron.paxos.replica;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// What can happen to a replica.
public sealed interface Input {
    /// A message arrived; the host has checked that it is addressed to this replica and that it
    /// came from the sender's node.
    record Deliver(Member from, Message message) implements Input {}

    /// Somebody wants `entry` in the log; the fate is told under `token`, once.
    record Propose(long token, Entry.Commands entry) implements Input {}

    /// The time that [PaxosReplica#wakeAtNanos] named has come, or any other time.
    record Tick() implements Input {}

    /// Somebody wants something of this group here: a quiet group looks for its leader.
    record Poke() implements Input {}

    /// The group begins with a split of another, and `first` is to lead it first: it stands at
    /// once, and the others leave it some time. It is a wish: whoever is elected leads.
    record Begin(ReplicaId first) implements Input {}

    /// Whoever leads tells the others at once what is chosen: something waits for that.
    record Announce() implements Input {}

    /// The leader hands over to `successor`; `floor` is the highest timestamp that the host itself
    /// published (read points, vote bounds) beyond those given through [PaxosReplica#give].
    ///
    /// @param estate what its state machine leaves to that of the successor, as of this very step
    record Transfer(ReplicaId successor, Timestamp floor, Estate estate) implements Input {}

    /// The members are to change; answered under `token`.
    record Change(long token, MemberChange change) implements Input {}

    /// The state machine's own durable state covers everything up to `slot`.
    record Flushed(Slot slot) implements Input {}

    /// The store's log is nearly full: what the state machine holds durably, up to `slot`, is no
    /// longer kept for those who might fetch it.
    record LetGo(Slot slot) implements Input {}

    /// The host has read a piece of a snapshot that a peer asked for.
    record SnapshotRead(ReplicaId reader, Message.SnapshotChunk chunk) implements Input {}

    /// The state machine took in the last chunk and made it durable, with `at` applied.
    record SnapshotInstalled(Slot at, Configuration configuration) implements Input {}

    /// The state machine refused or lost the snapshot being installed; it is asked for again.
    record SnapshotFailed(Slot at) implements Input {}

    /// The state machine lost its state while it applied an entry: it goes on with a snapshot.
    record StateLost() implements Input {}

    /// The group is no more: what it decided belongs to another one. This replica ends, like one
    /// that was removed.
    record Dissolve() implements Input {}

    /// How the members of a group may change.
    sealed interface MemberChange {
        /// A new replica on that node receives the log.
        record AddLearner(NodeId node) implements MemberChange {}

        record RemoveLearner(ReplicaId learner) implements MemberChange {}

        /// These replicas vote from now on; each is a voter or a caught-up learner already. Voters
        /// that are not named leave the group.
        record SetVoters(List<ReplicaId> voters) implements MemberChange {
            public SetVoters {
                voters = List.copyOf(voters);
            }
        }
    }
}
