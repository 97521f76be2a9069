package dev.isochron.truetime.source;

/// What a source vouches for until it is asked again: true time is the monotonic clock plus an
/// offset, give or take a half width that grows with age.
///
/// All instants here are of the monotonic clock.
///
/// @param offsetNanos what to add to the monotonic clock
/// @param anchorMono when the line was drawn
/// @param halfNanos half the interval's width at the anchor
/// @param growthPpb by how many nanoseconds the half width grows per second
/// @param refreshMono when it should be drawn anew
/// @param expiryMono when it vouches for nothing any more
/// @param guarded whether the line is void once the real-time clock has left it by more than
///   [#STEP_TOLERANCE_NANOS]
public record TimeLine(
        long offsetNanos,
        long anchorMono,
        long halfNanos,
        long growthPpb,
        long refreshMono,
        long expiryMono,
        boolean guarded) {

    /// A step of the real-time clock that is smaller than this is not noticed at once; sources with
    /// a guarded line include it in their half width. It is well above what two reads in a row are
    /// apart (0.1 µs) and well below any bound a network can give.
    public static final long STEP_TOLERANCE_NANOS = 20_000;

    /// Growth beyond 1000 ppm is no clock; with it and [#MAX_LIFE_NANOS], age × growth fits a long.
    public static final long MAX_GROWTH_PPB = 1_000_000;

    /// No line lives longer than this without being drawn anew.
    public static final long MAX_LIFE_NANOS = 3_600_000_000_000L;

    public TimeLine {
        if (halfNanos < 0 || growthPpb < 0 || growthPpb > MAX_GROWTH_PPB) {
            throw new IllegalArgumentException(
                    "half width %d ns or growth %d ppb is out of range"
                            .formatted(halfNanos, growthPpb));
        }
        if (refreshMono < anchorMono
                || expiryMono < refreshMono
                || expiryMono - anchorMono > MAX_LIFE_NANOS) {
            throw new IllegalArgumentException(
                    "anchor %d, refresh %d and expiry %d are out of order or too far apart"
                            .formatted(anchorMono, refreshMono, expiryMono));
        }
    }

    /// Half the width at `mono`, rounded up.
    public long halfAt(long mono) {
        return growthPpb == 0 ? halfNanos : halfNanos + grown(mono - anchorMono, growthPpb);
    }

    private static long grown(long age, long growthPpb) {
        return Math.max(0, age) * growthPpb / 1_000_000_000L + 1;
    }
}
