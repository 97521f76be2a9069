package dev.isochron.sql.engine;

import dev.isochron.client.Hold;
import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.txn.Mark;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.bind.Ground;
import dev.isochron.sql.catalog.CatalogChanges;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.SchemaLease;
import dev.isochron.sql.catalog.StatisticsRows;
import dev.isochron.sql.catalog.TableStatistics;
import dev.isochron.sql.change.Changes;
import dev.isochron.sql.define.Definitions;
import dev.isochron.sql.define.Work;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.run.Execution;
import dev.isochron.sql.run.Profile;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.Outdated;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Inspection;
import dev.isochron.sql.tree.Upkeep;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An open transaction, or a snapshot, as statements see it.
final class SqlUnit implements Engine.Unit {

    private final SqlEngine engine;
    private final CatalogDatabase database;
    private final @Nullable OpenTransaction tx;
    private final StoredReader reader;

    /// The transaction, and why its catalog is the true one; null of a snapshot.
    private final @Nullable Vouched vouched;

    private final @Nullable Hold hold;
    private final SessionView session;

    /// What changes and commits need; made when one does, as most units read one row.
    private @Nullable Works works;

    private final UnitCatalog catalog;

    /// How many statements were run in this attempt.
    private int statements;

    SqlUnit(
            SqlEngine engine,
            CatalogDatabase database,
            @Nullable OpenTransaction tx,
            StoredReader reader,
            SessionView view) {
        this.engine = engine;
        this.database = database;
        this.tx = tx;
        this.vouched = tx == null ? null : new Vouched(tx, database, engine.catalog().leases());
        this.reader = vouched == null ? reader : vouched;
        this.catalog = new UnitCatalog(engine, database, this.reader, vouched);
        this.hold = Moments.hold(reader, view);
        this.session = view;
    }

    private Works works() {
        Works known = works;
        if (known == null) {
            known = new Works(engine, database, session);
            works = known;
        }
        return known;
    }

    @Override
    public boolean reading() {
        return tx == null;
    }

    /// The catalog as this unit sees it.
    ImageTables.Known known() {
        return catalog.known();
    }

    SessionHost host(SessionView view) {
        return engine.host(view, this::known, reading());
    }

    @Override
    public Engine.Rows run(
            Engine.Compiled compiled, List<Value> parameters, SessionView view, String text) {
        if (tx != null) {
            boolean isSecret = ((Program) compiled).isSecret();
            tx.statement(isSecret ? compiled.command() : text);
        }
        statements++;
        settleWorks();
        Engine.Rows guessed = guessing((Program) compiled, parameters, view);
        if (guessed != null) {
            return guessed;
        }
        if (((Program) compiled).kind() instanceof Program.Kind.Counted) {
            count((Upkeep.Analyze) ((Program) compiled).statement(), view);
            return Answer.nothing();
        }
        holdFirst((Program) compiled, view);
        Program program = current((Program) compiled, view);
        if (parameters.size() < program.parameters().size()) {
            throw SqlException.of(
                    SqlCode.UNDEFINED_PARAMETER,
                    "there is no parameter $" + (parameters.size() + 1));
        }
        return run(program, parameters, view);
    }

    /// Who is about to change the catalog holds it at once, and need not look at it before; nor be
    /// in the way of another who does the same.
    private void holdFirst(Program program, SessionView view) {
        OpenTransaction writing = tx;
        boolean isFirst = catalog.isUnknown() && catalog.isUnchanged();
        if (writing != null
                && isFirst
                && program.kind() instanceof Program.Kind.Defined
                && program.statement() instanceof Definition definition
                && !(definition instanceof Definition.CreateTableAs)
                && !ClusterStatements.isOne(definition)) {
            var _ = catalog.changing(writing, works().soon(definition, view));
            catalog.changed();
        }
    }

    /// Reads rows by the newest catalog that is known here, and finds out with the first of them
    /// whether it is the newest at all; null if the statement is none for that.
    private Engine.@Nullable Rows guessing(
            Program program, List<Value> parameters, SessionView view) {
        boolean isSuch =
                catalog.isUnknown()
                        && program.kind() instanceof Program.Kind.Planned planned
                        && planned.onlyRows()
                        && parameters.size() >= program.parameters().size()
                        && program.path().equals(view.searchPath())
                        && program.image().database().equals(database)
                        && engine.catalog().isGuess(program.image());
        if (!isSuch) {
            return null;
        }
        SchemaLease lease = engine.catalog().leases().current(database);
        if (vouched != null && lease != null) {
            return null;
        }
        FirstRead first = catalog.guess(program, lease);
        try {
            Program.Kind.Planned planned = (Program.Kind.Planned) program.kind();
            SessionHost host = host(view);
            Execution execution =
                    Execution.begin(host, first, parameters, planned.plan().subplans(), null);
            return new Answer(execution.open(planned.plan().root()), null)
                    .written(program.showsNames() ? host.format() : view.format())
                    .orElse(() -> anew(program, parameters, view));
        } catch (FirstRead.Stale e) {
            return anew(program, parameters, view);
        } finally {
            catalog.read();
        }
    }

