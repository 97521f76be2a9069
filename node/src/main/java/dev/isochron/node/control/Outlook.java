package dev.isochron.node.control;

import dev.isochron.controller.balance.Plan;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.paxos.model.NodeId;
import java.util.TreeMap;

/// How long a plan will take.
final class Outlook {

    /// A move is some steps, each told, done and reported: about so long without a byte.
    private static final long STEPS_MILLIS = 1_500;

    private Outlook() {}

    /// About so many seconds: what the busiest sender has to send at the rate that it keeps, or the
    /// steps of all moves, so many at a time as may be under way; whichever is longer.
    static long seconds(Plan plan, ClusterImage image, ControlSettings settings) {
        TreeMap<NodeId, Long> bytes = new TreeMap<>();
        for (Plan.Move move : plan.moves()) {
            image.shard(move.shard())
                    .flatMap(shard -> shard.leader())
                    .ifPresent(leader -> bytes.merge(leader, move.bytes(), Long::sum));
        }
        long most = bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long sending = settings.moveRate() == 0 ? 0 : most / settings.moveRate();
        long busiest = Math.min(settings.limits().jobs(), 2L * settings.limits().jobsPerServer());
        long steps = plan.moves().size() * STEPS_MILLIS / 1000 / Math.max(1, busiest);
        return plan.moves().isEmpty() ? 0 : 1 + Math.max(sending, steps);
    }
}
