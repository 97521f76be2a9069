package dev.isochron.simulation.fault;

import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.Slot;
import dev.isochron.simulation.cluster.Cluster;
import dev.isochron.simulation.evidence.DurableReplica;
import dev.isochron.simulation.evidence.Evidence;
import dev.isochron.simulation.evidence.GroupLog;
import dev.isochron.simulation.evidence.ReplicaKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much memory may be lost: the promise holds while a majority of each group keeps its disk. So
/// one node at a time, and the next only when the first has been replaced in every group.
final class Losses {
    private static final int SMALLEST = 3;

    private final Cluster cluster;

    Losses(Cluster cluster) {
        this.cluster = cluster;
    }

    /// True if one node may lose what its disk holds without endangering any group.
    boolean allowOne() {
        for (GroupId group : cluster.design().plan().groupIds()) {
            if (evidence().log(group) == null) {
                return false;
            }
        }
        return evidence().groups().stream().allMatch(this::canBear);
    }

    /// Whether a group would go on without one more of its members; one that another took in need
    /// not.
    private boolean canBear(GroupId group) {
        GroupLog log = evidence().log(group);
        if (log == null) {
            return true;
        }
        return isGone(group, log) || (isWhole(group, log.newest()) && isKnown(group, log));
    }

    /// A shard that is being founded is nowhere either, but nothing of it was chosen.
    private boolean isGone(GroupId group, GroupLog log) {
        return Plan.shardOf(group).isPresent()
                && log.end().isAbove(Slot.ZERO)
                && log.newest().everyone().stream().noneMatch(one -> stands(group, one));
    }

    /// True if every member has its memory and enough of them vote.
    private boolean isWhole(GroupId group, Configuration configuration) {
        return !configuration.isJoint()
                && configuration.voters().size() >= SMALLEST
                && allRemember(group, configuration.everyone());
    }

    /// True if one who stays knows for sure that this is the configuration: as long as only one
    /// does, the majority of the one before is needed as well when that one is lost.
    private boolean isKnown(GroupId group, GroupLog log) {
        int knowing = 0;
        for (Member member : log.newest().everyone()) {
            DurableReplica there = durable(group, member);
            boolean knows =
                    there != null
                            && there.replica().equals(member.replica())
                            && !there.chosen().isBelow(log.newestSince());
            knowing += knows ? 1 : 0;
        }
        return knowing > 1;
    }

    private boolean allRemember(GroupId group, List<Member> members) {
        for (Member member : members) {
            ReplicaKey key = new ReplicaKey(group, member.replica());
            boolean lost = evidence().isDamaged(key) || evidence().isForgetful(key);
            if (lost || !stands(group, member)) {
                return false;
            }
        }
        return true;
    }

    /// True if the replica is on its disk: a founding that was cut short may have left none there.
    private boolean stands(GroupId group, Member member) {
        DurableReplica there = durable(group, member);
        return there != null && there.replica().equals(member.replica());
    }

    private @Nullable DurableReplica durable(GroupId group, Member member) {
        return evidence().store((int) member.node().value()).replica(group);
    }

    private Evidence evidence() {
        return cluster.court().evidence();
    }
}