    /// Runs a statement whose first read showed that the catalog is another.
    private Answer anew(Program program, List<Value> parameters, SessionView view) {
        catalog.forget();
        return (Answer) run(current(program, view), parameters, view);
    }

    private void settleWorks() {
        if (!catalog.isUnchanged() && works().settle()) {
            catalog.changed();
        }
    }

    /// The statement as this unit's catalog has it.
    private Program current(Program program, SessionView view) {
        CatalogImage image = catalog.image();
        boolean isSame =
                program.image() == image
                        || (catalog.isUnchanged()
                                && program.image().version() == image.version()
                                && program.image().database().equals(database));
        if (isSame && program.path().equals(view.searchPath())) {
            return program;
        }
        Program again = engine.compile(program.statement(), program.declared(), this, view);
        boolean isAlike =
                again.columns().equals(program.columns())
                        && again.parameters().equals(program.parameters());
        if (!isAlike) {
            throw new Outdated(again);
        }
        return again;
    }

    private Engine.Rows run(Program program, List<Value> parameters, SessionView view) {
        return switch (program.kind()) {
            case Program.Kind.Planned planned ->
                    planned(planned, Given.of(program, parameters), view, null);
            case Program.Kind.Defined _
                    when program.statement() instanceof Definition.CreateTableAs from ->
                    tableFrom(from, view);
            case Program.Kind.Defined _ -> {
                define((Definition) program.statement(), view);
                yield Answer.nothing();
            }
            case Program.Kind.Counted _ -> throw new IllegalStateException("counted before");
            case Program.Kind.Explained explained ->
                    works().explaining()
                            .explain(
                                    explained,
                                    reader,
                                    view,
                                    (plan, profile) ->
                                            planned(plan, Given.once(parameters), view, profile));
            case Program.Kind.Shown _ ->
                    Answer.of(
                            Inspections.rows(
                                    (Inspection) program.statement(),
                                    engine.tables(known(), view, host(view)),
                                    engine.committed(),
                                    engine.env(host(view), reader)));
            case Program.Kind.Cut(Program.Kind.Planned keys) -> {
                new Splits(engine.tables(known(), view, host(view)), engine.cluster())
                        .split(
                                ((Upkeep.SplitAt) program.statement()).name(),
                                planned(keys, Given.once(parameters), view, null),
                                view);
                yield Answer.nothing();
            }
            case Program.Kind.Idle _ -> {
                Idling.check(program.statement(), engine.tables(known(), view, host(view)), view);
                yield Answer.nothing();
            }
        };
    }

    private Answer planned(
            Program.Kind.Planned planned,
            Given given,
            SessionView view,
            @Nullable Profile profile) {
        SessionHost host = host(view);
        Works open = works;
        if (open != null) {
            planned.settled().forEach(open.bulk()::settle);
        }
        Execution execution = given.begin(host, reader, planned.plan().subplans(), profile);
        if (!planned.changes()) {
            return new Answer(execution.open(planned.plan().root()), null).written(host.format());
        }
        OpenTransaction writing = writing("change rows");
        ImageTables tables = engine.tables(known(), view, host);
        Changes.Target target = works().target(writing);
        Changes changing = Changes.begin(target, execution, tables);
        planned.changing().forEach(execution::finish);
        long before = changing.count();
        RowSource rows = changed(execution, planned, changing);
        if (!given.isMany()) {
            works().bulk().check();
        }
        return new Answer(rows, planned.isChange() ? () -> changing.count() - before : null)
                .written(host.format());
    }

    /// Changes rows, and makes sure that the catalog was the true one: what it looked for on the
    /// way was not looked at by the reader.
    private RowSource changed(Execution execution, Program.Kind.Planned planned, Changes changing) {
        try {
            RowSource rows = execution.open(planned.plan().root());
            changing.finish();
            return rows;
        } finally {
            Objects.requireNonNull(vouched).check();
        }
    }

    @Override
    public void finishLoad() {
        works().bulk().check();
    }

    @Override
    public void loads() {
        works().bulk().loads();
    }

    @Override
    public List<Value[]> epilogue() {
        return works == null ? List.of() : works.explaining().epilogue();
    }

    private Engine.Rows tableFrom(Definition.CreateTableAs from, SessionView view) {
        boolean isThere = engine.tables(known(), view, host(view)).find(from.name()).isPresent();
        if (isThere && from.ifNotExists()) {
            view.notice(TableFromQuery.there(from));
            return Answer.nothing();
        }
        Program query = engine.compile(from.query(), List.of(), this, view);
        define(TableFromQuery.table(from, query.columns().orElseThrow()), view);
        if (!from.withRows()) {
            return Answer.nothing();
        }
        return run(
                engine.compile(TableFromQuery.rows(from), List.of(), this, view), List.of(), view);
    }

