package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.session.Engine.Compiled;
import dev.isochron.sql.session.Engine.Rows;
import dev.isochron.sql.session.Engine.Unit;
import dev.isochron.sql.setting.KnownSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs statements that the engine compiled, and runs them again where that is the session's task.
final class Runner {
    /// Age decides who goes first, so a statement's turn comes long before.
    private static final int MAX_ATTEMPTS = 1000;

    private final Engine engine;
    private final View view;
    private final Block block;
    private final Faults faults;

    Runner(Engine engine, View view, Block block, Faults faults) {
        this.engine = engine;
        this.view = view;
        this.block = block;
        this.faults = faults;
    }

    /// A statement with all that it needs.
    ///
    /// @param described whether its columns are announced before its rows
    record Job(
            Compiled compiled,
            List<Value> values,
            Formats formats,
            String text,
            boolean described) {}

    /// Runs a statement as a transaction of its own.
    void alone(Job job, Output out) {
        if (!job.compiled().onlyReads()) {
            block.requireWritable(job.compiled().command());
        }
        boolean reading = job.compiled().onlyReads();
        Engine.Opening opening =
                reading ? Engine.Opening.reading(job.compiled().asOf()) : Engine.Opening.WRITING;
        Unit unit = engine.begin(opening, view);
        try {
            untilDone(
                    unit,
                    out,
                    o -> {
                        String tag = whole(unit, job, o);
                        remember(unit.commit());
                        List<Value[]> epilogue = unit.epilogue();
                        if (!epilogue.isEmpty()) {
                            epilogue.forEach(o::row);
                        }
                        o.complete(tag);
                    });
        } catch (RuntimeException e) {
            unit.rollback();
            throw e;
        }
    }

    /// Does work again for as long as the cluster undoes it and nothing of its answer has left.
    void untilDone(Unit unit, Output out, Consumer<Output> work) {
        long mark = out.mark();
        for (int attempt = 1; ; attempt++) {
            try {
                work.accept(out);
                return;
            } catch (RuntimeException failure) {
                RuntimeException e = Faults.reason(failure, unit);
                boolean again = Faults.isAbort(e) && attempt < MAX_ATTEMPTS && out.rewind(mark);
                if (!again) {
                    throw faults.told(e);
                }
                faults.check();
                restart(unit);
            }
        }
    }

    void restart(Unit unit) {
        try {
            unit.restart();
        } catch (RuntimeException e) {
            throw faults.told(e);
        }
    }

    /// Runs a statement to its end in a transaction; returns its tag.
    String whole(Unit unit, Job job, Output out) {
        long mark = out.mark();
        try {
            return whole(unit, job, job.compiled(), out);
        } catch (Outdated e) {
            if (!job.described() || !out.rewind(mark)) {
                throw e.refused();
            }
            return whole(unit, job, e.again(), out);
        }
    }

    private String whole(Unit unit, Job job, Compiled compiled, Output out) {
        tell(compiled, job.text());
        try (Rows rows = unit.run(compiled, job.values(), view, job.text())) {
            Optional<List<Column>> columns = compiled.columns();
            if (columns.isPresent()) {
                if (job.described()) {
                    out.describe(columns.get(), job.formats());
                }
                out.rows(columns.get(), job.formats(), rows.format(view));
                for (Value[] row = rows.next(); row != null; row = rows.next()) {
                    out.row(row);
                }
            } else {
                while (rows.next() != null) {
                    // Statements without columns are done when they are asked for their end.
                }
            }
            return compiled.tag(rows.count());
        }
    }

    private void tell(Compiled compiled, String text) {
        view.runs(compiled.isSecret() ? compiled.command() : text);
    }

    /// Runs a portal up to so many rows.
    ///
    /// @param atMost 0 for all
    void portal(Unit unit, Portal portal, int atMost, Output out) {
        portal.requireRunnable();
        Compiled compiled = portal.compiled();
        Rows rows = portal.rows().orElse(null);
        if (rows == null) {
            rows = begun(unit, portal);
            portal.begun(rows);
            if (atMost > 0 && !compiled.onlyReads()) {
                portal.keepAll(rows);
            }
        }
        FormatSettings settings = rows.format(view);
        compiled.columns().ifPresent(columns -> out.rows(columns, portal.formats(), settings));
        int given = 0;
        boolean hasRows = compiled.columns().isPresent();
        while (atMost == 0 || given < atMost || !hasRows) {
            Value[] row = next(portal, rows);
            if (row == null) {
                long count = hasRows && compiled.onlyReads() ? given : rows.count();
                portal.end();
                out.complete(compiled.tag(count));
                return;
            }
            if (hasRows) {
                out.row(row);
                given++;
            }
        }
        out.suspended();
    }

    private Rows begun(Unit unit, Portal portal) {
        tell(portal.compiled(), portal.prepared().text());
        try {
            return unit.run(portal.compiled(), portal.values(), view, portal.prepared().text());
        } catch (Outdated e) {
            throw e.refused();
        }
    }

    private static Value @Nullable [] next(Portal portal, Rows rows) {
        try {
            return portal.next(rows);
        } catch (Outdated e) {
            throw e.refused();
        }
    }

    private void remember(String token) {
        if (!token.isEmpty()) {
            view.settings().note(KnownSettings.COMMIT_TOKEN, token);
        }
    }
}
