package dev.isochron.bench.stall;

import dev.isochron.bench.harness.Lifetime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often what is done.
///
/// @param writers clients, each with a row of its own
/// @param moves of the shard's leader, as planned
/// @param splits cuts of the shard with the highest keys
/// @param kills of the server that leads
/// @param warmUp before anything is measured
/// @param lifetime of the servers
public record StallPlan(
        int writers, int moves, int splits, int kills, Duration warmUp, Lifetime lifetime) {

    /// Each cut leaves a writer on its left.
    private static final int MAX_WRITERS = 256;

    public StallPlan {
        if (writers < 1 || writers > MAX_WRITERS || moves < 0 || splits < 0 || kills < 0) {
            throw new IllegalArgumentException(
                    "1 to " + MAX_WRITERS + " writers, and nothing less than no times");
        }
        if (splits >= writers) {
            throw new IllegalArgumentException(
                    "each half of a cut has a writer: fewer cuts than writers");
        }
    }

    /// For the report.
    public Map<String, String> described() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(Lifetime.FLAGS, String.join(" ", lifetime.flags()));
        config.put("writers", Integer.toString(writers));
        config.put("planned moves", Integer.toString(moves));
        config.put("splits", Integer.toString(splits));
        config.put("kills", Integer.toString(kills));
        config.put("seconds of warm-up", Double.toString(warmUp.toMillis() / 1e3));
        return config;
    }
}
