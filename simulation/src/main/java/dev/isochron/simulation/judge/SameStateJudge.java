package dev.isochron.simulation.judge;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.simulation.evidence.ReplicaKey;
import java.util.TreeMap;

/// S1: equal applied slot means equal state on all replicas.
final class SameStateJudge implements Judge {
    static final String NAME = "S1 same bytes";

    private final TreeMap<GroupId, TreeMap<Slot, Long>> fingerprints = new TreeMap<>();

    @Override
    public void applied(Site at, ReplicaKey who, Slot slot, long fingerprint) {
        Long first =
                fingerprints
                        .computeIfAbsent(who.group(), _ -> new TreeMap<>())
                        .putIfAbsent(slot, fingerprint);
        Violation.unless(
                first == null || first == fingerprint,
                NAME,
                () ->
                        who
                                + " stands at "
                                + slot
                                + " with another state than the first that got there");
    }
}
