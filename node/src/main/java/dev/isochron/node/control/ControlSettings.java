package dev.isochron.node.control;

import dev.isochron.controller.decide.Limits;
import java.time.Duration;

/// How the controller and those who report to it keep pace.
///
/// @param tick how often each looks whether there is something to say
/// @param report a node says at least this often that it is there
/// @param again an order that is not carried out yet is told again after this
/// @param grace a node that was not heard for so long counts as lost
/// @param limits what may be under way at one time
public record ControlSettings(
        Duration tick, Duration report, Duration again, Duration grace, Limits limits) {

    /// A node is given up after a minute: longer than a restart takes.
    public static final ControlSettings DEFAULT =
            new ControlSettings(
                    Duration.ofMillis(250),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Limits.DEFAULT);

    public ControlSettings {
        if (grace.compareTo(report.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException(
                    "grace must be at least three reports, or a living node counts as lost");
        }
    }

    public ControlSettings withGrace(Duration other) {
        return new ControlSettings(tick, report, again, other, limits);
    }

    public ControlSettings withLimits(Limits other) {
        return new ControlSettings(tick, report, again, grace, other);
    }
}
