package dev.isochron.sql.engine;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.AbortedException;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.catalog.StatisticsRows;
import dev.isochron.sql.catalog.TableStatistics;
import dev.isochron.sql.define.IndexBuild;
import dev.isochron.sql.store.TableAccess;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// ANALYZE that nobody said, of a table that has become another. One is counted in a cluster at a
/// time, and slowly.
final class AutoAnalysis {

    /// Whoever counts says so this often.
    private static final long BEAT_MICROS = 5_000_000;

    /// Whoever counts has died if it is silent for so long.
    private static final long SILENCE_MICROS = 6 * BEAT_MICROS;

    /// Of the time that it takes, it rests so many parts for each that it works.
    private static final long REST = 3;

    /// Longer than any request takes that has not gone wrong.
    private static final long LONGEST_REST_MICROS = 1_000_000;

    private final SqlEngine engine;
    private final ChangedRows changed;

    AutoAnalysis(SqlEngine engine, ChangedRows changed) {
        this.engine = engine;
        this.changed = changed;
    }

    /// Counts the table that has waited longest.
    ///
    /// @return whether one was counted
    boolean run(IndexBuild.Watch watch) {
        Optional<ChangedRows.Due> due = changed.due(watch.micros(), engine::guess);
        if (due.isEmpty()) {
            return false;
        }
        SchemaJob job = job(due.get(), watch.micros());
        if (!claim(job)) {
            return false;
        }
        changed.begun(due.get(), watch.micros());
        Pace pace = new Pace(job, watch);
        try {
            analyze(due.get(), pace);
        } finally {
            release(pace.job);
        }
        return true;
    }

    private static SchemaJob job(ChangedRows.Due due, long nowMicros) {
        String name = due.table().schema() + "." + due.table().name();
        return SchemaJob.count(
                due.table().oid(),
                "analyze %s of %s, %d rows changed"
                        .formatted(name, due.database().name(), due.rows()),
                nowMicros);
    }

    /// Writes that this gateway counts; false if another does.
    private boolean claim(SchemaJob job) {
        try (OpenTransaction tx = engine.beside()) {
            Optional<SchemaJob> other = SchemaJobs.hold(tx, job);
            boolean isTaken =
                    other.filter(one -> job.seenMicros() - one.seenMicros() < SILENCE_MICROS)
                            .isPresent();
            if (isTaken) {
                return false;
            }
            SchemaJobs.put(tx, job);
            var _ = tx.commit();
            return true;
        } catch (AbortedException e) {
            return false;
        }
    }

    private void release(SchemaJob job) {
        try (OpenTransaction tx = engine.beside()) {
            if (SchemaJobs.hold(tx, job).filter(job::equals).isPresent()) {
                SchemaJobs.delete(tx, job);
                var _ = tx.commit();
            }
        }
    }

    private void analyze(ChangedRows.Due due, Pace pace) {
        StoredReader reader = engine.committed();
        CatalogImage image = engine.catalog().read(reader, due.database());
        Optional<CatalogTable> table = image.table(due.table().oid());
        if (table.isPresent()) {
            TableStatistics found =
                    new Analysis(
                                    reader,
                                    engine.cluster(),
                                    pace::step,
                                    TableStatistics.Looks.unasked(pace.watch.micros()))
                            .of(new TableAccess(table.get()));
            put(found, due.database());
            engine.counted(due.database());
        }
        engine.guess(due.database()).ifPresent(known -> changed.counted(due, known));
    }

    /// Writes what was found, unless the table is gone; the version is held for that long only.
    private void put(TableStatistics found, CatalogDatabase database) {
        try (OpenTransaction tx = engine.beside()) {
            List<TableStatistics> there =
                    Analysis.there(List.of(found), engine.catalog().read(tx, database));
            if (!there.isEmpty()) {
                StatisticsRows.put(tx, database, there);
                var _ = tx.commit();
            }
        }
    }

    /// Goes on step by step: rests in between, and says that somebody is there.
    private final class Pace {
        private final IndexBuild.Watch watch;
        private SchemaJob job;
        private long resumedMicros;

        Pace(SchemaJob job, IndexBuild.Watch watch) {
            this.job = job;
            this.watch = watch;
            this.resumedMicros = watch.micros();
        }

        void step() {
            watch.checkCancelled();
            long worked = watch.micros() - resumedMicros;
            if (worked > 0) {
                engine.pause(Math.min(REST * worked, LONGEST_REST_MICROS));
            }
            resumedMicros = watch.micros();
            if (resumedMicros - job.seenMicros() >= BEAT_MICROS) {
                beat();
            }
        }

        private void beat() {
            SchemaJob later = job.takenOver(resumedMicros);
            try (OpenTransaction tx = engine.beside()) {
                if (SchemaJobs.hold(tx, job).filter(job::equals).isEmpty()) {
                    throw new CancellationException("another node took this one for dead");
                }
                SchemaJobs.put(tx, later);
                var _ = tx.commit();
                job = later;
            }
        }
    }
}
