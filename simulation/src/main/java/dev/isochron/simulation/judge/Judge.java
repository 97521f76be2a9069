package dev.isochron.simulation.judge;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.ReplicaView;
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

    /// The process on this node is gone.
    default void crashed(Site at) {}
}
