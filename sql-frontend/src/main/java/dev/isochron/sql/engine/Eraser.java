package dev.isochron.sql.engine;

import dev.isochron.client.Isochron;
import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.AbortedException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.sql.catalog.Remains;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.store.Layout;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Erases what dropped tables and indexes leave behind, some at a time.
///
/// Each of them has a job, which is written with the change that drops it. The gateway of that
/// change does its jobs one after the other, beside its sessions; what it does not come to, others
/// find. A job is changed in the transaction that erases some of its keys, so of two that do the
/// same job one notices and leaves it to the other.
final class Eraser {

    private static final int SOME = 1000;

    /// Nobody should be in the way; who is keeps what is there for now.
    private static final int MAX_ATTEMPTS = 10;

    /// Jobs that wait here; what is beyond is found by whoever looks for jobs.
    private static final int MAX_WAITING = 1000;

    /// Whoever does a job says so at least that often, though there is nothing to erase for long.
    private static final long SILENCE_MICROS = 5_000_000;

    private static final TransactionOptions OPTIONS = TransactionOptions.tagged("erase");

    private final Isochron db;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private boolean isAtWork;

    /// A job that is still to be done.
    ///
    /// @param micros what time it is, microseconds since 2000-01-01 UTC
    private record Waiting(SchemaJob job, LongSupplier micros) {}

    Eraser(Isochron db) {
        this.db = db;
    }

    /// Does jobs, soon.
    void later(List<SchemaJob> jobs, LongSupplier micros) {
        if (jobs.isEmpty()) {
            return;
        }
        synchronized (this) {
            for (SchemaJob job : jobs) {
                if (waiting.size() < MAX_WAITING) {
                    waiting.add(new Waiting(job, micros));
                }
            }
            if (isAtWork || waiting.isEmpty()) {
                return;
            }
            isAtWork = true;
        }
        db.beside("isochron-erase", this::work);
    }

    private void work() {
        boolean ends = false;
        try {
            Waiting next = next();
            while (next != null) {
                run(next.job, next.micros);
                next = next();
            }
            ends = true;
        } catch (IsochronException | CancellationException e) {
            // The jobs' rows stay, and whoever looks for jobs finds them.
        } finally {
            if (!ends) {
                stop();
            }
        }
    }

    private synchronized @Nullable Waiting next() {
        Waiting next = waiting.poll();
        isAtWork = next != null;
        return next;
    }

    private synchronized void stop() {
        waiting.clear();
        isAtWork = false;
    }

    /// Carries a job to its end, unless somebody else does.
    ///
    /// @param micros what time it is, microseconds since 2000-01-01 UTC
    void run(SchemaJob job, LongSupplier micros) {
        if (!(job.task() instanceof SchemaJob.Task.Erase(Remains remains))) {
            throw new IllegalArgumentException("this job erases nothing: " + job);
        }
        Remains.Found found = remains.found();
        SchemaJob written = job;
        Optional<Span> rest = Optional.of(job.restOf(found.all()));
        while (rest.isPresent()) {
            StoredPage page = page(rest.get());
            List<Key> own = page.rows().stream().map(Stored::key).filter(found::owns).toList();
            rest = page.rest();
            long now = micros.getAsLong();
            boolean isQuiet = now - written.seenMicros() < SILENCE_MICROS;
            if (own.isEmpty() && rest.isPresent() && isQuiet) {
                continue;
            }
            SchemaJob next = written.after(own.size(), rest.map(Span::from), now);
            if (!advance(written, own, rest.isPresent() ? next : null)) {
                return;
            }
            written = next;
        }
    }

    /// Nobody else knows of these keys any more, so a snapshot finds them all.
    private StoredPage page(Span span) {
        return db.snapshot().page(span, Direction.FORWARD, SOME, Locks.SHARED);
    }

    /// Erases some keys, and writes how far the job is.
    ///
    /// @param next null if nothing is left
    /// @return false if somebody else does it, or stands in the way for long
    private boolean advance(SchemaJob written, List<Key> keys, @Nullable SchemaJob next) {
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
                try {
                    if (!SchemaJobs.hold(tx, written).filter(written::equals).isPresent()) {
                        return false;
                    }
                    keys.forEach(key -> tx.write(new Write.Delete(key, Expectation.ANYTHING)));
                    if (next == null) {
                        SchemaJobs.delete(tx, written);
                    } else {
                        SchemaJobs.put(tx, next);
                    }
                    var _ = tx.commit();
                    return true;
                } catch (AbortedException e) {
                    tx.restart();
                }
            }
            return false;
        }
    }

    /// Erases what was written beside a transaction that is not committed: nobody waits for its
    /// locks, and no job tells of it.
    void erase(List<Layout> layouts) {
        layouts.forEach(this::erase);
    }

    private void erase(Layout layout) {
        Optional<Span> rest = Optional.of(layout.withPrefix(List.of()));
        while (rest.isPresent()) {
            StoredPage page = page(rest.get());
            List<Key> own = page.rows().stream().map(Stored::key).filter(layout::owns).toList();
            if (!own.isEmpty()) {
                delete(own);
            }
            rest = page.rest();
        }
    }

    private void delete(List<Key> keys) {
        try (OpenTransaction tx = db.begin(OPTIONS)) {
            for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
                try {
                    keys.forEach(key -> tx.write(new Write.Delete(key, Expectation.ANYTHING)));
                    var _ = tx.commit();
                    return;
                } catch (AbortedException e) {
                    tx.restart();
                }
            }
        }
    }
}
