package dev.isochron.simulation.evidence;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who promised and who durably accepted what in one group; acceptances of a slot are kept until it
/// is learned.
public final class Votes {
    private record Acceptance(ReplicaId replica, Ballot ballot, Entry entry) {}

    private final TreeMap<Slot, List<Acceptance>> accepted = new TreeMap<>();
    private final TreeMap<Ballot, TreeSet<ReplicaId>> promised = new TreeMap<>();

    /// Who has promised `ballot` to its owner, as far as the owner has heard.
    public Set<ReplicaId> promisedTo(Ballot ballot) {
        return promised.getOrDefault(ballot, new TreeSet<>());
    }

    /// True if a quorum of `governing` durably accepted `entry` in `slot` at one ballot.
    public boolean isChosen(Slot slot, Entry entry, Configuration governing) {
        TreeMap<Ballot, TreeSet<ReplicaId>> byBallot = new TreeMap<>();
        for (Acceptance acceptance : accepted.getOrDefault(slot, List.of())) {
            if (acceptance.entry().equals(entry)) {
                byBallot.computeIfAbsent(acceptance.ballot(), _ -> new TreeSet<>())
                        .add(acceptance.replica());
            }
        }
        return byBallot.values().stream().anyMatch(by -> governing.isQuorum(by::contains));
    }

    /// Who durably accepted what in a slot, for a person.
    public String describe(Slot slot) {
        return accepted.getOrDefault(slot, List.of()).toString();
    }

    void promise(ReplicaId replica, Ballot ballot) {
        promised.computeIfAbsent(ballot, _ -> new TreeSet<>()).add(replica);
    }

    void accept(ReplicaId replica, Slot slot, Ballot ballot, Entry entry) {
        accepted.computeIfAbsent(slot, _ -> new ArrayList<>())
                .add(new Acceptance(replica, ballot, entry));
    }

    void learned(Slot slot) {
        accepted.remove(slot);
    }
}
