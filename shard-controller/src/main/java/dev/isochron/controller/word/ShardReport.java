package dev.isochron.controller.word;

import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.paxos.model.NodeId;
import java.util.List;

/// What a shard's leader says of it.
///
/// @param caughtUp learners that have all that is chosen
public record ShardReport(Shard shard, List<NodeId> caughtUp, Survey survey) {
    public ShardReport {
        caughtUp = List.copyOf(caughtUp);
    }
}
