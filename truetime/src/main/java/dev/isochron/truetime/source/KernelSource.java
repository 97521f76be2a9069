package dev.isochron.truetime.source;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.Durations;
import dev.isochron.truetime.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `kernel`: the real-time clock, as wide as the kernel's own discipline says.
///
/// ```
/// ε = maxerror + |offset| + |adjtime pending| + slew allowance + floor + drift × (1 s + age)
/// ```
///
/// `maxerror` is kept by the time daemon and raised by the kernel while the daemon is silent, so a
/// dead daemon shows as a growing ε by itself. The one second is the kernel's own: it raises
/// `maxerror` only once a second.
///
/// Nothing is vouched for while the clock is unsynchronised, while no daemon is known that keeps
/// `maxerror`, around a leap second, while a large error is being slewed away, and from a step or a
/// suspension until the daemon has spoken again: the account before those is of another clock.
public final class KernelSource implements ClockSource {

    /// The account is read each second, as often as the kernel itself changes it.
    private static final long REFRESH_NANOS = 1_500_000_000L;

    /// A line older than this is void: the reader of the account must have been stuck.
    private static final long LIFE_NANOS = 10_000_000_000L;

    /// The kernel raises `maxerror` once a second, so it may be this old.
    private static final long ACCOUNT_AGE_SECONDS = 1;

    private static final String WAIT_FOR_DAEMON =
            """
            It recovers with the daemon's next update; `chronyc burst 4/4` makes that soon. If \
            it does not, check that chronyd or ntpd is running and reaches its servers (chronyc \
            tracking, ntpq -p).\
            """;

    private final HostClock host;
    private final KernelLimits limits;
    private final DaemonCheck daemon;
    private final DaemonWatch watch = new DaemonWatch();
    private final SlewAllowance slew = new SlewAllowance();

    private @Nullable ClockSample previous;
    private Discipline.@Nullable Timex account;
    private @Nullable String waitingBecause;
    private long readings;
    private long steps;
    private long suspensions;

