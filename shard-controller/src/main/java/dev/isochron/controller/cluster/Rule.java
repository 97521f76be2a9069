package dev.isochron.controller.cluster;

import dev.isochron.paxos.model.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the replicas of a range of keys are to be like.
///
/// @param replicas voters of each shard; as many as usual if nothing is said
/// @param leaders where whoever leads is to stand, if one of the voters does
/// @param learners copies beside the voters that never vote
/// @param learnersIn where those are to stand; nowhere else
public record Rule(
        Optional<Integer> replicas,
        Optional<Locality.Tier> leaders,
        int learners,
        Optional<Locality.Tier> learnersIn) {

    /// Fewer would not bear the loss of one.
    public static final int LEAST_REPLICAS = 3;

    /// As many as a group may have: each slows every write.
    public static final int MOST_REPLICAS = Configuration.MAX_VOTERS;

    /// The members of a shard have room for more, which moves of its voters need.
    public static final int MOST_LEARNERS = 8;

    public Rule {
        replicas.ifPresent(Rule::requireReplicas);
        if (learners < 0 || learners > MOST_LEARNERS) {
            throw new IllegalArgumentException(
                    "a shard has from 0 to %d learners, not %d".formatted(MOST_LEARNERS, learners));
        }
        if (learners == 0 && learnersIn.isPresent()) {
            throw new IllegalArgumentException(
                    "no learners at all cannot stand in " + learnersIn.get());
        }
    }

    /// With learners that stand wherever it is best.
    public Rule(Optional<Integer> replicas, Optional<Locality.Tier> leaders, int learners) {
        this(replicas, leaders, learners, Optional.empty());
    }

    /// So many voters, led by any of them.
    public static Rule ofReplicas(int replicas) {
        return new Rule(Optional.of(replicas), Optional.empty(), 0);
    }

    private static void requireReplicas(int replicas) {
        if (replicas < LEAST_REPLICAS || replicas > MOST_REPLICAS || replicas % 2 == 0) {
            throw new IllegalArgumentException(
                    ("a shard has an odd number of replicas from %d to %d, not %d: one more to an"
                                    + " even number costs more and bears no more losses")
                            .formatted(LEAST_REPLICAS, MOST_REPLICAS, replicas));
        }
    }

    /// As it is written in SQL.
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        replicas.ifPresent(count -> parts.add("replicas = " + count));
        leaders.ifPresent(where -> parts.add("leader_preference = '" + where + "'"));
        if (learners > 0) {
            parts.add(
                    learnersIn
                            .map(where -> "learners = '%d in %s'".formatted(learners, where))
                            .orElse("learners = " + learners));
        }
        return String.join(", ", parts);
    }
}
