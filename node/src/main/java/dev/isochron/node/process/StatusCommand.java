package dev.isochron.node.process;

import dev.isochron.node.cli.ExitCode;
import dev.isochron.node.cli.Subcommand;
import dev.isochron.protocol.log.GroupStatus;
import dev.isochron.protocol.log.PeerStatus;
import dev.isochron.protocol.log.ShardStatus;
import dev.isochron.protocol.log.StatusReply;
import dev.isochron.truetime.Durations;
import dev.isochron.truetime.Timestamp;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `isochron status`: how a node sees itself, its groups and its peers.
@Command(
        name = "status",
        description = "Shows how a node is: its clock, its disk, its groups, its peers.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Subcommand {
    @Spec private CommandSpec spec;

    @Option(
            names = "--connect",
            defaultValue = "127.0.0.1:7001",
            paramLabel = "HOST:PORT",
            description = "The node to ask; default ${DEFAULT-VALUE}.")
    private String connect = "";

    @Option(
            names = "--limit",
            defaultValue = "20",
            paramLabel = "N",
            description = "Groups to show at most; default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() {
        Endpoints.parse(connect, "--connect");
        print(Inquiry.status(connect), spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private void print(StatusReply status, PrintWriter out) {
        out.printf("node %d at %s%n", status.getNode(), status.getAddress());
        if (status.getCluster().isEmpty()) {
            out.println("cluster: not founded yet; it waits for the nodes it has not met");
        }
        String clock =
                status.getClockProblem().isEmpty()
                        ? "ε " + Durations.text(status.getEpsilonNanos())
                        : "unusable: " + status.getClockProblem();
        out.printf("clock: %s, %s%n", status.getClockSource(), clock);
        out.printf(
                "log: %,d of %,d bytes used, %,d syncs of %s on average%n",
                status.getLogUsedBytes(),
                status.getLogLimitBytes(),
                status.getSyncs(),
                Durations.text(status.getLastSyncNanos()));
        if (status.getLogDiskFull()) {
            out.println("log: THE DISK IS FULL, writes are refused until it has room");
        }
        for (PeerStatus peer : status.getPeersList()) {
            out.printf(
                    "peer: node %d at %s, %s%n",
                    peer.getNode(),
                    peer.getAddress(),
                    peer.getConnected() ? "connected" : "not heard lately");
        }
        groups(status, out);
        shards(status, out);
        out.flush();
    }

    private void groups(StatusReply status, PrintWriter out) {
        out.printf(
                "%-8s %-8s %-11s %-7s %12s %12s  %s%n",
                "group", "replica", "role", "leader", "chosen", "lines", "members");
        List<GroupStatus> all = status.getGroupsList();
        all.stream().limit(Math.max(0, limit)).forEach(group -> group(group, out));
        more(all.size(), out);
    }

    private void more(int all, PrintWriter out) {
        if (all > limit) {
            out.printf("… and %d more; see --limit%n", all - limit);
        }
    }

    /// The replicas of shards once more, with what goes on in them.
    private void shards(StatusReply status, PrintWriter out) {
        List<GroupStatus> all =
                status.getGroupsList().stream().filter(GroupStatus::hasShard).toList();
        if (all.isEmpty()) {
            return;
        }
        out.printf(
                "%-8s %-7s %12s %8s %8s %9s %10s %12s  %-30s  %s%n",
                "shard",
                "leads",
                "transactions",
                "waiting",
                "reads",
                "in doubt",
                "under way",
                "memory",
                "readable here up to",
                "replicas compared");
        all.stream()
                .limit(Math.max(0, limit))
                .map(GroupStatus::getShard)
                .forEach(shard -> shard(shard, out));
        more(all.size(), out);
    }

    private static void shard(ShardStatus shard, PrintWriter out) {
        out.printf(
                "s%-7d %-7s %12d %8d %8d %9d %10d %,12d  %-30s  %s%n",
                shard.getShard(),
                shard.getLeading() ? "yes" : "no",
                shard.getTransactions(),
                shard.getWaiting(),
                shard.getReads(),
                shard.getInDoubt(),
                shard.getUnderWay(),
                shard.getMemoryBytes(),
                shard.getSafe() == 0 ? "-" : new Timestamp(shard.getSafe()),
                shard.getDamaged().isEmpty()
                        ? compared(shard)
                        : "DAMAGED, has no state and fetches one: " + shard.getDamaged());
    }

    /// When its leader compared the replicas last, and what came of it.
    private static String compared(ShardStatus shard) {
        if (shard.getChecked() == 0) {
            return "-";
        }
        String found =
                shard.getDifferences() == 0
                        ? "no difference"
                        : "%,d DIFFER, see isochron check".formatted(shard.getDifferences());
        String missing =
                shard.getNotCheckedCount() == 0 ? "" : ", not node " + shard.getNotCheckedList();
        return "%s: %,d rows, %s%s"
                .formatted(
                        new Timestamp(shard.getChecked()), shard.getCheckedRows(), found, missing);
    }

    private static void group(GroupStatus group, PrintWriter out) {
        String leader = group.getLeaderNode() == 0 ? "-" : "n" + group.getLeaderNode();
        String role =
                group.getRole()
                        + (group.getQuiet() ? " quiet" : "")
                        + (group.getVoteless() ? " voteless" : "");
        out.printf(
                "g%-7d r%-7d %-11s %-7s %12d %12d  %s%n",
                group.getGroup(),
                group.getReplica(),
                role,
                leader,
                group.getChosen(),
                group.getLines(),
                group.getMembers());
    }
}
