package dev.isochron.node.metrics;

import dev.isochron.client.compare.ShardReport;
import dev.isochron.node.assembly.NodeStatus;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// What was seen of a node at one moment, as metrics.
public final class NodeMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Family> families = new ArrayList<>();

    private NodeMetrics() {}

    /// A look at a node.
    ///
    /// @param mailbox tasks that wait for the node's loop
    /// @param clients streams of clients that are open
    /// @param links the ways out to the other nodes
    /// @param inspections the last comparison of replicas of each shard that is led here
    public record Sight(
            NodeStatus node,
            ClockStatus clock,
            int mailbox,
            int clients,
            List<Link> links,
            SortedMap<ShardId, ShardReport> inspections) {}

    /// The way out to one other node.
    ///
    /// @param waitingBytes frames that wait until the stream takes them
    /// @param dropped frames that found no room, or no stream, since the start
    /// @param sentBytes of frames handed to streams, since the start
    public record Link(long peer, boolean open, long waitingBytes, long dropped, long sentBytes) {}

    /// All metrics of a node.
    public static MetricSnapshots of(Sight sight) {
        NodeMetrics metrics = new NodeMetrics();
        metrics.node(sight);
        metrics.clock(sight.clock());
        metrics.gauge("clock_may_lead", "1 if it is usable and the majority does not contradict it")
                .add(sight.node().clockMayLead() ? 1 : 0);
        sight.node().disk().ifPresent(metrics::log);
        metrics.groups(sight.node());
        metrics.shards(sight.node());
        metrics.peers(sight);
        metrics.inspections(sight.inspections());
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        metrics.families.forEach(family -> all.metricSnapshot(family.build()));
        return all.build();
    }

    private Family gauge(String name, String help) {
        Family family = Family.gauge("isochron_" + name, help);
        families.add(family);
        return family;
    }

    private Family counter(String name, String help) {
        Family family = Family.counter("isochron_" + name, help);
        families.add(family);
        return family;
    }

    private void node(Sight sight) {
        NodeStatus node = sight.node();
        gauge("node_founded", "1 if the node belongs to a cluster")
                .add(
                        node.cluster().isPresent() ? 1 : 0,
                        "node",
                        Long.toString(node.node().value()),
                        "cluster",
                        node.cluster().map(Object::toString).orElse(""));
        gauge("mailbox_tasks", "Tasks that wait for the node's loop").add(sight.mailbox());
        gauge("clients", "Streams of clients that are open").add(sight.clients());
    }

    private void clock(ClockStatus clock) {
        boolean usable = clock.reading() instanceof Reading.Usable;
        gauge("clock_usable", "1 if the clock vouches for its time")
                .add(usable ? 1 : 0, "source", clock.source(), "domain", clock.domain().toString());
        if (clock.reading() instanceof Reading.Usable(Interval now)) {
            gauge("clock_epsilon_seconds", "Half the width of the clock's interval")
                    .add(now.epsilonNanos() / NANOS_PER_SECOND);
        }
        Family seconds =
                gauge("clock_measure_seconds", "What led to the reading, see docs/clock.md");
        Family numbers =
                gauge("clock_measure", "What led to the reading, see docs/clock.md, in its unit");
        for (ClockStatus.Measure measure : clock.measures()) {
            if (measure.unit().equals("ns")) {
                seconds.add(measure.value() / NANOS_PER_SECOND, "name", measure.name());
            } else {
                numbers.add(measure.value(), "name", measure.name(), "unit", measure.unit());
            }
        }
    }

    private void log(NodeStatus.DiskStatus disk) {
        counter("log_syncs", "Syncs of the durable log").add(disk.syncs());
        counter("log_records", "Records that they made durable").add(disk.records());
        gauge("log_records_per_sync", "Records in a sync, on average since the start")
                .add(disk.syncs() == 0 ? 0 : (double) disk.records() / disk.syncs());
        gauge("log_sync_seconds", "How long a sync takes, on average over the latest ones")
                .add(disk.meanSyncNanos() / NANOS_PER_SECOND);
        gauge("log_used_bytes", "Length of the log that is still needed")
                .add(disk.pressure().usedBytes());
        gauge("log_limit_bytes", "Length at which writes are refused")
                .add(disk.pressure().limitBytes());
        gauge("log_queued_bytes", "Appended and not yet being written")
                .add(disk.pressure().queuedBytes());
        gauge("log_disk_full", "1 if the disk had no room for the next segment")
                .add(disk.pressure().diskFull() ? 1 : 0);
    }

    private void groups(NodeStatus node) {
        Family role = gauge("group_role", "1 for the role that the replica here has");
        Family leader = gauge("group_leader_node", "Node of the leader as known here, 0 if none");
        Family serving = gauge("group_serving", "1 if the replica here leads and holds its lease");
        Family chosen = gauge("group_chosen_slot", "Last slot that is known to be chosen");
        Family applied = gauge("group_applied_slot", "Last slot that is in the state");
        Family begin = gauge("group_begin_slot", "First slot that the log still has");
        Family lines = gauge("group_lines", "Lines in the ledger");
        Family waiting = gauge("group_waiting_commands", "Commands that wait to be proposed");
        Family quiet = gauge("group_quiet", "1 if the group sleeps for want of work");
        Family voteless = gauge("group_voteless", "1 if the replica lost something, P6");
        for (NodeStatus.GroupStatus group : node.groups()) {
            String id = Long.toString(group.group().value());
            ReplicaView view = group.view();
            role.add(1, "group", id, "role", group.halted() ? "halted" : view.role());
            leader.add(group.leader().map(n -> n.value()).orElse(0L), "group", id);
            serving.add(view.serving() ? 1 : 0, "group", id);
            chosen.add(view.chosen().value(), "group", id);
            applied.add(group.applied().value(), "group", id);
            begin.add(view.begin().value(), "group", id);
            lines.add(group.lines(), "group", id);
            waiting.add(group.waiting(), "group", id);
            quiet.add(view.quiet() ? 1 : 0, "group", id);
            voteless.add(view.voteless() ? 1 : 0, "group", id);
        }
    }

    private void shards(NodeStatus node) {
        Family damaged =
                gauge(
                        "shard_damaged",
                        "1 if the replica here lost its rows and waits for another's state");
        for (NodeStatus.GroupStatus group : node.groups()) {
            group.shard()
                    .ifPresent(shard ->
                            damaged.add(
                                    shard.damaged().isPresent() ? 1 : 0,
                                    "group",
                                    Long.toString(group.group().value())));
        }
    }

    private void inspections(SortedMap<ShardId, ShardReport> latest) {
        Family checked = gauge("shard_checked_seconds", "When its replicas were compared last");
        Family rows = gauge("shard_checked_rows", "Rows that were compared then");
        Family differing = gauge("shard_check_differences", "Rows that differed, S1");
        Family silent = gauge("shard_check_silent", "Replicas that could not be compared");
        latest.forEach((shard, report) -> {
            String id = Long.toString(shard.value());
            checked.add(report.begun().nanos() / NANOS_PER_SECOND, "shard", id);
            rows.add(report.rows(), "shard", id);
            differing.add(report.differences(), "shard", id);
            silent.add(report.silent().size(), "shard", id);
        });
    }

    private void peers(Sight sight) {
        Family silence = gauge("peer_silence_seconds", "Since the peer was last heard");
        for (NodeStatus.PeerStatus peer : sight.node().peers()) {
            if (peer.silentNanos() >= 0) {
                silence.add(
                        peer.silentNanos() / NANOS_PER_SECOND,
                        "peer",
                        Long.toString(peer.node().value()));
            }
        }
        Family open = gauge("peer_stream_open", "1 if there is a stream to the peer");
        Family waiting = gauge("peer_waiting_bytes", "Frames that wait for the stream");
        Family dropped = counter("peer_dropped_frames", "Frames that found no room or stream");
        Family sent = counter("peer_sent_bytes", "Bytes of frames handed to the stream");
        for (Link link : sight.links()) {
            String peer = Long.toString(link.peer());
            open.add(link.open() ? 1 : 0, "peer", peer);
            waiting.add(link.waitingBytes(), "peer", peer);
            dropped.add(link.dropped(), "peer", peer);
            sent.add(link.sentBytes(), "peer", peer);
        }
    }
}
