package dev.isochron.paxos.explore;

import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.replica.Rule;
import java.util.List;
import java.util.Set;

/// How much may happen in a small world of three acceptors, of which two propose a value each.
///
/// @param rules what the replicas keep
/// @param stands how often each proposer's timer may fire
/// @param waits how often leases may run out
/// @param crashes how often a node may lose power
/// @param byHand nodes whose disk syncs in a step of its own
record Scope(Set<Rule> rules, int stands, int waits, int crashes, List<ReplicaId> byHand) {

    static final int NODES = 3;
    static final int PROPOSERS = 2;
    private static final List<String> VALUES = List.of("x", "y");

    /// What decides agreement. Heartbeats only carry leases and news of what is chosen, which
    /// accepts carry as well.
    private static final Set<String> CARRIED =
            Set.of(
                    "canvass",
                    "canvass-reply",
                    "prepare",
                    "promise",
                    "accept",
                    "accepted",
                    "refused");

    /// Canvassing changes nothing at whoever is asked, so it takes no time here.
    private static final Set<String> AT_ONCE = Set.of("canvass", "canvass-reply");

    boolean carries(Letter letter) {
        return CARRIED.contains(letter.kind());
    }

    boolean arrivesAtOnce(Letter letter) {
        return AT_ONCE.contains(letter.kind());
    }

    boolean syncsByHand(ReplicaId replica) {
        return byHand.contains(replica);
    }

    /// What proposer `number` wants in the log.
    static String valueAt(int number) {
        return VALUES.get(number - 1);
    }

    String valueOf(long token) {
        return VALUES.stream().filter(v -> v.hashCode() == token).findFirst().orElseThrow();
    }
}
