package dev.isochron.protocol.value;

/// The range of timestamps, counted in microseconds since 2000-01-01: PostgreSQL's.
final class Micros {

    /// 4714-11-24 BC.
    private static final long FIRST = -211_813_488_000_000_000L;

    /// The first microsecond of the year 294277.
    private static final long END = 9_223_371_331_200_000_000L;

    private Micros() {}

    static void requireTimestamp(long micros) {
        boolean infinite = micros == Long.MIN_VALUE || micros == Long.MAX_VALUE;
        if (!infinite && (micros < FIRST || micros >= END)) {
            throw new IllegalArgumentException(
                    "no timestamp is "
                            + micros
                            + " microseconds from 2000-01-01: 4714 BC to 294276 AD are");
        }
    }
}
