package dev.isochron.truetime.source;

import dev.isochron.truetime.Reading;
import org.jspecify.annotations.Nullable;

/// Whether anybody is known to keep the kernel's error bound. A bound that nobody keeps looks
/// excellent and is none (ATTACKS 20).
final class DaemonCheck {

    static final String START_DAEMON =
            """
            Start a time daemon that keeps the kernel's error bound: chronyd (systemctl enable \
            --now chrony, or chronyd) or ntpd; `chronyc waitsync` waits until it is ready. If \
            all nodes run on this one machine, set clock.source=single-host.\
            """;

    /// Looking for the daemon reads the list of all processes; while it is missing this is often
    /// enough.
    private static final long SEARCH_NANOS = 5_000_000_000L;

    private final HostClock host;
    private final KernelLimits limits;
    private TimeDaemon daemon = new TimeDaemon.Unseen();
    private long nextSearchMono = Long.MIN_VALUE;

    DaemonCheck(HostClock host, KernelLimits limits) {
        this.host = host;
        this.limits = limits;
    }

    /// What speaks against the account's `maxerror` at `mono`, or nothing.
    Reading.@Nullable Unusable objection(Discipline.Timex timex, DaemonWatch watch, long mono) {
        if (timex.maxErrorMicros() == 0 || watch.bare()) {
            return new Reading.Unusable(
                    """
                    The time daemon sets the clock but leaves the kernel's error bound at zero \
                    (adjtimex: maxerror %d µs), as systemd-timesyncd does; a bound that nobody \
                    keeps is none.\
                    """
                            .formatted(timex.maxErrorMicros()),
                    START_DAEMON);
        }
        if (limits.daemon().isPresent()) {
            return null;
        }
        return switch (find(mono)) {
            case TimeDaemon.Keeper _ -> null;
            case TimeDaemon.Careless(String name) ->
                    new Reading.Unusable(
                            "The clock is kept by %s, which does not keep the kernel's error bound."
                                    .formatted(name),
                            START_DAEMON);
            case TimeDaemon.Unseen() ->
                    new Reading.Unusable(
                            """
                            The clock is synchronised, but no daemon that is known to keep the \
                            kernel's error bound is visible among the processes.\
                            """,
                            """
                            If chronyd or ntpd runs outside this container, say so with \
                            clock.daemon=chronyd or clock.daemon=ntpd. Otherwise: %s\
                            """
                                    .formatted(START_DAEMON));
        };
    }

    /// Once found it is not looked for again: if it dies, `maxerror` grows and tells.
    private TimeDaemon find(long mono) {
        if (!(daemon instanceof TimeDaemon.Keeper) && mono >= nextSearchMono) {
            daemon = host.daemon();
            nextSearchMono = mono + SEARCH_NANOS;
        }
        return daemon;
    }
}
