package dev.isochron.bench.tpcc.load;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// A line that says how far a load is: rewritten on a terminal, printed now and then elsewhere.
public final class Progress {

    private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long FILE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int BAR = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private final long total;
    private final long startNanos = System.nanoTime();
    private long done;
    private long skipped;
    private long shownNanos = startNanos;

    /// For so many rows.
    ///
    /// @param total rows, about
    public Progress(PrintWriter out, boolean terminal, long total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    /// Rows that an earlier load wrote.
    synchronized void skip(long rows) {
        skipped += rows;
    }

    synchronized void add(long rows) {
        done += rows;
        long now = System.nanoTime();
        if (now - shownNanos >= (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
            shownNanos = now;
            show(line(seconds(now)));
        }
    }

    /// The last word, with the rows a second of the whole load.
    synchronized double end() {
        double seconds = seconds(System.nanoTime());
        show(
                String.format(
                        Locale.ROOT,
                        "loaded %,d rows in %.1f s, %,.0f rows/s%s",
                        done,
                        seconds,
                        done / seconds,
                        skipped == 0 ? "" : String.format(", %,d were there", skipped)));
        if (terminal) {
            out.println();
            out.flush();
        }
        return done / seconds;
    }

    private double seconds(long now) {
        return Math.max(1e-9, (now - startNanos) / 1e9);
    }

    /// `[######----] 45 %, 12,345 rows/s, 0:17 left`
    String line(double seconds) {
        double share = Math.min(1, (done + skipped) / (double) Math.max(1, total));
        int filled = (int) (share * BAR);
        double rate = done / seconds;
        long left = rate == 0 ? 0 : (long) (Math.max(0, total - skipped - done) / rate);
        return String.format(
                Locale.ROOT,
                "loading [%s%s] %3.0f %%, %,.0f rows/s, %d:%02d left",
                "#".repeat(filled),
                "-".repeat(BAR - filled),
                share * 100,
                rate,
                left / 60,
                left % 60);
    }

    private void show(String line) {
        out.print(terminal ? "\r\033[K" + line : line + System.lineSeparator());
        out.flush();
    }
}
