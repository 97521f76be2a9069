package dev.isochron.bench.tpcc.load;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A line that says how far a load is: rewritten on a terminal, printed now and then elsewhere.
public final class Progress {

    private static final long TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long FILE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int BAR = 30;

    /// To the line's begin, and what stood there is gone.
    private static final String REWRITE = "\r\033[K";

    private final Consumer<String> show;
    private final Consumer<String> last;
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
        this(
                line -> print(out, terminal ? REWRITE + line : line + System.lineSeparator()),
                line -> print(out, (terminal ? REWRITE : "") + line + System.lineSeparator()),
                terminal,
                total);
    }

    private Progress(Consumer<String> show, Consumer<String> last, boolean terminal, long total) {
        this.show = show;
        this.last = last;
        this.terminal = terminal;
        this.total = total;
    }

    /// Tells lines now and then, whoever hears them.
    public static Progress inLines(Consumer<String> hearer, long total) {
        return new Progress(hearer, hearer, false, total);
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
            show.accept(line(seconds(now)));
        }
    }

    /// The last word, with the rows a second of the whole load.
    synchronized double end() {
        double seconds = seconds(System.nanoTime());
        last.accept(
                String.format(
                        Locale.ROOT,
                        "loaded %,d rows in %.1f s, %,.0f rows/s%s",
                        done,
                        seconds,
                        done / seconds,
                        skipped == 0 ? "" : String.format(", %,d were there", skipped)));
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

    private static void print(PrintWriter out, String text) {
        out.print(text);
        out.flush();
    }
}
