package dev.isochron.client.route;

import dev.isochron.client.port.Sessions;
import java.time.Duration;

/// Until when a caller waits.
public final class Deadline {

    /// Longer than anybody waits, and far from overflowing.
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Sessions sessions;
    private final Duration whole;
    private final long untilNanos;

    private Deadline(Sessions sessions, Duration whole) {
        this.sessions = sessions;
        this.whole = whole;
        this.untilNanos = sessions.nanos() + whole.toNanos();
    }

    /// So long from now.
    public static Deadline after(Sessions sessions, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a deadline lies ahead, not at " + time);
        }
        return new Deadline(sessions, time.compareTo(LONGEST) > 0 ? LONGEST : time);
    }

    public long untilNanos() {
        return untilNanos;
    }

    public boolean isPast() {
        return sessions.nanos() - untilNanos >= 0;
    }

    /// What was allowed in the beginning.
    public Duration whole() {
        return whole;
    }

    /// What is left of it, but no more than `atMost`.
    public Duration left(Duration atMost) {
        Duration left = Duration.ofNanos(Math.max(1, untilNanos - sessions.nanos()));
        return left.compareTo(atMost) < 0 ? left : atMost;
    }
}
