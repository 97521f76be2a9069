package dev.isochron.shard.model;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;

/// When a step of a replica happens, as its host sees it.
///
/// @param now surely contains true time
/// @param uptimeNanos a local clock that only rises, for waiting; never compared between nodes
public record Turn(Interval now, long uptimeNanos) {

    /// The latest that it can be.
    public Timestamp latest() {
        return now.latest();
    }

    public boolean isPast(Timestamp t) {
        return now.surelyAfter(t);
    }

    /// The uptime when a while will have passed.
    public long after(Duration pause) {
        return uptimeNanos + pause.toNanos();
    }
}
