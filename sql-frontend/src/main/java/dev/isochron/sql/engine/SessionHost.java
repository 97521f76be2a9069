package dev.isochron.sql.engine;

import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.RowCounts;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.expression.Env.SessionFacts;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.function.system.Sleeper;
import dev.isochron.sql.run.Host;
import dev.isochron.sql.session.SessionView;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A session, as the statements see it that it runs.
final class SessionHost implements Host {

    /// How late a sleeping statement may notice that it is cancelled.
    private static final long NAP_MICROS = 50_000;

    private final SqlEngine engine;
    private final SessionView view;
    private final Supplier<ImageTables.Known> known;
    private final boolean reading;

    /// @param known the catalog as the statement sees it
    /// @param reading whether sequences may not be moved
    SessionHost(
            SqlEngine engine,
            SessionView view,
            Supplier<ImageTables.Known> known,
            boolean reading) {
        this.engine = engine;
        this.view = view;
        this.known = known;
        this.reading = reading;
    }

    private CatalogImage image() {
        return known.get().image();
    }

    @Override
    public FormatSettings format() {
        return view.format().withNames(new CatalogNames(this::image, view.searchPath()));
    }

    @Override
    public long transactionMicros() {
        return view.transactionMicros();
    }

    @Override
    public long statementMicros() {
        return view.statementMicros();
    }

    @Override
    public long clockMicros() {
        return view.clockMicros();
    }

    @Override
    public long chance() {
        return view.chance();
    }

    @Override
    public Optional<String> setting(String name) {
        return view.settings().find(name);
    }

    @Override
    public String applySetting(String name, String value, boolean local) {
        return view.set(name, value, local);
    }

    @Override
    public SessionFacts facts() {
        List<String> path =
                view.searchPath().stream()
                        .filter(schema ->
                                schema.equals("pg_catalog") || image().schema(schema).isPresent())
                        .toList();
        return new SessionFacts(
                view.database(),
                view.user(),
                view.user(),
                path,
                view.process(),
                view.settings().find("server_version").orElse("15.0"));
    }

    @Override
    public void checkCancelled() {
        view.checkCancelled();
    }

    /// Waits a little at a time, to notice that the statement is to end.
    private void sleep(long micros) {
        long from = view.clockMicros();
        long slept = 0;
        while (slept < micros) {
            view.checkCancelled();
            engine.pause(Math.min(micros - slept, NAP_MICROS));
            slept = view.clockMicros() - from;
        }
    }

    @Override
    public <T> T port(Class<T> kind) {
        if (kind == SequencePort.class) {
            return kind.cast(
                    new Numbering(
                            engine.sequences(), this::image, Numbering.Given.of(view), reading));
        }
        if (kind == ClusterPort.class) {
            return kind.cast(engine.cluster());
        }
        if (kind == RowCounts.class) {
            return kind.cast(engine.counts(known));
        }
        if (kind == Sleeper.class) {
            return kind.cast((Sleeper) this::sleep);
        }
        if (kind == SessionView.class) {
            return kind.cast(view);
        }
        if (kind == CatalogImage.class) {
            return kind.cast(image());
        }
        throw new IllegalStateException("nobody lends a " + kind.getSimpleName());
    }
}
