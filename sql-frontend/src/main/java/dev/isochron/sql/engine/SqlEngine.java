package dev.isochron.sql.engine;

import dev.isochron.client.Freshness;
import dev.isochron.client.Isochron;
import dev.isochron.client.OpenTransaction;
import dev.isochron.client.Snapshot;
import dev.isochron.client.error.AbortedException;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.bind.Binder;
import dev.isochron.sql.bind.Ground;
import dev.isochron.sql.catalog.Catalog;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.GatewayStatistics;
import dev.isochron.sql.catalog.KnownStatistics;
import dev.isochron.sql.catalog.RowCounts;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.catalog.SchemaLeases;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.define.BuildLimits;
import dev.isochron.sql.define.DatabaseDrop;
import dev.isochron.sql.define.IndexBuild;
import dev.isochron.sql.define.Work;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.resolve.Builtins;
import dev.isochron.sql.routine.Routines;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.system.SystemCatalog;
import dev.isochron.sql.system.SystemFunctions;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Compiles and runs the statements of a gateway's sessions.
public final class SqlEngine implements Engine {

    /// How long a statement waits for locks and shards, each time it asks.
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /// Beyond a lock timeout: a shard that gives up waiting says who holds the lock.
    private static final Duration ANSWER = Duration.ofMillis(200);

    /// Whoever does a job writes so every few milliseconds.
    private static final long JOB_SILENCE_MICROS = 30_000_000;

    /// How long a transaction may do nothing; sessions have limits of their own below that.
    private static final Duration IDLE = Duration.ofDays(1);

    private static final ReadAt STRONG = new ReadAt.Strong(false);

    private final Isochron db;
    private final BuildLimits limits;
    private final Catalog catalog;
    private final GatewayStatistics statistics;
    private final ClusterPort cluster;
    private final Placements placements;
    private final Routines routines;
    private final Sequences sequences;
    private final ImageTables.Virtuals virtuals;
    private final Eraser eraser;
    private final ChangedRows changed = new ChangedRows();
    private final ConcurrentSkipListMap<Integer, ImageTables.Known> newest =
            new ConcurrentSkipListMap<>();

    /// Databases that were looked up; that one was dropped is met with its next use.
    private final ConcurrentSkipListMap<String, CatalogDatabase> databases =
            new ConcurrentSkipListMap<>();

    /// An engine over a store.
    public SqlEngine(Isochron db) {
        this(db, BuildLimits.USUAL);
    }

    public SqlEngine(Isochron db, BuildLimits limits) {
        this(db, limits, SchemaLeases.Terms.USUAL);
    }

    public SqlEngine(Isochron db, BuildLimits limits, SchemaLeases.Terms terms) {
        this(db, limits, terms, ClusterPort.NONE);
    }

    /// @param cluster whom statements ask that show the cluster below the rows, or cut it
    public SqlEngine(
            Isochron db, BuildLimits limits, SchemaLeases.Terms terms, ClusterPort cluster) {
        this.db = db;
        this.cluster = cluster;
        this.placements = new Placements(cluster);
        this.limits = limits;
        this.catalog = new Catalog(db, terms);
        this.statistics = new GatewayStatistics(db);
        this.routines =
                Builtins.ALL
                        .plus(SequenceFunctions.all())
                        .plus(SystemFunctions.all())
                        .plus(PeerFunctions.all());
        this.sequences = new Sequences(db);
        this.virtuals = SystemCatalog::find;
        CatalogDatabase.GIVEN.forEach(each -> databases.put(each.name(), each));
        this.eraser = new Eraser(db);
    }

    /// Waits.
    void pause(long micros) {
        db.pause(Duration.of(micros, ChronoUnit.MICROS));
    }

    ClusterPort cluster() {
        return cluster;
    }

    Placements placements() {
        return placements;
    }

    BuildLimits limits() {
        return limits;
    }

    Catalog catalog() {
        return catalog;
    }

    Routines routines() {
        return routines;
    }

