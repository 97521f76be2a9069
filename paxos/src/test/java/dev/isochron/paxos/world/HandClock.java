package dev.isochron.paxos.world;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;

/// A clock set by hand: true time plus an offset, give or take ε. Honest while the offset is within
/// ε.
public final class HandClock {
    private long offsetNanos;
    private long epsilonNanos = Duration.ofMillis(10).toNanos();
    private boolean usable = true;
    private boolean trusted = true;

    public void offset(Duration offset) {
        offsetNanos = offset.toNanos();
    }

    public void epsilon(Duration epsilon) {
        epsilonNanos = epsilon.toNanos();
    }

    public void usable(boolean is) {
        usable = is;
    }

    /// What the node makes of its peers' intervals: false while a majority contradicts this clock.
    public void trusted(boolean is) {
        trusted = is;
    }

    boolean isUsable() {
        return usable;
    }

    boolean isTrusted() {
        return usable && trusted;
    }

    Interval read(Timestamp now) {
        if (!usable) {
            return new Interval(Timestamp.MIN, Timestamp.MAX);
        }
        Timestamp shown = now.plusNanos(offsetNanos);
        return new Interval(shown.plusNanos(-epsilonNanos), shown.plusNanos(epsilonNanos));
    }
}