    public KernelSource(HostClock host, KernelLimits limits) {
        this.host = host;
        this.limits = limits;
        this.daemon = new DaemonCheck(host, limits);
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public String basis() {
        return """
        the kernel's account of its time daemon (adjtimex: maxerror), plus pending \
        corrections, drift and a floor\
        """;
    }

    @Override
    public ClockDomain domain() {
        return new ClockDomain.World();
    }

    @Override
    public Verdict read() {
        readings++;
        // The account last: a step that the sample shows has then already reached the account, and
        // a step between the two leaves the line, which is guarded, so it is never used.
        ClockSample sample = ClockSample.of(host);
        return switch (host.discipline()) {
            case Discipline.Unreadable(String reason, String remedy) -> {
                account = null;
                yield Verdict.refused(reason, remedy);
            }
            case Discipline.Timex timex -> judge(timex, sample);
        };
    }

    private Verdict judge(Discipline.Timex timex, ClockSample sample) {
        account = timex;
        boolean updated = watch.observe(timex, sample.boottimeNanos());
        slew.observe(timex.ratePpb());
        noticeJump(sample, timex.leapNear(), updated);
        previous = sample;
        Reading.Unusable refusal = objection(timex, sample);
        if (refusal != null) {
            return new Verdict.Refused(refusal, Verdict.RETRY_NANOS);
        }
        return line(timex, sample);
    }

    /// A step makes Linux forget its account and mark the clock unsynchronised, so an account that
    /// is synchronised again after a step is a new one. A suspension does not: there only an update
    /// that is seen after it counts.
    private void noticeJump(ClockSample sample, boolean leapNear, boolean updated) {
        if (updated) {
            waitingBecause = null;
        }
        if (previous == null) {
            return;
        }
        long suspended = sample.suspendedSince(previous);
        if (sample.exceedsBlur(suspended, previous)) {
            suspensions++;
            waitingBecause =
                    "The machine was suspended for %s, and the time daemon has not spoken since."
                            .formatted(Durations.text(suspended));
        }
        long step = sample.stepSince(previous);
        if (!sample.exceedsBlur(step, previous) || (leapNear && isLeap(step, sample, previous))) {
            return;
        }
        steps++;
        if (!updated) {
            waitingBecause =
                    "The wall clock was stepped by %s, and the time daemon has not spoken since."
                            .formatted(Durations.text(step));
        }
    }

    private static boolean isLeap(long step, ClockSample sample, ClockSample before) {
        long blur = TimeLine.STEP_TOLERANCE_NANOS + sample.blurNanos() + before.blurNanos();
        return LeapWindow.liesBetween(before.realtimeNanos(), sample.realtimeNanos())
                && LeapWindow.explains(step, blur);
    }

    private Reading.@Nullable Unusable objection(Discipline.Timex timex, ClockSample sample) {
        if (!timex.synchronised()) {
            return new Reading.Unusable(
                    """
                    The kernel says that its clock is not synchronised (adjtimex: status 0x%x, \
                    state %d).\
                    """
                            .formatted(timex.status(), timex.state()),
                    DaemonCheck.START_DAEMON);
        }
        Reading.Unusable unkept = daemon.objection(timex, watch, sample.monotonicNanos());
        if (unkept != null) {
            return unkept;
        }
        if (waitingBecause != null) {
            return new Reading.Unusable(waitingBecause, WAIT_FOR_DAEMON);
        }
        if (timex.leapNear() && LeapWindow.covers(sample.realtimeNanos())) {
            return new Reading.Unusable(
                    "A leap second is near, and world time is ambiguous around it.",
                    "It is over within seconds. Time servers that smear leap seconds avoid it.");
        }
        if (Math.abs(timex.ratePpb()) > SlewAllowance.MAX_RATE_PPB) {
            return new Reading.Unusable(
                    """
                    The time daemon is slewing the clock by %d ppm, so it is working off a large \
                    error whose size the kernel does not tell.\
                    """
                            .formatted(timex.ratePpb() / 1000),
                    "Wait until it is done, or let chronyd step the clock: chronyc makestep.");
        }
        return tooWide(halfNanos(timex, sample), sample);
    }

    private Reading.@Nullable Unusable tooWide(long half, ClockSample sample) {
        if (half <= limits.maxEpsilonNanos()) {
            return null;
        }
        return new Reading.Unusable(
                """
                ε has grown to %s, more than clock.max-epsilon=%s; the time daemon last spoke %s \
                ago.\
                """
                        .formatted(
                                Durations.text(half),
                                Durations.text(limits.maxEpsilonNanos()),
                                Durations.text(watch.sinceUpdate(sample.boottimeNanos()))),
                WAIT_FOR_DAEMON);
    }

    private long halfNanos(Discipline.Timex timex, ClockSample sample) {
        return timex.maxErrorMicros() * 1_000
                + Math.abs(timex.offsetNanos())
                + Math.abs(timex.pendingNanos())
                + slew.nanos()
                + limits.floorNanos()
                + limits.driftPpb() * ACCOUNT_AGE_SECONDS
                + sample.blurNanos();
    }

    private Verdict line(Discipline.Timex timex, ClockSample sample) {
        long mono = sample.monotonicNanos();
        long refresh = REFRESH_NANOS;
        long life = LIFE_NANOS;
        if (timex.leapNear()) {
            life = Math.min(life, LeapWindow.untilOpens(sample.realtimeNanos()));
            refresh = Math.min(refresh, life);
        }
        return new Verdict.Vouched(
                new TimeLine(
                        sample.offsetNanos(),
                        mono,
                        halfNanos(timex, sample),
                        limits.driftPpb(),
                        mono + refresh,
                        mono + life,
                        true));
    }

    @Override
    public List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        if (account != null) {
            measures.add(new Measure("max_error", account.maxErrorMicros() * 1_000, "ns"));
            measures.add(
                    new Measure("estimated_error", account.estimatedErrorMicros() * 1_000, "ns"));
            measures.add(new Measure("offset_pending", account.offsetNanos(), "ns"));
            measures.add(new Measure("adjtime_pending", account.pendingNanos(), "ns"));
            measures.add(new Measure("rate_correction", account.ratePpb(), "ppb"));
            measures.add(new Measure("slew_allowance", slew.nanos(), "ns"));
        }
        measures.add(new Measure("daemon_updates", watch.updates(), "count"));
        measures.add(
                new Measure("since_daemon_update", watch.sinceUpdate(host.boottimeNanos()), "ns"));
        measures.add(new Measure("source_readings", readings, "count"));
        measures.add(new Measure("wall_clock_steps", steps, "count"));
        measures.add(new Measure("suspensions", suspensions, "count"));
        return measures;
    }
}
