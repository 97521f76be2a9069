package dev.isochron.client.route;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where a cluster is found, and how patient a client is with it.
///
/// @param seeds addresses to begin with
/// @param nearest the address that reads without locks prefer
/// @param perTry how long one node may take to answer before another is asked
/// @param perLockedTry the same for requests that may wait for locks
/// @param secondLook after how long without an answer a request is sent once more
public record RouterSettings(
        List<String> seeds,
        Optional<String> nearest,
        Duration perTry,
        Duration perLockedTry,
        Duration secondLook) {
    public RouterSettings {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("a cluster has at least one address");
        }
    }
}
