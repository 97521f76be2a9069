package dev.isochron.truetime.source;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.Durations;
import dev.isochron.truetime.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `fixed`: the operator vouches that the real-time clock of this host is never further than a
/// bound from true time.
///
/// A clock that keeps this promise can be stepped by twice the bound at most, from one edge to the
/// other. A larger step proves that the promise was broken before it or after it; then it is void
/// for the rest of this process.
public final class FixedSource implements ClockSource {

    /// The line is drawn anew each second, so that small steps inside the bound are followed.
    private static final long REFRESH_NANOS = 1_000_000_000L;

    /// Nothing grows with age here; a line dies only if nobody could draw a new one.
    private static final long LIFE_NANOS = 10_000_000_000L;

    private final HostClock host;
    private final long boundNanos;
    private @Nullable ClockSample previous;
    private Reading.@Nullable Unusable broken;
    private long readings;
    private long steps;

    /// @param boundNanos how far the real-time clock may be from true time at most
    public FixedSource(HostClock host, long boundNanos) {
        this.host = host;
        this.boundNanos = boundNanos;
    }

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public String basis() {
        return "the operator vouches that the real-time clock is within %s of true time"
                .formatted(Durations.text(boundNanos));
    }

    @Override
    public ClockDomain domain() {
        return new ClockDomain.World();
    }

    @Override
    public Verdict read() {
        ClockSample sample = ClockSample.of(host);
        readings++;
        judgeStep(sample);
        previous = sample;
        if (broken != null) {
            return new Verdict.Refused(broken, Verdict.RETRY_NANOS);
        }
        long mono = sample.monotonicNanos();
        return new Verdict.Vouched(
                new TimeLine(
                        sample.offsetNanos(),
                        mono,
                        boundNanos + TimeLine.STEP_TOLERANCE_NANOS + sample.blurNanos(),
                        0,
                        mono + REFRESH_NANOS,
                        mono + LIFE_NANOS,
                        true));
    }

    private void judgeStep(ClockSample sample) {
        if (previous == null) {
            return;
        }
        long step = sample.stepSince(previous);
        if (!sample.exceedsBlur(step, previous)) {
            return;
        }
        steps++;
        if (Math.abs(step) > 2 * boundNanos) {
            broken = brokenBy(step);
        }
    }

    private Reading.Unusable brokenBy(long step) {
        return new Reading.Unusable(
                """
                The wall clock of this node was stepped by %s, which a clock within the vouched \
                clock.bound=%s cannot need.\
                """
                        .formatted(Durations.text(step), Durations.text(boundNanos)),
                """
                Make sure that the wall clock is right again and find out who set it, then \
                restart this node; or use clock.source=kernel with chronyd.\
                """);
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                new Measure("bound", boundNanos, "ns"),
                new Measure("source_readings", readings, "count"),
                new Measure("wall_clock_steps", steps, "count"));
    }
}