    Sequences sequences() {
        return sequences;
    }

    /// What is known of the newest image here of a database, if it was looked at before.
    Optional<ImageTables.Known> guess(CatalogDatabase database) {
        return catalog.guess(database).map(this::known);
    }

    /// Somebody here has counted rows; where the store does not answer, it is known later.
    void counted(CatalogDatabase database) {
        try {
            var _ = statistics.refresh(database);
        } catch (IsochronException _) {
            // The rows are there: whoever looks next finds them.
        }
    }

    /// Reads what other gateways found out of the rows of tables since.
    public void refreshStatistics() {
        databases.values().stream()
                .filter(database -> catalog.guess(database).isPresent())
                .forEach(statistics::refresh);
    }

    /// What is known of an image; of the newest of a database it is kept.
    ImageTables.Known known(CatalogImage image) {
        KnownStatistics counted = statistics.of(image.database());
        ImageTables.Known kept = newest.get(image.database().oid());
        ImageTables.Known made;
        if (kept == null || kept.image() != image) {
            made = new ImageTables.Known(image, counted, routines, virtuals);
        } else if (kept.statistics() == counted) {
            return kept;
        } else {
            made = kept.with(counted);
        }
        boolean isNewest =
                catalog.guess(image.database()).filter(each -> each == image).isPresent();
        if (isNewest) {
            newest.put(image.database().oid(), made);
        }
        return made;
    }

    /// A session as its statements see it.
    ///
    /// @param reading whether sequences may not be moved
    SessionHost host(SessionView view, Supplier<ImageTables.Known> known, boolean reading) {
        return new SessionHost(this, view, known, reading);
    }

    ImageTables tables(ImageTables.Known known, SessionView view, SessionHost host) {
        return new ImageTables(known, view.searchPath(), env(host, new NoRows()));
    }

    /// The surroundings in which a statement is compiled.
    Env env(SessionHost host, StoredReader reader) {
        return Execution.begin(host, reader, List.of(), List.of(), null);
    }

    @Override
    public Program compile(
            Statement statement, List<SqlType> declared, @Nullable Unit unit, SessionView view) {
        if (unit instanceof SqlUnit open) {
            return compile(statement, declared, open.known(), view, open.host(view));
        }
        CatalogDatabase database = database(view.database());
        Optional<CatalogImage> guess = catalog.guess(database);
        if (guess.isPresent()) {
            try {
                return compile(statement, declared, known(guess.get()), view);
            } catch (SqlException e) {
                CatalogImage now = catalog.read(db.snapshot(), database);
                if (now == guess.get()) {
                    throw e;
                }
            }
        }
        return compile(statement, declared, known(catalog.read(db.snapshot(), database)), view);
    }

    @Override
    public Optional<Understood> recall(
            String text, List<SqlType> declared, @Nullable Unit unit, SessionView view) {
        return likely(unit, view)
                .flatMap(known -> known.plans().find(text, declared, view))
                .map(program -> new Understood(program.statement(), program));
    }

    /// What is most likely true of the catalog, if it was looked at before.
    private Optional<ImageTables.Known> likely(@Nullable Unit unit, SessionView view) {
        return unit instanceof SqlUnit open
                ? Optional.of(open.known())
                : guess(database(view.database()));
    }

    @Override
    public Optional<Shared> share(String text, @Nullable Unit unit, SessionView view) {
        return likely(unit, view)
                .flatMap(known ->
                        new Sharing(
                                        known.plans(),
                                        (statement, declared) ->
                                                compile(statement, declared, unit, view),
                                        view)
                                .find(text));
    }

    @Override
    public void keep(String text, List<SqlType> declared, Compiled compiled, SessionView view) {
        Program program = (Program) compiled;
        ImageTables.Known known = known(program.image());
        if (program.stands(known.statistics())) {
            known.plans().keep(text, declared, program, view);
        }
    }

