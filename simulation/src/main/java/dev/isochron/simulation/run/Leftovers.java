package dev.isochron.simulation.run;

import dev.isochron.node.assembly.NodeStatus.GroupStatus;
import dev.isochron.shard.ShardStatus;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.judge.Violation;
import dev.isochron.simulation.machine.Machine;
import dev.isochron.simulation.truth.Deed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What must be gone within a bound once all clients are: locks, waiting requests, transactions in
/// doubt, writes that are late, commits that somebody was not told of.
final class Leftovers {
    static final String NAME = "nothing left behind";

    /// A client that fell silent is given up after ten seconds; its shares in doubt are asked
    /// after.
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Cluster cluster;

    Leftovers(Cluster cluster) {
        this.cluster = cluster;
    }

    /// Runs on until nothing is left.
    ///
    /// @throws Violation if something still is when the bound is reached
    void requireNone() {
        long deadline = cluster.scheduler().nowNanos() + BOUND_NANOS;
        Optional<String> left = find();
        while (left.isPresent() && cluster.scheduler().nowNanos() < deadline) {
            cluster.runFor(LOOK_NANOS);
            left = find();
        }
        if (left.isPresent()) {
            throw new Violation(NAME, left.get());
        }
    }

    private Optional<String> find() {
        for (Machine machine : cluster.machines()) {
            List<GroupStatus> groups =
                    machine.status().map(status -> status.groups()).orElse(List.of());
            for (GroupStatus group : groups) {
                Optional<String> left = group.shard().flatMap(Leftovers::in);
                if (left.isPresent()) {
                    return left.map(what -> machine.site() + " " + group.group() + " has " + what);
                }
            }
        }
        return cluster.court().truth().deeds().stream()
                .filter(deed -> !deed.unsettled().isEmpty())
                .map(Deed::toString)
                .findFirst()
                .map(deed -> "not settled everywhere: " + deed);
    }

    /// Locks are where a leader is. What a follower has not applied yet says nothing; it may even
    /// be no member any more, and not know.
    private static Optional<String> in(ShardStatus status) {
        boolean clean =
                status.attempts() == 0
                        && status.waitingForLocks() == 0
                        && status.waitingReads() == 0
                        && status.prepared() == 0
                        && status.lateWrites() == 0;
        return clean || !status.leading() ? Optional.empty() : Optional.of(status.toString());
    }
}
