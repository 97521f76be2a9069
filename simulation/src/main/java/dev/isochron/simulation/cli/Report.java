package dev.isochron.simulation.cli;

import dev.isochron.simulation.run.Campaign;
import dev.isochron.simulation.run.Campaign.Tally;
import dev.isochron.simulation.run.Verdict;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// What the person at the terminal sees: how far it has come, what broke and how to see it again.
final class Report implements Campaign.Reporter {
    private static final double NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /// On a terminal the line is rewritten; in a file a line this often is enough.
    private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long FILE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final PrintWriter out;
    private final boolean terminal;
    private final long startedNanos = System.nanoTime();
    private long shownNanos = startedNanos;

    Report(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// The end of a single seed; true if nothing broke.
    boolean one(Verdict verdict) {
        Tally tally = new Tally(0, 0, 0, 0).with(verdict);
        verdict.violation().ifPresent(_ -> violation(verdict));
        out.printf(
                Locale.ROOT,
                "seed %d, %s: digest %016x, %s%n",
                verdict.task().seed(),
                verdict.task().profile(),
                verdict.digest(),
                speed(tally));
        end(tally);
        return verdict.violation().isEmpty();
    }

    @Override
    public void ended(Verdict verdict, Tally soFar) {
        verdict.violation().ifPresent(_ -> violation(verdict));
        long now = System.nanoTime();
        if (now - shownNanos >= (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
            shownNanos = now;
            String line = summary(soFar) + "; " + speed(soFar);
            out.print(terminal ? "\r\033[K" + line : line + System.lineSeparator());
            out.flush();
        }
    }

    private void violation(Verdict verdict) {
        if (terminal) {
            out.print("\r\033[K");
        }
        out.println(
                "VIOLATION in seed "
                        + verdict.task().seed()
                        + " of "
                        + verdict.violation().orElseThrow().getMessage());
        out.println("  replay: " + verdict.task().command() + " --trace");
        out.flush();
    }

    /// The last line.
    void end(Tally tally) {
        if (terminal) {
            out.print("\r\033[K");
        }
        out.println(summary(tally));
        out.flush();
    }

    private static String summary(Tally tally) {
        return String.format(
                Locale.ROOT,
                "%d seeds, %.1f simulated hours, %d violations",
                tally.seeds(),
                tally.simulatedNanos() / NANOS_PER_HOUR,
                tally.violations());
    }

    private String speed(Tally tally) {
        double seconds = (System.nanoTime() - startedNanos) / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%d events, %.0f events per second, %.0f simulated seconds per second",
                tally.events(),
                tally.events() / seconds,
                tally.simulatedNanos() / NANOS_PER_SECOND / seconds);
    }
}
