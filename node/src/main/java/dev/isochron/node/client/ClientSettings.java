package dev.isochron.node.client;

import java.time.Duration;

/// How patient a client is.
///
/// @param deadline how long a request is tried
/// @param attempt how long one server may be silent before another is asked
/// @param pause before a server that could not do it, or was not there, is asked again
public record ClientSettings(Duration deadline, Duration attempt, Duration pause) {

    public static final ClientSettings DEFAULT =
            new ClientSettings(
                    Duration.ofSeconds(10), Duration.ofMillis(1_500), Duration.ofMillis(10));

    public ClientSettings withDeadline(Duration other) {
        return new ClientSettings(other, attempt, pause);
    }
}
