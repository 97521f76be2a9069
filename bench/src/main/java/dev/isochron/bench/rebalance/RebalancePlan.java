package dev.isochron.bench.rebalance;

import dev.isochron.bench.harness.Lifetime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How much is loaded and asked, and how long each part may take.
///
/// @param grown how many servers there are at the most: 4, or 5 so that one can be drained before
///   another dies
/// @param cuts of shards, by hand
/// @param clients that move money and read, beside the pulses
/// @param rows accounts
/// @param rowBytes of text in each account, so that a move has something to carry
/// @param moveRate bytes of snapshots that a server sends in a second
/// @param warmUp before anything is measured
/// @param calm how long the parts last in which nothing is moved
/// @param patience how long a change may take; the run breaks off after it
/// @param grace how long a node may be silent before it is replaced
/// @param lifetime of the servers
public record RebalancePlan(
        int grown,
        int cuts,
        int clients,
        int rows,
        int rowBytes,
        long moveRate,
        Duration warmUp,
        Duration calm,
        Duration patience,
        Duration grace,
        Lifetime lifetime) {

    public RebalancePlan {
        if (grown < 4 || grown > 5) {
            throw new IllegalArgumentException("four servers or five, not " + grown);
        }
        if (clients < 1 || rows < Ground.LANES || rowBytes < 0 || moveRate < 1) {
            throw new IllegalArgumentException(
                    "at least one client, "
                            + Ground.LANES
                            + " rows and a rate of moves are needed");
        }
    }

    /// Whether three servers are left when one was drained and one was killed.
    boolean drains() {
        return grown == 5;
    }

    /// For the report.
    public Map<String, String> described() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(Lifetime.FLAGS, String.join(" ", lifetime.flags()));
        config.put("servers", "3 to %d".formatted(grown));
        config.put("clients", Integer.toString(clients));
        config.put("pulses", Integer.toString(Ground.LANES));
        config.put("rows", Integer.toString(rows));
        config.put("bytes of text per row", Integer.toString(rowBytes));
        config.put("bytes of snapshots a second", Long.toString(moveRate));
        config.put("shards founded", Integer.toString(Ground.SHARDS));
        config.put("seconds of warm-up", Double.toString(warmUp.toMillis() / 1e3));
        config.put("seconds of calm parts", Double.toString(calm.toMillis() / 1e3));
        config.put("grace", grace.toSeconds() + " s");
        return config;
    }
}
