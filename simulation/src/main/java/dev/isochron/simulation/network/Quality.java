package dev.isochron.simulation.network;

import dev.isochron.simulation.seed.Generator;
import java.util.concurrent.TimeUnit;

/// How a link treats what is sent on it.
///
/// @param delay how long a frame is under way
/// @param lostPermille of 1000 frames, so many never arrive
/// @param doubledPermille of 1000 frames, so many arrive a second time, later
/// @param ordered true if a frame never overtakes an earlier one, as within one connection
public record Quality(Delay delay, int lostPermille, int doubledPermille, boolean ordered) {

    /// How long a frame is under way.
    ///
    /// @param baseNanos never less than this
    /// @param meanNanos on the average so much more, exponentially distributed
    /// @param stuckPermille of 1000 frames, so many are stuck on the way
    /// @param stuckNanos for at most so long
    public record Delay(long baseNanos, long meanNanos, int stuckPermille, long stuckNanos) {
        long draw(Generator chance) {
            long delay = baseNanos + chance.exponential(meanNanos);
            return chance.happens(stuckPermille) ? delay + chance.below(stuckNanos) : delay;
        }
    }

    /// A wire within one machine room: a tenth of a millisecond, nothing is lost.
    public static Quality good() {
        return new Quality(new Delay(micros(50), micros(50), 0, 0), 0, 0, true);
    }

    /// Anything from a good wire to a terrible one.
    public static Quality anyOf(Generator chance) {
        Delay delay =
                new Delay(
                        chance.spread(micros(20), micros(20_000)),
                        chance.spread(micros(10), micros(50_000)),
                        chance.happens(300) ? (int) chance.between(1, 20) : 0,
                        chance.spread(millis(100), millis(120_000)));
        return new Quality(
                delay,
                chance.happens(500) ? (int) chance.between(1, 200) : 0,
                chance.happens(400) ? (int) chance.between(1, 200) : 0,
                chance.happens(400));
    }

    private static long micros(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
