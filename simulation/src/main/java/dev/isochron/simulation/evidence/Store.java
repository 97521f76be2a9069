package dev.isochron.simulation.evidence;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One node's log as the disk really has it. A record counts as durable when the node says so and
/// the simulated disk has in truth synced it: a host that tells before it syncs is not believed.
public final class Store {
    private record Pending(HardRecord fact, long position) {}

    private final Deque<Pending> pending = new ArrayDeque<>();
    private final TreeMap<GroupId, DurableReplica> replicas = new TreeMap<>();
    private Timestamp horizon = Timestamp.MIN;
    private long lastPosition = Long.MIN_VALUE;
    private long saidSynced = Long.MIN_VALUE;
    private long trulySynced = Long.MIN_VALUE;

    /// The replica of a group that lives in this store, as far as it is durable.
    public @Nullable DurableReplica replica(GroupId group) {
        return replicas.get(group);
    }

    /// What no durable grant of this store exceeds.
    public Timestamp horizon() {
        return horizon;
    }

    /// The position of the newest record, durable or not.
    public long lastPosition() {
        return lastPosition;
    }

    void append(HardRecord fact, long position) {
        pending.add(new Pending(fact, position));
        lastPosition = position;
    }

    void said(long position, BiConsumer<Store, HardRecord> durable) {
        saidSynced = Math.max(saidSynced, position);
        drain(durable);
    }

    void truly(long position, BiConsumer<Store, HardRecord> durable) {
        trulySynced = Math.max(trulySynced, position);
        drain(durable);
    }

    private void drain(BiConsumer<Store, HardRecord> durable) {
        long position = Math.min(saidSynced, trulySynced);
        while (!pending.isEmpty() && pending.peek().position() <= position) {
            HardRecord fact = pending.remove().fact();
            take(fact);
            durable.accept(this, fact);
        }
    }

    private void take(HardRecord fact) {
        switch (fact) {
            case HardRecord.OfReplica record -> {
                DurableReplica replica = replicas.get(record.group());
                if (replica != null) {
                    replica.take(record);
                }
            }
            case HardRecord.Horizon(Timestamp until) -> horizon = until;
            case HardRecord.Booted _, HardRecord.PeerSeen _ -> {}
        }
    }

    /// A process opened the log: the horizon that it found is durable.
    void opened(Timestamp found) {
        horizon = found;
    }

    /// A replica begins to run: what it found is what is durable of it.
    void began(ReplicaImage image) {
        replicas.put(image.group(), new DurableReplica(image));
    }

    /// The process is gone, and with it everything that was not synced.
    void crashed() {
        pending.clear();
        replicas.clear();
        horizon = Timestamp.MIN;
        lastPosition = Long.MIN_VALUE;
        saidSynced = Long.MIN_VALUE;
        trulySynced = Long.MIN_VALUE;
    }
}
