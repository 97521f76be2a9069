package dev.isochron.node.control;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.decide.Merging;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Neighbours that are small and cold, and since when: a quiet minute is no reason to merge.
final class Cold {
    /// One replica may have to be moved before two can be merged, and then another.
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ControlSettings settings;
    private final TreeMap<Key, Long> sinceNanos = new TreeMap<>();

    Cold(ControlSettings settings) {
        this.settings = settings;
    }

    void begin() {
        sinceNanos.clear();
    }

    /// Merges that are due.
    List<Command> look(ClusterImage image, Map<ShardId, Load> loads, long now) {
        Duration patience = settings.coldFor();
        if (patience.isZero()) {
            return List.of();
        }
        List<Key> cold = Merging.candidates(image, loads, settings.limits().sizes());
        sinceNanos.keySet().retainAll(cold);
        List<Command> due = new ArrayList<>();
        for (Key border : cold) {
            long since = sinceNanos.computeIfAbsent(border, _ -> now);
            if (now - since >= patience.toNanos()) {
                due.add(new Command.MergeCold(border));
                sinceNanos.put(border, since + AGAIN_NANOS);
            }
        }
        return due;
    }
}
