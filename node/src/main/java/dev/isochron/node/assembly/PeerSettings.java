package dev.isochron.node.assembly;

import java.time.Duration;

/// How nodes keep in touch.
///
/// @param ping something is said to each peer at least this often
/// @param hello how often a node without a cluster asks the others
/// @param silence a node that was not heard for so long may come back as another life
/// @param patience how long a node waits for another life of itself to fall silent
public record PeerSettings(Duration ping, Duration hello, Duration silence, Duration patience) {

    public static final PeerSettings DEFAULT =
            new PeerSettings(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10));

    public PeerSettings {
        if (silence.compareTo(ping.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "silence must be at least three pings, or a living node looks dead");
        }
        if (patience.compareTo(silence.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("patience must be at least two silences");
        }
    }
}
