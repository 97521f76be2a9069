package dev.isochron.node.founding;

import dev.isochron.node.frame.Origin;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import java.util.UUID;

/// What a node that is turned away is told: what is wrong, where, what to do.
final class Texts {

    private Texts() {}

    static String duplicate(NodeId node) {
        return "Two servers call themselves node "
                + node.value()
                + ". Give each its own --node; if this one replaces another, stop that one first.";
    }

    static String unknownNode(NodeId node, Acquaintances.Self self) {
        return "Node "
                + node.value()
                + " is not among the nodes that node "
                + self.node().value()
                + " knows. Found a cluster with the same --peers on all servers; let a new"
                + " server into one with --join.";
    }

    static String removed(NodeId node) {
        return "Node "
                + node.value()
                + " was removed from the cluster, and its number is not used again. To let the"
                + " server in anew, start it with an empty directory and --join.";
    }

    static String foreign(NodeId node, UUID theirs, Acquaintances.Self self) {
        return "Node "
                + node.value()
                + " holds data of cluster "
                + theirs
                + ", but the nodes at these addresses are cluster "
                + self.cluster()
                + ". Start it with the data directory that belongs here, or with the addresses of"
                + " its own cluster.";
    }

    static String stale(Origin from, HardRecord.PeerSeen known) {
        return "The data directory of node "
                + from.node().value()
                + " is an old copy (incarnation "
                + from.incarnation()
                + ", start "
                + from.boot()
                + "; the cluster has met incarnation "
                + known.incarnation()
                + ", start "
                + known.boot()
                + "). What it promised since is missing in it, so it must not be used. Put the"
                + " current directory back, or start the node with an empty one: it will fetch"
                + " everything from the others.";
    }
}
