package dev.isochron.truetime.source;

import java.util.Optional;

/// What the configuration adds to what the kernel says.
///
/// @param floorNanos added to every half width, for what the kernel does not account for
/// @param driftPpb by how much the clock may drift between two updates of its daemon's account
/// @param maxEpsilonNanos with a larger ε nothing is vouched for
/// @param daemon the daemon that the operator says is running where we cannot see it
public record KernelLimits(
        long floorNanos, long driftPpb, long maxEpsilonNanos, Optional<String> daemon) {

    public KernelLimits {
        if (floorNanos < TimeLine.STEP_TOLERANCE_NANOS) {
            throw new IllegalArgumentException(
                    "the floor of %d ns is below the smallest step that is noticed, %d ns"
                            .formatted(floorNanos, TimeLine.STEP_TOLERANCE_NANOS));
        }
    }
}
