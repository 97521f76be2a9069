package dev.isochron.truetime;

import java.util.Optional;

/// How far beyond our own `now.latest` a timestamp from outside may lie: a token, a read timestamp,
/// a floor, a peer's last given timestamp. Without it one absurd value would drag a group's last
/// timestamp along and stop it for ever (ATTACKS 37).
///
/// An honest peer gives timestamps up to its own `latest`, which is at most its interval's width
/// ahead of true time, hence at most that width ahead of our `latest`.
///
/// @param nanos the allowance, at least the widest interval an honest peer may work with
public record TimestampLimit(long nanos) {

    public TimestampLimit {
        if (nanos < 0) {
            throw new IllegalArgumentException("a timestamp limit is not negative: " + nanos);
        }
    }

    /// Whether `t` may come in when our clock reads `now`.
    public boolean admits(Timestamp t, Interval now) {
        return !t.isAfter(now.latest().plusNanos(nanos));
    }

    /// Why `t` may not come in, for the one who sent it; empty if it may.
    ///
    /// @param what what the timestamp is, for example "read timestamp"
    public Optional<String> objection(String what, Timestamp t, Interval now) {
        if (admits(t, now)) {
            return Optional.empty();
        }
        return Optional.of(
                """
                The %s %s lies %s ahead of this node's clock, which reads %s; at most %s is \
                allowed. Use a timestamp that this cluster has given out, or correct the clock \
                of the machine it came from.\
                """
                        .formatted(
                                what,
                                t,
                                Durations.text(t.nanos() - now.latestNanos()),
                                now.latest(),
                                Durations.text(nanos)));
    }
}
