package dev.isochron.node.control;

import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.decide.Limits;
import java.time.Duration;

/// How the controller and those who report to it keep pace.
///
/// @param tick how often each looks whether there is something to say, while something moves
/// @param report a node says at least this often that it is there
/// @param again an order that is not carried out yet is told again after this
/// @param grace a node that was not heard for so long counts as lost
/// @param coldFor two neighbours are merged once they were small and cold for so long; zero to
///   merge none unless somebody asks
/// @param moveRate bytes of snapshots that a node sends in a second, to all together; 0 for as fast
///   as it goes
/// @param fetches replicas of a node that fetch a whole state at one time
/// @param locality where this node stands; unknown if it was let in with one, or does not say
/// @param limits what may be under way at one time, and how much a shard may have
public record ControlSettings(
        Duration tick,
        Duration report,
        Duration again,
        Duration grace,
        Duration coldFor,
        long moveRate,
        int fetches,
        Locality locality,
        Limits limits) {

    /// A node is given up after a minute: longer than a restart takes. Cold neighbours are merged
    /// after an hour. Four replicas fetch their states together: one may wait for a source while
    /// another's pieces are written, and each has some pieces in memory.
    public static final ControlSettings DEFAULT =
            new ControlSettings(
                    Duration.ofMillis(250),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    64L << 20,
                    4,
                    Locality.UNKNOWN,
                    Limits.DEFAULT);

    public ControlSettings {
        if (grace.compareTo(leastGrace(report)) < 0) {
            throw new IllegalArgumentException(
                    "grace must be at least four reports, or a living node counts as lost");
        }
        if (fetches < 1) {
            throw new IllegalArgumentException("at least one replica fetches its state at a time");
        }
        if (coldFor.isNegative()) {
            throw new IllegalArgumentException("nothing is cold for less than no time");
        }
    }

    /// A leader that stood still for almost [#standstill] hears of a report late, and the one
    /// before it was a report's time earlier.
    public Duration leastGrace() {
        return leastGrace(report);
    }

    private static Duration leastGrace(Duration report) {
        return report.multipliedBy(4);
    }

    /// A node that is awake anyway reports a little before it must.
    Duration reportInRound() {
        return report.multipliedBy(3).dividedBy(4);
    }

    /// A leader that did not look around for so long was not running, and missed what was said.
    Duration standstill() {
        return report.multipliedBy(2);
    }

    public ControlSettings withGrace(Duration other) {
        return new ControlSettings(
                tick, report, again, other, coldFor, moveRate, fetches, locality, limits);
    }

    public ControlSettings withColdFor(Duration other) {
        return new ControlSettings(
                tick, report, again, grace, other, moveRate, fetches, locality, limits);
    }

    public ControlSettings withMoveRate(long other) {
        return new ControlSettings(
                tick, report, again, grace, coldFor, other, fetches, locality, limits);
    }

    public ControlSettings withFetches(int other) {
        return new ControlSettings(
                tick, report, again, grace, coldFor, moveRate, other, locality, limits);
    }

    public ControlSettings withLocality(Locality other) {
        return new ControlSettings(
                tick, report, again, grace, coldFor, moveRate, fetches, other, limits);
    }

    public ControlSettings withLimits(Limits other) {
        return new ControlSettings(
                tick, report, again, grace, coldFor, moveRate, fetches, locality, other);
    }
}
