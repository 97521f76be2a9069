package dev.isochron.client;

import java.time.Duration;

/// How snapshots are held against the removal of old versions.
///
/// @param retention how long servers keep versions in any case; if they keep them for less, a
///   snapshot may be found too old although it was thought to be held
/// @param longest how old the moment of a snapshot can become that is held
/// @param most how many can be held at a time, by all clients
public record HoldSettings(Duration retention, Duration longest, int most) {

    /// As servers have it: five minutes, an hour, a thousand.
    public static final HoldSettings USUAL =
            new HoldSettings(Duration.ofMinutes(5), Duration.ofHours(1), 1000);

    public HoldSettings {
        if (!retention.isPositive() || longest.compareTo(retention) < 0 || most < 1) {
            throw new IllegalArgumentException("no way to hold: " + retention + ", " + longest);
        }
    }
}
