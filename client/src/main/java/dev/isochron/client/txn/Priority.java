package dev.isochron.client.txn;

import java.time.Duration;

/// How much older a transaction counts than it is, when two want the same lock: the older goes
/// first. A head start of seconds, not a class of its own: every transaction becomes old enough, so
/// none starves.
public enum Priority {
    LOW(Duration.ZERO),
    NORMAL(Duration.ofSeconds(10)),
    HIGH(Duration.ofSeconds(20));

    private final Duration headStart;

    Priority(Duration headStart) {
        this.headStart = headStart;
    }

    Duration headStart() {
        return headStart;
    }
}
