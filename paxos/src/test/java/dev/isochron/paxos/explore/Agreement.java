package dev.isochron.paxos.explore;

import dev.isochron.paxos.explore.Happened.Fact;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// P1 over a set of facts: at most one value per slot was ever accepted by a majority at one
/// ballot, handed to a state machine, or told to a client.
final class Agreement {
    private static final int MAJORITY = Scope.NODES / 2 + 1;

    private record Vote(Slot slot, Ballot ballot, String value) implements Comparable<Vote> {
        @Override
        public int compareTo(Vote other) {
            int bySlot = slot.compareTo(other.slot);
            int byBallot = bySlot != 0 ? bySlot : ballot.compareTo(other.ballot);
            return byBallot != 0 ? byBallot : value.compareTo(other.value);
        }
    }

    private Agreement() {}

    static Optional<String> broken(List<Fact> facts) {
        Map<Vote, TreeSet<ReplicaId>> votes = new TreeMap<>();
        Map<Slot, TreeSet<String>> chosen = new TreeMap<>();
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Accepted(var by, var slot, var ballot, var value) ->
                        votes.computeIfAbsent(new Vote(slot, ballot, value), _ -> new TreeSet<>())
                                .add(by);
                case Fact.Learned(var slot, var value) ->
                        chosen.computeIfAbsent(slot, _ -> new TreeSet<>()).add(value);
            }
        }
        votes.forEach((vote, by) -> {
            if (by.size() >= MAJORITY) {
                chosen.computeIfAbsent(vote.slot(), _ -> new TreeSet<>()).add(vote.value());
            }
        });
        return chosen.entrySet().stream()
                .filter(slot -> slot.getValue().size() > 1)
                .map(slot -> "P1: " + slot.getKey() + " is chosen as " + slot.getValue())
                .findFirst();
    }
}