    private OpenTransaction writing(String what) {
        OpenTransaction open = tx;
        if (open == null) {
            throw SqlException.of(
                    SqlCode.READ_ONLY_SQL_TRANSACTION,
                    "cannot " + what + " in a read-only transaction");
        }
        return open;
    }

    /// Counts what is committed, before it looks at the catalog so that nobody may change it.
    private void count(Upkeep.Analyze analyze, SessionView view) {
        OpenTransaction writing = writing("execute ANALYZE");
        StoredReader committed = engine.committed();
        CatalogImage there = engine.catalog().read(committed, database);
        ImageTables.Known counting =
                catalog.isUnknown() && catalog.isUnchanged() ? engine.known(there) : known();
        Analysis analysis =
                new Analysis(
                        committed,
                        engine.cluster(),
                        view::checkCancelled,
                        TableStatistics.Looks.asked(view.clockMicros()));
        List<TableStatistics> found =
                analysis.of(analyze, engine.tables(counting, view, host(view)));
        List<TableStatistics> sure = Analysis.there(Analysis.there(found, there), catalog.image());
        if (!sure.isEmpty()) {
            StatisticsRows.put(writing, database, sure);
            works().counted();
        }
    }

    private void define(Definition definition, SessionView view) {
        OpenTransaction writing = writing("execute " + Tags.command(definition));
        if (ClusterStatements.isOne(definition)) {
            works().execute(definition, writing, view);
            return;
        }
        CatalogChanges now = catalog.changing(writing, Optional.empty());
        SessionHost host = host(view);
        Work work =
                new Work(
                        new Work.Place(
                                writing,
                                works().bulk(),
                                engine::committed,
                                statements == 1 && !view.inBlock()
                                        ? Optional.of(engine.limits())
                                        : Optional.empty()),
                        now,
                        new Ground(
                                new ChangingTables(engine, now::image, view, host),
                                engine.routines(),
                                engine.env(host, reader)),
                        view::notice);
        works().add(work);
        try {
            works().bulk().flush();
            Definitions.execute(definition, work);
        } finally {
            catalog.changed();
        }
    }

    /// A place to go back to.
    private record Place(Mark mark, UnitCatalog.Place catalog, int works) {}

    @Override
    public IsochronException named(IsochronException failure) {
        return catalog.named(failure);
    }

    @Override
    public void confirm() {
        if (tx != null && tx.isOpen()) {
            tx.confirm();
        }
    }

    @Override
    public Object mark() {
        if (works != null) {
            works.bulk().settle();
        }
        int done = works == null ? 0 : works.mark();
        return new Place(tx == null ? new Mark(0) : tx.mark(), catalog.mark(), done);
    }

    @Override
    public void backTo(Object mark) {
        Place place = (Place) mark;
        if (tx != null) {
            tx.backTo(place.mark);
        }
        catalog.backTo(place.catalog);
        if (works != null) {
            works.backTo(place.works);
        }
    }

    @Override
    public void forget(Object mark) {
        if (tx != null) {
            tx.forget(((Place) mark).mark);
        }
    }

    @Override
    public String commit() {
        if (tx == null) {
            release();
            return "";
        }
        works().bulk().flush();
        Receipt receipt = works().bulk().orTaken(this::committed);
        catalog.made()
                .ifPresent(image -> {
                    engine.catalog().publish(image);
                    engine.placements().tell(image);
                });
        works().finish();
        return receipt.token().toText();
    }

    private Receipt committed() {
        // What waits for locks may be told to give up; a commit that gives up is one nobody knows
        // of.
        Objects.requireNonNull(tx).patience(SqlEngine.PATIENCE);
        return works().explaining()
                .commit(Objects.requireNonNull(vouched)::commit, engine.catalog().leases()::nanos);
    }

    @Override
    public void beginCommit() {
        if (tx != null && catalog.isUnchanged()) {
            works().bulk().flush();
            tx.patience(SqlEngine.PATIENCE);
            Objects.requireNonNull(vouched).beginCommit();
        }
    }

    @Override
    public void restart() {
        abandon();
        statements = 0;
        catalog.restart();
        if (tx != null) {
            Objects.requireNonNull(vouched).forget();
            tx.restart();
        }
        undo();
    }

    @Override
    public void rollback() {
        release();
        abandon();
        if (tx != null) {
            tx.rollback();
        }
        undo();
    }

    private void release() {
        if (hold != null) {
            hold.close();
        }
    }

    private void abandon() {
        if (works != null) {
            works.abandon();
        }
    }

    private void undo() {
        if (works != null) {
            works.undo();
        }
    }
}
