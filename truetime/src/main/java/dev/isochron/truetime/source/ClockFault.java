package dev.isochron.truetime.source;

/// Something that goes wrong with a simulated clock, between two moments of true time. The clock
/// knows nothing of its lies: it goes on claiming its usual bound.
public sealed interface ClockFault {

    /// True time, nanoseconds, from which on it is wrong.
    long fromNanos();

    /// True time, nanoseconds, from which on it is right again.
    long untilNanos();

    default boolean actsAt(long trueNanos) {
        return fromNanos() <= trueNanos && trueNanos < untilNanos();
    }

    /// A lie: the clock is off by `byNanos`, beyond all it claims.
    record Step(long fromNanos, long untilNanos, long byNanos) implements ClockFault {}

    /// A lie that grows: the clock runs fast (or slow, if negative) and does not know.
    record Drift(long fromNanos, long untilNanos, long ppb) implements ClockFault {}

    /// Honest, but with no word from the source of time: the width grows with the drift rate.
    record Silence(long fromNanos, long untilNanos) implements ClockFault {}

    /// Honest: the clock says that it vouches for nothing.
    record Loss(long fromNanos, long untilNanos) implements ClockFault {}
}
