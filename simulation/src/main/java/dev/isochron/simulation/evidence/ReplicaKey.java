package dev.isochron.simulation.evidence;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import java.util.Comparator;

/// One replica of one group; ids are never reused, so this names one acceptor for ever.
public record ReplicaKey(GroupId group, ReplicaId replica) implements Comparable<ReplicaKey> {
    private static final Comparator<ReplicaKey> ORDER =
            Comparator.comparing(ReplicaKey::group).thenComparing(ReplicaKey::replica);

    @Override
    public int compareTo(ReplicaKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return group + "/" + replica;
    }
}
