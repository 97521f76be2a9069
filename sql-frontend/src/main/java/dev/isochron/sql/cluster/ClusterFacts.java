package dev.isochron.sql.cluster;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The cluster at one moment, as whoever looks after it sees it.
public record ClusterFacts(
        List<NodeFact> nodes, List<ShardFact> shards, List<JobFact> jobs, List<HotFact> hot) {

    /// Of a store that is no cluster.
    public static final ClusterFacts NONE =
            new ClusterFacts(List.of(), List.of(), List.of(), List.of());

    public ClusterFacts {
        nodes = List.copyOf(nodes);
        shards = List.copyOf(shards);
        jobs = List.copyOf(jobs);
        hot = List.copyOf(hot);
    }

    /// A member.
    ///
    /// @param standing `active`, `draining`, `lost` or `removed`
    /// @param decides whether a replica of the controller is there
    /// @param silentMillis since it was last heard; nothing if it was not lately
    public record NodeFact(
            long node,
            String address,
            String locality,
            String standing,
            boolean decides,
            OptionalLong silentMillis) {}

    /// A shard, in the order of their keys.
    ///
    /// @param bytes of its rows, in one copy
    /// @param requests per second
    /// @param rule what its replicas are to be like; empty if as usual
    public record ShardFact(
            long shard,
            long generation,
            Span span,
            List<Long> voters,
            List<Long> learners,
            Optional<Long> leader,
            long bytes,
            long requests,
            String rule) {
        public ShardFact {
            voters = List.copyOf(voters);
            learners = List.copyOf(learners);
        }

        /// Whether a replica is there.
        public boolean isOn(long node) {
            return voters.contains(node) || learners.contains(node);
        }
    }

    /// Something that is being done.
    ///
    /// @param stepsDone of `steps`
    public record JobFact(String job, String description, int stepsDone, int steps) {}

    /// A row that takes so much of its shard's work that no split would help it.
    ///
    /// @param requests per second
    /// @param waiting requests that wait for its lock
    public record HotFact(
            Key row, long shard, long requests, long waiting, String tag, String statement) {}
}
