package dev.isochron.sql.engine;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.AbortedException;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.define.IndexBuild;
import dev.isochron.sql.session.Bell;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.Farewell;
import dev.isochron.sql.session.Identity;
import dev.isochron.sql.session.Session;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.session.Surroundings;
import dev.isochron.sql.syntax.Parser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ANALYZE that nobody said, of a table that has become another.
final class AutoAnalysis {

    /// What its transactions are called, for those that meet them.
    private static final String NAME = "auto-analyze";

    /// Whoever counts has died if it takes longer.
    private static final long SILENCE_MICROS = 600_000_000;

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
        Optional<ChangedRows.Due> due = changed.due(watch.micros(), engine.catalog()::guess);
        if (due.isEmpty()) {
            return false;
        }
        SchemaJob job = job(due.get(), watch.micros());
        if (!claim(job)) {
            return false;
        }
        changed.begun(due.get(), watch.micros());
        try {
            analyze(due.get(), watch);
        } finally {
            release(job);
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

    private void analyze(ChangedRows.Due due, IndexBuild.Watch watch) {
        SessionView view = view(due.database().name(), watch);
        String text =
                "ANALYZE %s.%s"
                        .formatted(
                                Analysis.quoted(due.table().schema()),
                                Analysis.quoted(due.table().name()));
        Engine.Unit unit = engine.begin(Engine.Opening.WRITING, view);
        try {
            Program program =
                    engine.compile(Parser.statement(text).orElseThrow(), List.of(), unit, view);
            unit.run(program, List.of(), view, text).close();
            var _ = unit.commit();
        } catch (RuntimeException e) {
            unit.rollback();
            throw e;
        }
        engine.catalog().guess(due.database()).ifPresent(image -> changed.counted(due, image));
    }

    private SessionView view(String database, IndexBuild.Watch watch) {
        return new Session(
                        engine,
                        new Identity("isochron", database, 0),
                        Map.of("application_name", NAME),
                        new Surroundings(new Ending(watch), watch::micros, () -> 0))
                .view();
    }

    /// Ends with the one who watches.
    private record Ending(IndexBuild.Watch watch) implements Bell {

        @Override
        public void listen(Duration limit) {
            // Nobody rings; who watches is asked.
        }

        @Override
        public void quiet() {
            // Nobody rings; who watches is asked.
        }

        @Override
        public Optional<Reason> rung() {
            watch.checkCancelled();
            return Optional.empty();
        }

        @Override
        public Optional<Farewell> farewell() {
            return Optional.empty();
        }
    }
}
