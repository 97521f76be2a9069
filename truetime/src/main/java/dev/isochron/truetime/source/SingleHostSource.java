package dev.isochron.truetime.source;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.Durations;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// `single-host`: every node runs on one machine, so all can read one clock and ε is zero. The time
/// is the machine's monotonic clock plus an offset that all nodes share for a boot; steps of the
/// wall clock do not touch it.
///
/// It gives no timestamp above the durable horizon, and the next boot's offset starts above that
/// (ATTACKS 19: otherwise a wall clock that was set back between two boots would repeat
/// timestamps).
public final class SingleHostSource implements ClockSource {

    /// How far ahead the horizon is made durable. After a quick reboot the cluster's time may be
    /// ahead of the wall clock by this much, so it is short.
    static final long AHEAD_NANOS = 15_000_000_000L;

    /// With less than this left the line is due: whoever asks for the time then extends the horizon
    /// first, with five seconds left in which a slow disk holds up nobody else.
    static final long LOW_NANOS = 10_000_000_000L;

    /// Whoever comes before the line is due, by less than this, extends the horizon already: a
    /// keeper's look a second ahead writes each four seconds, and spares readers the disk.
    static final long EARLY_NANOS = 1_500_000_000L;

    /// What must always be left of the horizon: leases end, and votes are bound, a few seconds
    /// after the reading they were made from, and the next boot must start above those as well.
    static final long RESERVE_NANOS = 5_000_000_000L;

    private final HostClock host;
    private final SharedOffset shared;
    private final Timestamp floor;
    private long extensions;
    private long failures;

    /// @param floor no timestamp at or below this is given: the highest that the node's store holds
    public SingleHostSource(HostClock host, SharedOffset shared, Timestamp floor) {
        this.host = host;
        this.shared = shared;
        this.floor = floor;
    }

    @Override
    public String name() {
        return "single-host";
    }

    @Override
    public String basis() {
        return """
        all nodes read the monotonic clock of this one host, so there is nothing to be \
        unsure of\
        """;
    }

    @Override
    public ClockDomain domain() {
        return shared.domain();
    }

    @Override
    public Verdict read() {
        long mono = host.monotonicNanos();
        long offset = shared.domain().offsetNanos();
        long now = mono + offset;
        if (now <= floor.nanos()) {
            return behindFloor(now);
        }
        boolean low = now + LOW_NANOS + EARLY_NANOS > shared.horizonNanos();
        String trouble = low ? extend(now) : "";
        long horizon = shared.horizonNanos() - RESERVE_NANOS;
        if (now >= horizon) {
            return Verdict.refused(
                    trouble.isEmpty() ? "The clock's horizon has passed." : trouble,
                    """
                    Free or repair that disk, or point clock.dir of all nodes to another one; \
                    the clock recovers by itself.\
                    """);
        }
        long refresh =
                trouble.isEmpty() ? horizon + RESERVE_NANOS - LOW_NANOS : now + Verdict.RETRY_NANOS;
        long expiry = horizon - offset;
        return new Verdict.Vouched(
                new TimeLine(
                        offset,
                        mono,
                        0,
                        0,
                        Math.clamp(refresh - offset, mono, expiry),
                        Math.min(expiry, mono + TimeLine.MAX_LIFE_NANOS),
                        false));
    }

    private String extend(long now) {
        try {
            shared.extend(now + AHEAD_NANOS);
            extensions++;
            return "";
        } catch (SharedOffset.UnwritableException e) {
            failures++;
            return String.valueOf(e.getMessage());
        }
    }

    private Verdict behindFloor(long now) {
        return Verdict.refused(
                """
                This node's store holds timestamps up to %s, which is %s ahead of this host's \
                shared clock.\
                """
                        .formatted(floor, Durations.text(floor.nanos() - now)),
                """
                Wait that long; or stop all nodes of this host and remove the clock's file (see \
                clock.dir), and the next start begins above them.\
                """);
    }

    @Override
    public List<Measure> measures() {
        long now = host.monotonicNanos() + shared.domain().offsetNanos();
        return List.of(
                new Measure("wall_clock_ahead", host.realtimeNanos() - now, "ns"),
                new Measure("horizon_left", shared.horizonNanos() - now, "ns"),
                new Measure("horizon_extensions", extensions, "count"),
                new Measure("horizon_failures", failures, "count"));
    }
}