    /// Compiles a statement without parameters by a catalog that is sure.
    Program compile(
            Statement statement, ImageTables.Known known, SessionView view, SessionHost host) {
        return compile(statement, List.of(), known, view, host);
    }

    private Program compile(
            Statement statement,
            List<SqlType> declared,
            ImageTables.Known known,
            SessionView view) {
        SessionHost host = host(view, () -> known, true);
        return compile(statement, declared, known, view, host);
    }

    private Program compile(
            Statement statement,
            List<SqlType> declared,
            ImageTables.Known known,
            SessionView view,
            SessionHost host) {
        ImageTables tables = tables(known, view, host);
        return new Compiler(tables, routines, env(host, new NoRows())).compile(statement, declared);
    }

    @Override
    public boolean isCurrent(Compiled compiled, SessionView view) {
        Program program = (Program) compiled;
        return program.path().equals(view.searchPath())
                && catalog.isGuessed(program.image().database(), program.image().version())
                && program.stands(statistics.of(program.image().database()));
    }

    /// The database of a name.
    private CatalogDatabase database(String name) {
        CatalogDatabase known = databases.get(name);
        if (known != null && !catalog.isGone(known)) {
            return known;
        }
        databases.remove(name);
        for (CatalogDatabase database : Catalog.databases(db.snapshot())) {
            if (database.name().equals(name)) {
                databases.put(name, database);
                return database;
            }
        }
        throw SqlException.of(
                SqlCode.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist");
    }

    @Override
    public Unit begin(Opening opening, SessionView view) {
        CatalogDatabase database = database(view.database());
        if (opening.reading()) {
            ReadAt at =
                    opening.asOf().isPresent()
                            ? moment(opening.asOf().get(), view, database)
                            : freshness(view);
            Snapshot snapshot = db.snapshot(at);
            return new SqlUnit(this, database, null, snapshot, view);
        }
        String tag = view.settings().find("application_name").orElse("");
        TransactionOptions options =
                TransactionOptions.tagged(tag.isEmpty() ? view.user() : tag)
                        .withDeadline(lockTimeout(view))
                        .withIdleLimit(IDLE);
        OpenTransaction tx = db.begin(options);
        return new SqlUnit(this, database, tx, tx, view);
    }

    /// As fresh as the session's settings ask for.
    private static ReadAt freshness(SessionView view) {
        String token = view.settings().value(KnownSettings.READ_TOKEN);
        if (!token.isEmpty()) {
            return Freshness.atLeast(token);
        }
        long staleness = view.settings().number(KnownSettings.MAX_STALENESS);
        return staleness > 0 ? new ReadAt.MaxStaleness(Duration.ofMillis(staleness)) : STRONG;
    }

    private static Duration lockTimeout(SessionView view) {
        long millis = view.settings().number(KnownSettings.LOCK_TIMEOUT);
        return millis > 0 ? Duration.ofMillis(millis).plus(ANSWER) : PATIENCE;
    }

    private ReadAt moment(
            dev.isochron.sql.tree.Expression expression,
            SessionView view,
            CatalogDatabase database) {
        ImageTables.Known known = known(catalog.read(db.snapshot(), database));
        SessionHost host = host(view, () -> known, true);
        Env env = env(host, new NoRows());
        Expression bound =
                Binder.bindAlone(expression, new Ground(tables(known, view, host), routines, env));
        Value value = bound.evaluate(new Value[0], env);
        return Moments.of(value, view.format(), view.statementMicros());
    }

    /// Reads everything that is committed now.
    StoredReader committed() {
        return db.snapshot();
    }

    /// A transaction beside another.
    OpenTransaction beside() {
        return db.begin(
                TransactionOptions.tagged("bulk").withDeadline(PATIENCE).withIdleLimit(IDLE));
    }

    /// Does what follows a change of the catalog and takes long, while its session waits.
    ///
    /// @throws SqlException if it cannot be done; what was declared is gone again then
    void follow(SchemaJob job, Work work, CatalogDatabase database) {
        IndexBuild build = new IndexBuild(this::beside, catalog, limits, work.watch(), db::pause);
        conclude(build.run(database, job), work.watch());
    }

    /// Goes on with jobs that nobody was seen at for a while: whoever did them is gone. Tells the
    /// cluster what it may not have heard yet of where rows are kept.
    ///
    /// @return how many were carried to their end
    public int resume(IndexBuild.Watch watch) {
        databases.values().stream()
                .flatMap(database -> catalog.guess(database).stream())
                .forEach(placements::tell);
        int done = 0;
        for (SchemaJob job : SchemaJobs.all(db.snapshot())) {
            done += takeOver(job, watch) ? 1 : 0;
        }
        return done;
    }

    /// Rows were changed, and that is committed.
    void changed(CatalogDatabase database, SortedMap<Integer, Long> rows) {
        if (!rows.isEmpty()) {
            guess(database).ifPresent(known -> changed.add(known, rows));
        }
    }

    /// What can be said of the rows of tables without looking at them.
    RowCounts counts(Supplier<ImageTables.Known> known) {
        return changed.counts(known);
    }

    /// Counts the rows of the table that has waited longest for that, as ANALYZE does; of one in
    /// the whole cluster at a time.
    ///
    /// @return whether one was counted
    /// @throws SqlException if it was changed meanwhile in a way that ends that
    public boolean analyzeOne(IndexBuild.Watch watch) {
        refreshStatistics();
        return new AutoAnalysis(this, changed).run(watch);
    }

    private boolean takeOver(SchemaJob job, IndexBuild.Watch watch) {
        Optional<CatalogDatabase> database =
                Catalog.databases(db.snapshot()).stream()
                        .filter(one -> one.oid() == job.database())
                        .findFirst();
        boolean isErasing = job.task() instanceof SchemaJob.Task.Erase;
        boolean isGone = database.isEmpty() && !isErasing;
        if (watch.micros() - job.seenMicros() < JOB_SILENCE_MICROS || isGone) {
            return false;
        }
        long seen = watch.micros();
        try (OpenTransaction tx = beside()) {
            Optional<SchemaJob> now = SchemaJobs.hold(tx, job);
            if (now.isEmpty() || !now.get().equals(job)) {
                return false;
            }
            SchemaJobs.put(tx, job.takenOver(seen));
            var _ = tx.commit();
        } catch (AbortedException e) {
            return false;
        }
        SchemaJob ours = job.takenOver(seen);
        switch (job.task()) {
            case SchemaJob.Task.Fill _ -> {
                IndexBuild build = new IndexBuild(this::beside, catalog, limits, watch, db::pause);
                build.run(database.orElseThrow(), ours)
                        .left()
                        .ifPresent(left -> eraser.run(left, watch::micros));
            }
            case SchemaJob.Task.Count _ ->
                    throw new IllegalStateException("nobody goes on with it");
            case SchemaJob.Task.Erase _ ->
                    eraser.run(
                            ours,
                            () -> {
                                watch.checkCancelled();
                                return watch.micros();
                            });
        }
        return true;
    }

    private void conclude(IndexBuild.Result result, IndexBuild.Watch watch) {
        result.left().ifPresent(left -> eraser.later(List.of(left), watch::micros));
        if (result.failure().isPresent()) {
            throw result.failure().get();
        }
    }

    /// Does what follows once a change of the catalog is not committed.
    void undo(Work work) {
        eraser.erase(work.undone());
    }

    /// Does what follows once a database is dropped.
    void dropped(DatabaseDrop.Emptied left, LongSupplier micros) {
        catalog.drop(left.image().database());
        statistics.forget(left.image().database());
        placements.tell(left.image());
        eraser.later(left.jobs(), micros);
    }

    /// Does what follows once a change of the catalog is committed.
    void finish(Work work) {
        work.restarted()
                .forEach(restart ->
                        sequences.set(restart.sequence(), restart.value(), restart.given()));
        eraser.later(work.erasing(), work.watch()::micros);
    }
}
