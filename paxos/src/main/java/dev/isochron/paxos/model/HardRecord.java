package dev.isochron.paxos.model;

import dev.isochron.truetime.Timestamp;
import java.util.UUID;

/// What must survive a crash, one fact each. The durable log is a sequence of these; replaying the
/// sequence from its beginning gives back every replica's state (see [ReplicaImage]).
///
/// Records of one replica take effect in the order in which they were appended.
public sealed interface HardRecord {

    /// A record that belongs to one replica of the store.
    sealed interface OfReplica extends HardRecord {
        GroupId group();
    }

    /// A replica exists here from now on, knowing `configuration` to govern slot `begin`. Also
    /// written when its state is replaced by a snapshot and when its log is cut: slots below
    /// `begin` are chosen, applied and covered by the state machine's own durable state, accepted
    /// values below it are dropped, what is at or above stays. Idempotent, and enough by itself to
    /// stand for all earlier [Began] records of the replica.
    record Began(GroupId group, ReplicaId replica, Slot begin, Configuration configuration)
            implements OfReplica {}

    /// The replica will not accept below `ballot`.
    record Promised(GroupId group, Ballot ballot) implements OfReplica {}

    /// The replica accepted `entry` at `ballot`; this implies the promise of that ballot.
    record Accepted(GroupId group, Slot slot, Ballot ballot, Entry entry) implements OfReplica {}

    /// The replica knows `entry` to be chosen in `slot`, without having accepted it itself.
    record Learned(GroupId group, Slot slot, Entry entry) implements OfReplica {}

    /// Everything up to and including `slot` is chosen, with the values recorded so far. Never
    /// waits for a sync: losing it only means learning it again.
    record ChosenMark(GroupId group, Slot slot) implements OfReplica {}

    /// The replica lost a promise, an acceptance or a grant: it never votes again (P6).
    record Forgot(GroupId group, ReplicaId replica) implements OfReplica {}

    /// The replica was removed; its id is remembered so that no late message revives it.
    record Removed(GroupId group, ReplicaId replica) implements OfReplica {}

    /// No grant of this store reaches beyond `until`; after a restart it counts as granted.
    record Horizon(Timestamp until) implements HardRecord {}

    /// This store was opened; later boots have higher numbers.
    record Booted(long boot) implements HardRecord {}

    /// A peer was met in this incarnation and boot; an earlier one is a stale copy (FAULTS S10).
    ///
    /// @param place the sector up to which its log was known to be synced, 0 if it did not tell: a
    ///   later boot that begins below it is one of a copy too
    record PeerSeen(NodeId node, UUID incarnation, long boot, long place) implements HardRecord {

        public PeerSeen(NodeId node, UUID incarnation, long boot) {
            this(node, incarnation, boot, 0);
        }
    }
}
