package dev.isochron.paxos.log;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.ReplicaId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// What recovery found wrong with the log, and what it did about it.
///
/// @param torn a write that was never acknowledged was cut off at the log's end; harmless
/// @param losses stretches that were durable once and cannot be read; each is told of once, by the
///   recovery that finds it
/// @param voteless replicas of which records may be in there: they never vote again (P6)
/// @param orphans groups that had records in there and of which nothing else is left here: the
///   store may have had a replica of them and must not take a new one under an old id
/// @param strangersLost true if there may be more such groups than `orphans` names
public record DamageReport(
        boolean torn,
        List<Loss> losses,
        SortedMap<GroupId, ReplicaId> voteless,
        List<GroupId> orphans,
        boolean strangersLost) {

    /// Bytes of the log that are gone.
    public record Loss(Position from, Position to) {
        @Override
        public String toString() {
            return from + " to " + to;
        }
    }

    public boolean isClean() {
        return !torn && losses.isEmpty();
    }

    /// One line each for a person, empty if all is well.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (torn) {
            lines.add("a write cut short by a crash was dropped from the log's end; harmless");
        }
        losses.forEach(loss -> lines.add("the log is damaged from " + loss));
        if (!losses.isEmpty()) {
            lines.add(
                    voteless.isEmpty()
                            ? "no replica here is known to have lost records"
                            : "these replicas lost records and no longer vote: "
                                    + voteless
                                    + "; the cluster replaces them, check the device");
        }
        return lines;
    }
}
