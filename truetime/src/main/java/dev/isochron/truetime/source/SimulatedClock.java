package dev.isochron.truetime.source;

/// The character of a simulated clock. Between two synchronisations it drifts at a rate of its own;
/// its half width is a sawtooth as in Spanner §3: `base` after each synchronisation, growing by the
/// claimed drift until the next.
///
/// @param seed decides all its errors
/// @param baseNanos half width just after a synchronisation
/// @param driftPpb claimed drift, and the largest it really has
/// @param syncNanos true time between two synchronisations
public record SimulatedClock(long seed, long baseNanos, long driftPpb, long syncNanos) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /// Largest base: beyond a minute nobody could lead anyhow, and sums stay within a long.
    private static final long MAX_BASE_NANOS = 60 * NANOS_PER_SECOND;

    public SimulatedClock {
        if (baseNanos < 0 || baseNanos > MAX_BASE_NANOS) {
            throw new IllegalArgumentException("base is out of range: " + baseNanos + " ns");
        }
        if (driftPpb < 0 || driftPpb > TimeLine.MAX_GROWTH_PPB) {
            throw new IllegalArgumentException("drift is out of range: " + driftPpb + " ppb");
        }
        if (syncNanos < 1 || syncNanos > TimeLine.MAX_LIFE_NANOS) {
            throw new IllegalArgumentException("sync is out of range: " + syncNanos + " ns");
        }
    }

    /// As Spanner §3 describes its own: synchronised every 30 s, drift 200 µs/s, 1 ms at best.
    public static SimulatedClock likeSpanner(long seed) {
        return new SimulatedClock(seed, 1_000_000, 200_000, 30 * NANOS_PER_SECOND);
    }

    /// A clock that is never wrong and knows it.
    public static SimulatedClock perfect() {
        return new SimulatedClock(0, 0, 0, NANOS_PER_SECOND);
    }

    /// When the synchronisation period that holds `trueNanos` began.
    long syncedAt(long trueNanos) {
        return trueNanos - Math.floorMod(trueNanos, syncNanos);
    }

    /// Half the width at `trueNanos` if the last synchronisation was at `syncedAt`.
    long halfAt(long trueNanos, long syncedAt) {
        return baseNanos + roundUp(scaled(trueNanos - syncedAt, driftPpb));
    }

    /// How far the clock really is from `trueNanos`; never beyond [#halfAt].
    long errorAt(long trueNanos, long syncedAt) {
        long period = Math.floorDiv(syncedAt, syncNanos);
        double atSync = Dice.signed(seed, period, 1);
        double rate = Dice.signed(seed, period, 2);
        return (long) (atSync * baseNanos) + (long) (rate * scaled(trueNanos - syncedAt, driftPpb));
    }

    private long roundUp(long grown) {
        return driftPpb == 0 ? 0 : grown + 1;
    }

    /// `nanos × ppb / 10⁹` without overflow.
    static long scaled(long nanos, long ppb) {
        long seconds = nanos / NANOS_PER_SECOND;
        long rest = nanos % NANOS_PER_SECOND;
        return seconds * ppb + rest * ppb / NANOS_PER_SECOND;
    }
}
