package dev.isochron.controller.word;

import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Rules;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.paxos.model.NodeId;
import java.util.List;

/// The cluster as its controller sees it.
///
/// @param seats the nodes whose replicas decide
/// @param rules what the replicas of some keys are to be like
public record View(
        List<ServerSeen> servers,
        List<ShardSeen> shards,
        List<Job> jobs,
        List<NodeId> seats,
        Rules rules) {

    /// Of a cluster of which nothing is known.
    public static final View NOTHING =
            new View(List.of(), List.of(), List.of(), List.of(), Rules.NONE);

    public View {
        servers = List.copyOf(servers);
        shards = List.copyOf(shards);
        jobs = List.copyOf(jobs);
        seats = List.copyOf(seats);
    }

    /// A member.
    ///
    /// @param silentMillis since it last reported; -1 if it did not to this leader
    public record ServerSeen(Server server, long silentMillis) {}

    /// A shard, and what its leader sees in it.
    public record ShardSeen(Shard shard, Survey survey) {

        public Load load() {
            return survey.load();
        }
    }
}
