package dev.isochron.simulation.judge;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// Watches one invariant. What a method is told is in the evidence already, unless it says so.
public interface Judge {

    /// A replica begins to run from what its restart found. Told before the evidence takes it in.
    default void began(Site at, ReplicaImage image) {}

    /// A process has started: every replica that its restart found has begun.
    default void started(Site at) {}

    /// A step of a replica asks for these records to be made durable.
    default void persists(Site at, ReplicaKey who, List<HardRecord> records) {}

    /// A message leaves a replica, for the network or back to itself. Told before the evidence.
    default void left(Site at, Envelope envelope) {}

    /// A replica learned the value of a slot. Told before the evidence.
    default void learned(Site at, ReplicaKey who, Slot slot, Entry entry) {}

    /// A state machine stands at `slot`, with this fingerprint.
    default void applied(Site at, ReplicaKey who, Slot slot, long fingerprint) {}

    /// A leader gave out a timestamp.
    default void gave(Site at, ReplicaKey who, Timestamp given) {}

    /// How a replica stands after an event that it took part in.
    default void stands(Site at, ReplicaKey who, ReplicaView view) {}

    /// A request came to a replica of a shard. Told before the truth takes it in.
    default void asked(Site at, ReplicaKey who, Request request) {}

    /// An answer leaves a replica of a shard. Told before the truth takes it in.
    default void answered(Site at, ReplicaKey who, Request request, Reply reply) {}

    /// A replica of a shard applied an entry. Told before the truth takes it in.
    default void ruled(Site at, ReplicaKey who, Applied applied) {}

    /// A replica of a shard knows this of its shard from now on, by its log or what it started
    /// with.
    default void shaped(Site at, ReplicaKey who, ShardEntry entry) {}

    /// A replica of a shard says something to another shard. Told before the truth takes it in.
    default void said(Site at, ReplicaKey who, Parley parley) {}

    /// A replica of a shard says something about safe times to another one.
    default void said(Site at, ReplicaKey who, SafeTimes word) {}

    /// Nothing happens any more: what can only be judged as a whole is judged now.
    default void concludes() {}

    /// The process on this node is gone.
    default void crashed(Site at) {}
}
