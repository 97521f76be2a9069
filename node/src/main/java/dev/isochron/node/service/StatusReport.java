package dev.isochron.node.service;

import dev.isochron.client.compare.ShardReport;
import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.node.assembly.Plan;
import dev.isochron.node.wire.FrameWriter;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.log.GroupStatus;
import dev.isochron.protocol.log.PeerStatus;
import dev.isochron.protocol.log.ShardStatus;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import java.util.concurrent.TimeUnit;

/// A node's status as it goes over the wire.
final class StatusReport {
    /// A peer is said to be connected if it was heard within some pings.
    private static final long CONNECTED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private StatusReport() {}

    static StatusReply of(NodeStatus status, LogService.Surroundings around) {
        StatusReply.Builder to =
                StatusReply.newBuilder()
                        .setNode(status.node().value())
                        .setAddress(around.addressOf(status.node()));
        status.cluster().ifPresent(cluster -> to.setCluster(FrameWriter.of(cluster)));
        clock(around.clockStatus().get(), to);
        status.disk()
                .ifPresent(disk ->
                        to.setSyncs(disk.syncs())
                                .setLastSyncNanos(disk.meanSyncNanos())
                                .setLogUsedBytes(disk.pressure().usedBytes())
                                .setLogLimitBytes(disk.pressure().limitBytes())
                                .setLogDiskFull(disk.pressure().diskFull()));
        status.groups().forEach(group -> to.addGroups(group(group, around)));
        for (NodeStatus.PeerStatus peer : status.peers()) {
            boolean heard = peer.silentNanos() >= 0;
            to.addPeers(
                    PeerStatus.newBuilder()
                            .setNode(peer.node().value())
                            .setAddress(around.addressOf(peer.node()))
                            .setConnected(heard && peer.silentNanos() < CONNECTED_NANOS)
                            .setLastHeardNanos(peer.silentNanos()));
        }
        return to.build();
    }

    private static void clock(ClockStatus clock, StatusReply.Builder to) {
        to.setClockSource(clock.source());
        switch (clock.reading()) {
            case Reading.Usable(Interval interval) -> to.setEpsilonNanos(interval.epsilonNanos());
            case Reading.Unusable unusable ->
                    to.setClockProblem(unusable.reason() + " " + unusable.remedy());
        }
    }

    private static GroupStatus group(NodeStatus.GroupStatus from, LogService.Surroundings around) {
        ReplicaView view = from.view();
        GroupStatus.Builder to =
                GroupStatus.newBuilder()
                        .setGroup(from.group().value())
                        .setReplica(view.self().value())
                        .setRole(from.halted() ? "halted" : view.role())
                        .setChosen(view.chosen().value())
                        .setApplied(from.applied().value())
                        .setBegin(view.begin().value())
                        .setQuiet(view.quiet())
                        .setVoteless(view.voteless())
                        .setLeaseUntil(view.leaseEnd().nanos())
                        .setLines(from.lines())
                        .setChain(from.chain())
                        .setMembers(view.configuration().toString());
        from.leader().ifPresent(leader -> to.setLeaderNode(leader.value()));
        from.shard()
                .ifPresent(shard ->
                        Plan.shardOf(from.group())
                                .ifPresent(id -> to.setShard(shard(id, shard, around))));
        return to.build();
    }

    private static ShardStatus shard(
            ShardId id, dev.isochron.shard.ShardStatus from, LogService.Surroundings around) {
        ShardStatus.Builder to = ShardStatus.newBuilder();
        ShardReport report = around.inspections().get(id);
        if (report != null && from.leading()) {
            to.setChecked(report.begun().nanos())
                    .setCheckedRows(report.rows())
                    .setDifferences(report.differences())
                    .addAllNotChecked(report.silent().keySet());
        }
        from.damaged().ifPresent(to::setDamaged);
        return to.setShard(id.value())
                .setLeading(from.leading())
                .setSafe(from.safe().nanos())
                .setHorizon(from.horizon().nanos())
                .setTransactions(from.attempts())
                .setWaiting(from.waitingForLocks())
                .setReads(from.waitingReads())
                .setInDoubt(from.prepared())
                .setUnderWay(from.underWay())
                .setMemoryBytes(from.tableBytes())
                .setRequests(from.requests())
                .build();
    }
}
