package dev.isochron.bench.tpcc.run;

import java.time.Duration;

/// How terminals work.
///
/// @param terminals in all; they go round the warehouses and districts
/// @param rampUp before anything counts
/// @param duration of the measuring interval
/// @param waits whether people type and think, as the rules want
/// @param seed of what is drawn
public record RunPlan(int terminals, Duration rampUp, Duration duration, boolean waits, long seed) {
    public RunPlan {
        if (terminals < 1) {
            throw new IllegalArgumentException("at least one terminal, not " + terminals);
        }
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("the measuring interval has no length");
        }
    }
}
