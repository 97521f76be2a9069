package dev.isochron.controller.balance;

import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.paxos.model.NodeId;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Where the replicas of a shard are once what is under way is done; otherwise the same weight
/// would be moved twice, and come back.
///
/// @param voters with the learner of a move, which is on its way to a vote
/// @param learners all others
record Places(NavigableSet<NodeId> voters, NavigableSet<NodeId> learners) {

    static Places of(Shard shard, Optional<Job> job) {
        Places places = new Places(new TreeSet<>(), new TreeSet<>());
        for (Replica replica : shard.replicas()) {
            (replica.votes() ? places.voters : places.learners).add(replica.node());
        }
        switch (job.orElse(null)) {
            case Job.Move move when move.reason() == Job.Reason.LEARN -> {
                if (!places.voters.contains(move.to())) {
                    places.learners.add(move.to());
                }
            }
            case Job.Move move -> {
                move.from().ifPresent(places.voters::remove);
                places.learners.remove(move.to());
                places.voters.add(move.to());
            }
            case Job.Retire retire -> places.voters.remove(retire.node());
            case Job.Dismiss dismiss -> places.learners.remove(dismiss.node());
            case null, default -> {}
        }
        return places;
    }
}
