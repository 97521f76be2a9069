package dev.isochron.node.assembly;

import dev.isochron.paxos.log.Pressure;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.shard.ShardStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How a node is doing.
///
/// @param waitingFor nodes that a founding still waits for; empty in a cluster
/// @param clockMayLead the clock is usable and the majority does not contradict it
/// @param disk none before the founding
public record NodeStatus(
        NodeId node,
        Optional<UUID> cluster,
        UUID incarnation,
        List<NodeId> waitingFor,
        boolean clockMayLead,
        Optional<DiskStatus> disk,
        List<GroupStatus> groups,
        List<PeerStatus> peers) {

    /// The durable log.
    ///
    /// @param meanSyncNanos from handing a flush over to hearing of its end
    public record DiskStatus(Pressure pressure, long syncs, long records, long meanSyncNanos) {}

    /// A replica that lives here.
    ///
    /// @param lines how many lines the ledger has
    /// @param waiting commands that wait to be proposed
    /// @param shard how the shard does; nothing for a ledger
    public record GroupStatus(
            GroupId group,
            ReplicaView view,
            Slot applied,
            long lines,
            long chain,
            int waiting,
            boolean halted,
            Optional<ShardStatus> shard) {

        /// The node of the leader as this replica knows it.
        public Optional<NodeId> leader() {
            return view.leader()
                    .flatMap(leader -> view.configuration().member(leader))
                    .map(member -> member.node());
        }
    }

    /// Another node.
    ///
    /// @param silentNanos since it was last heard; -1 if it was not heard in this run
    public record PeerStatus(NodeId node, long silentNanos) {}
}
