package dev.isochron.bench.large;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.bench.harness.ChildProcess;
import dev.isochron.bench.harness.Metric;
import dev.isochron.bench.harness.Row;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.harness.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Loads, changes, kills, opens again, reads and sweeps a store; tells how long each took.
public final class LargeBench {

    /// Of the rows, one in so many is updated.
    private static final long ROWS_PER_UPDATE = 20;

    /// Rows of a page and more; reads that go all over the file.
    private static final long READS = 50_000;

    private static final long SCANNED = 200_000;
    private static final double BYTES_OF_MIB = 1 << 20;

    /// For one order; a disk may be slow.
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Metric TIME = new Metric("time", "s");

    private final LargeRows rows;
    private final long updates;
    private final Workspace workspace;
    private final Consumer<String> progress;
    private final List<Row> report = new ArrayList<>();

    /// @param gigabytes of rows, in units of a billion bytes
    /// @param progress is told what is being done
    public LargeBench(double gigabytes, Workspace workspace, Consumer<String> progress) {
        this.rows = new LargeRows((long) (gigabytes * 1e9 / LargeRows.BYTES));
        this.updates = rows.count() / ROWS_PER_UPDATE;
        this.workspace = workspace;
        this.progress = progress;
    }

    /// Every figure.
    ///
    /// @throws IOException if a row, or the number of entries, is not what it must be
    public List<Row> run() throws IOException, InterruptedException {
        Path directory = workspace.directory("large");
        long all = rows.count() + updates;
        ChildProcess first = start(directory, 1);
        try {
            timed(first, "load, in order of keys", "apply 0 " + rows.count(), rows.count());
            figures(first, "loaded");
            timed(first, "updates all over", "apply %d %d".formatted(rows.count(), all), updates);
            checkReads(first, "before the crash");
            first.kill();
        } finally {
            first.close();
        }
        ChildProcess second = restarted(directory, all);
        try {
            checkReads(second, "after the crash");
            forgetOld(second, all);
        } finally {
            second.close();
        }
        return List.copyOf(report);
    }

    private ChildProcess start(Path directory, int number)
            throws IOException, InterruptedException {
        List<String> words =
                List.of(
                        directory.toString(),
                        Long.toString(rows.count()),
                        Long.toString(2 * rows.count() * LargeRows.BYTES));
        ChildCommand command = new ChildCommand("large-" + number, LargeStore.class, words, false);
        return ChildProcess.start(command, workspace.directory());
    }

    /// What the store does not hold is applied again, as from a log.
    private ChildProcess restarted(Path directory, long all)
            throws IOException, InterruptedException {
        progress.accept("starting again");
        long beginNanos = System.nanoTime();
        ChildProcess second = start(directory, 2);
        add("start after a kill", TIME, (System.nanoTime() - beginNanos) / 1e9);
        long durable = Long.parseLong(second.greeting());
        if (durable > all || durable <= 0) {
            second.close();
            throw new IOException("the mark of the store is " + durable + " of " + all);
        }
        timed(second, "replay", "apply %d %d".formatted(durable, all), all - durable);
        return second;
    }

    private void checkReads(ChildProcess process, String when)
            throws IOException, InterruptedException {
        long reads = Math.min(READS, rows.count() / 2);
        timed(process, "point reads, " + when, "read %d %d".formatted(reads, updates), reads);
        long scanned = Math.min(SCANNED, rows.count() / 2);
        timed(process, "scan, " + when, "scan %d %d".formatted(scanned, updates), scanned);
        long old = Math.min(READS, updates);
        timed(process, "point reads of the past, " + when, "before " + old, old);
    }

    /// Old versions go: as many entries as there are updates.
    private void forgetOld(ChildProcess process, long mark)
            throws IOException, InterruptedException {
        timed(process, "flush of the rest", "flush " + mark, 0);
        long before = figures(process, "updated");
        process.ask("forget " + mark, PATIENCE);
        String swept = timed(process, "sweep of all keys", "sweep", rows.count() + updates);
        long after = figures(process, "swept");
        if (Long.parseLong(swept) != updates || before - after != updates) {
            throw new IOException(
                    "%d rows were updated, %s old versions swept, and %d entries fewer are left"
                            .formatted(updates, swept, before - after));
        }
        long reads = Math.min(READS, rows.count() / 2);
        timed(process, "point reads, swept", "read %d %d".formatted(reads, updates), reads);
    }

    /// @param things that were done, for a rate; 0 for none
    private String timed(ChildProcess process, String name, String order, long things)
            throws IOException, InterruptedException {
        progress.accept(name);
        long beginNanos = System.nanoTime();
        String answer = process.ask(order, PATIENCE);
        double seconds = (System.nanoTime() - beginNanos) / 1e9;
        add(name, TIME, seconds);
        if (things > 0) {
            add(name, new Metric("rate", "rows/s"), things / seconds);
        }
        return answer;
    }

    /// @return how many entries the store has
    private long figures(ChildProcess process, String name)
            throws IOException, InterruptedException {
        String[] figures = process.ask("figures", PATIENCE).split(" ", -1);
        add(name, new Metric("file", "MiB"), Long.parseLong(figures[1]) / BYTES_OF_MIB);
        add(name, new Metric("map", "MiB"), Long.parseLong(figures[2]) / BYTES_OF_MIB);
        return Long.parseLong(figures[0]);
    }

    private void add(String name, Metric metric, double value) {
        report.add(Row.of(name, Subject.ISOCHRON, metric, value));
    }
}
