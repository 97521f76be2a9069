package dev.isochron.node.assembly;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import java.util.ArrayList;
import java.util.List;

/// What a cluster is founded as; the same for all its nodes.
///
/// @param nodes the founders, sorted
/// @param groups how many groups there are; their ids are 1, 2, …
/// @param copies replicas of each group
public record Plan(List<NodeId> nodes, int groups, int copies) {

    /// A node has one replica of each at most; the status of more would not fit one message.
    public static final int MAX_GROUPS = 10_000;

    public Plan {
        nodes = nodes.stream().sorted().distinct().toList();
        if (groups < 1 || groups > MAX_GROUPS) {
            throw new IllegalArgumentException(
                    "a cluster has 1 to " + MAX_GROUPS + " groups, not " + groups);
        }
        if (copies < 1 || copies > Math.min(nodes.size(), Configuration.MAX_VOTERS)) {
            throw new IllegalArgumentException(
                    copies + " copies on " + nodes.size() + " nodes are impossible");
        }
        if (nodes.size() > MAX_NODES) {
            throw new IllegalArgumentException("at most " + MAX_NODES + " nodes");
        }
    }

    /// Each node speaks to every other.
    public static final int MAX_NODES = 64;

    /// The founding members of a group: neighbours in the ring of nodes, so that the groups spread.
    public Configuration members(GroupId group) {
        List<NodeId> chosen = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            long at = (group.value() - 1 + i) % nodes.size();
            chosen.add(nodes.get((int) at));
        }
        chosen.sort(null);
        return Configuration.initial(chosen);
    }

    public List<GroupId> groupIds() {
        List<GroupId> ids = new ArrayList<>();
        for (int i = 1; i <= groups; i++) {
            ids.add(new GroupId(i));
        }
        return ids;
    }

    /// The nodes besides `self`.
    public List<NodeId> others(NodeId self) {
        return nodes.stream().filter(n -> !n.equals(self)).toList();
    }

    /// One line that is equal exactly if the plans are.
    @Override
    public String toString() {
        return "nodes=" + nodes + " groups=" + groups + " copies=" + copies;
    }
}
