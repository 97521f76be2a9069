package dev.isochron.truetime.source;

import org.jspecify.annotations.Nullable;

/// Watches `maxerror` for the hand of the time daemon. Between updates the kernel raises it by 500
/// µs each second and by nothing else; any other change is an update.
///
/// A daemon that does not keep `maxerror` sets it to 0, so all its updates leave a multiple of 500
/// behind (ATTACKS 20). For one that does keep it that happens once in 500 updates.
final class DaemonWatch {

    /// What the kernel adds to `maxerror` each second: its 500 ppm limit on a clock's rate error.
    private static final long STEP_MICROS = 500;

    /// One update on a multiple of [#STEP_MICROS] is a coincidence; with the second in a row the
    /// odds are 1 to 250,000.
    private static final int BARE_UPDATES = 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Discipline.@Nullable Timex previous;
    private long previousBoot;
    private int bareInARow;
    private long updates;
    private long lastUpdateBoot;

    /// Takes in what the kernel says at `boot` (boot clock, nanoseconds); answers whether the
    /// daemon has made an update since the call before. The first call counts as an update; what
    /// the kernel writes when it drops to unsynchronised is none.
    boolean observe(Discipline.Timex now, long boot) {
        boolean updated =
                now.synchronised()
                        && (previous == null
                                || changedByDaemon(previous, now, boot - previousBoot));
        if (updated) {
            updates++;
            lastUpdateBoot = boot;
            bareInARow = now.maxErrorMicros() % STEP_MICROS == 0 ? bareInARow + 1 : 0;
        }
        previous = now;
        previousBoot = boot;
        return updated;
    }

    private static boolean changedByDaemon(
            Discipline.Timex before, Discipline.Timex now, long elapsedNanos) {
        long rise = now.maxErrorMicros() - before.maxErrorMicros();
        long seconds = elapsedNanos / NANOS_PER_SECOND;
        return rise % STEP_MICROS != 0
                || rise < seconds * STEP_MICROS
                || rise > (seconds + 1) * STEP_MICROS;
    }

    /// Whether the updates look like those of a daemon that leaves `maxerror` at 0.
    boolean bare() {
        return bareInARow >= BARE_UPDATES;
    }

    long updates() {
        return updates;
    }

    /// How long ago, by the boot clock, the last update was seen.
    long sinceUpdate(long boot) {
        return updates == 0 ? 0 : boot - lastUpdateBoot;
    }
}
