package dev.isochron.truetime.peers;

/// How long the judge lets evidence count.
///
/// @param freshNanos older evidence counts neither against us nor for us; at least two heartbeats
///   and two message delays, so that steady traffic always leaves fresh evidence
/// @param driftPpb by how much our steady clock may run wrong meanwhile
public record JudgeLimits(long freshNanos, long driftPpb) {

    /// Ten minutes: whoever has been silent that long proves nothing, and age × drift fits a long.
    private static final long MAX_FRESH_NANOS = 600_000_000_000L;

    public JudgeLimits {
        if (freshNanos <= 0 || freshNanos > MAX_FRESH_NANOS) {
            throw new IllegalArgumentException("fresh is out of range: " + freshNanos + " ns");
        }
        if (driftPpb < 0 || driftPpb > 1_000_000) {
            throw new IllegalArgumentException("drift is out of range: " + driftPpb + " ppb");
        }
    }
}
