package dev.isochron.node.sql;

import dev.isochron.client.error.IsochronException;
import dev.isochron.sql.define.IndexBuild;
import dev.isochron.sql.engine.SqlEngine;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.FormatSettings;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Looks now and then for changes of the schema that whoever began them left unfinished, and goes
/// on with them; and for a table whose rows have become others since they were counted. Every node
/// does; the rows of the jobs say who came first.
final class JobKeeper implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SqlEngine engine;
    private final LongSupplier micros;
    private final CountDownLatch closed = new CountDownLatch(1);

    private JobKeeper(SqlEngine engine, LongSupplier micros) {
        this.engine = engine;
        this.micros = micros;
    }

    /// @param micros what the clock shows, microseconds since 2000-01-01 UTC
    static JobKeeper start(SqlEngine engine, LongSupplier micros) {
        JobKeeper keeper = new JobKeeper(engine, micros);
        Thread.ofVirtual().name("sql-jobs").start(keeper::run);
        return keeper;
    }

    private void run() {
        try {
            while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                attempt(() -> engine.resume(new Silence()));
                attempt(() -> engine.analyzeOne(new Silence()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A cluster that does not answer now is asked again.
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (IsochronException | SqlException | CancellationException e) {
            // The job's row stays; a table that was not counted comes up again.
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /// Nobody waits for these.
    private final class Silence implements IndexBuild.Watch {

        @Override
        public void checkCancelled() {
            if (closed.getCount() == 0) {
                throw new CancellationException("the node ends; the job does not");
            }
        }

        @Override
        public long micros() {
            return micros.getAsLong();
        }

        @Override
        public FormatSettings format() {
            return FormatSettings.DEFAULT;
        }
    }
}
