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

    private final SessionView view;
    private final Supplier<CatalogImage> image;
    private final Lent lent;
    private final Sleeper pause;

    /// What functions and tables of the system are lent.
    record Lent(SequencePort sequences, ClusterPort cluster, RowCounts counts) {}

    SessionHost(SessionView view, Supplier<CatalogImage> image, Lent lent, Sleeper pause) {
        this.view = view;
        this.image = image;
        this.lent = lent;
        this.pause = pause;
    }

    @Override
    public FormatSettings format() {
        return view.format().withNames(new CatalogNames(image, view.searchPath()));
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
                                schema.equals("pg_catalog")
                                        || image.get().schema(schema).isPresent())
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
            pause.sleep(Math.min(micros - slept, NAP_MICROS));
            slept = view.clockMicros() - from;
        }
    }

    @Override
    public <T> T port(Class<T> kind) {
        if (kind.isInstance(lent.sequences)) {
            return kind.cast(lent.sequences);
        }
        if (kind.isInstance(lent.cluster)) {
            return kind.cast(lent.cluster);
        }
        if (kind == RowCounts.class) {
            return kind.cast(lent.counts);
        }
        if (kind == Sleeper.class) {
            return kind.cast((Sleeper) this::sleep);
        }
        if (kind == SessionView.class) {
            return kind.cast(view);
        }
        if (kind == CatalogImage.class) {
            return kind.cast(image.get());
        }
        throw new IllegalStateException("nobody lends a " + kind.getSimpleName());
    }
}
