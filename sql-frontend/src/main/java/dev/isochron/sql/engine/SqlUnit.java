package dev.isochron.sql.engine;

import dev.isochron.client.Hold;
import dev.isochron.client.OpenTransaction;
import dev.isochron.client.txn.Mark;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.bind.Ground;
import dev.isochron.sql.catalog.CatalogChanges;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.SchemaLease;
import dev.isochron.sql.change.Bulk;
import dev.isochron.sql.change.Changes;
import dev.isochron.sql.change.RowNumbers;
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

    private final Optional<Hold> hold;
    private final Numbering.Given given;
    private final RowNumbers numbers = new RowNumbers();
    private final Bulk bulk;
    private final Works works;
    private final Explaining explaining = new Explaining();

    private ImageTables.@Nullable Known known;

    /// What is not sure yet: that the catalog is as the first statement took it to be.
    private @Nullable FirstRead unchecked;

    private boolean isReading;
    private @Nullable CatalogChanges changes;

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
        this.hold = Moments.hold(reader, view);
        this.given = Numbering.Given.of(view);
        this.bulk = new Bulk(engine::beside);
        this.works = new Works(engine, database, view);
    }

    @Override
    public boolean reading() {
        return tx == null;
    }

    /// The catalog as this unit sees it; its version is read with the first statement.
    ImageTables.Known known() {
        ImageTables.Known pinned = known;
        FirstRead open = unchecked;
        if (open != null && !isReading) {
            unchecked = null;
            try {
                open.check();
            } catch (FirstRead.Stale e) {
                pinned = null;
            }
        }
        return pinned == null ? learned() : pinned;
    }

    /// The catalog by a lease, or by its version.
    private ImageTables.Known learned() {
        CatalogImage image = vouched == null ? null : vouched.adopt();
        if (image == null) {
            image = engine.catalog().read(reader, database);
        }
        ImageTables.Known learned = engine.known(image);
        known = learned;
        return learned;
    }

    CatalogImage image() {
        return known().image();
    }

    SessionHost host(SessionView view) {
        Numbering numbering = new Numbering(engine.sequences(), this::image, given, reading());
        return new SessionHost(view, this::image, numbering, engine.cluster(), engine::pause);
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
        boolean isFirst = known == null && changes == null;
        if (writing != null
                && isFirst
                && program.kind() instanceof Program.Kind.Defined
                && program.statement() instanceof Definition definition
                && !(definition instanceof Definition.CreateTableAs)
                && !ClusterStatements.isOne(definition)) {
            known = engine.known(changing(writing, works.soon(definition, view)).image());
        }
    }

    /// Reads rows by the newest catalog that is known here, and finds out with the first of them
    /// whether it is the newest at all; null if the statement is none for that.
    private Engine.@Nullable Rows guessing(
            Program program, List<Value> parameters, SessionView view) {
        boolean isSuch =
                known == null
                        && program.kind() instanceof Program.Kind.Planned planned
                        && planned.onlyRows()
                        && parameters.size() >= program.parameters().size()
                        && program.path().equals(view.searchPath())
                        && engine.catalog()
                                .guess(database)
                                .filter(guess -> guess == program.image())
                                .isPresent();
        if (!isSuch) {
            return null;
        }
        SchemaLease lease = engine.catalog().leases().current(database);
        if (vouched != null && lease != null) {
            return null;
        }
        known = engine.known(program.image());
        FirstRead first = new FirstRead(reader, program.image(), lease);
        unchecked = first;
        isReading = true;
        try {
            Program.Kind.Planned planned = (Program.Kind.Planned) program.kind();
            SessionHost host = host(view);
            Execution execution =
                    Execution.begin(host, first, parameters, planned.plan().subplans(), null);
            return new Answer(execution.open(planned.plan().root()), null)
                    .written(host.format())
                    .orElse(() -> anew(program, parameters, view));
        } catch (FirstRead.Stale e) {
            return anew(program, parameters, view);
        } finally {
            isReading = false;
        }
    }

    /// Runs a statement whose first read showed that the catalog is another.
    private Answer anew(Program program, List<Value> parameters, SessionView view) {
        known = null;
        unchecked = null;
        return (Answer) run(current(program, view), parameters, view);
    }

    private void settleWorks() {
        CatalogChanges changing = changes;
        if (changing != null && works.settle()) {
            known = engine.known(changing.image());
        }
    }

    /// The statement as this unit's catalog has it.
    private Program current(Program program, SessionView view) {
        CatalogImage image = image();
        boolean isSame =
                program.image() == image
                        || (changes == null
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
            case Program.Kind.Counted _ -> {
                count((Upkeep.Analyze) program.statement(), view);
                yield Answer.nothing();
            }
            case Program.Kind.Explained explained ->
                    explaining.explain(
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
            case Program.Kind.Idle _ -> Answer.nothing();
        };
    }

    private Answer planned(
            Program.Kind.Planned planned,
            Given given,
            SessionView view,
            @Nullable Profile profile) {
        SessionHost host = host(view);
        planned.settled().forEach(bulk::settle);
        Execution execution = given.begin(host, reader, planned.plan().subplans(), profile);
        if (!planned.changes()) {
            return new Answer(execution.open(planned.plan().root()), null).written(host.format());
        }
        OpenTransaction writing = writing("change rows");
        ImageTables tables = engine.tables(known(), view, host);
        Changes.Target target = new Changes.Target(writing, bulk, numbers, works.tally());
        Changes changing = Changes.begin(target, execution, tables);
        planned.changing().forEach(execution::finish);
        long before = changing.count();
        RowSource rows = changed(execution, planned, changing);
        if (!given.isMany()) {
            bulk.check();
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
        bulk.check();
    }

    @Override
    public List<Value[]> epilogue() {
        return explaining.epilogue();
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

    /// Counts what is committed, and only then holds up those who use the catalog.
    private void count(Upkeep.Analyze analyze, SessionView view) {
        OpenTransaction writing = writing("execute ANALYZE");
        List<Analysis.Found> found = new Analysis(engine, host(view), view).of(analyze, known());
        if (!found.isEmpty()) {
            CatalogChanges changing = changing(writing, Optional.empty());
            found.forEach(one -> one.put(changing));
            known = engine.known(changing.image());
        }
    }

    /// @param soon the name of a table that is about to be made
    private CatalogChanges changing(OpenTransaction writing, Optional<TableName> soon) {
        CatalogChanges now = changes;
        if (now == null) {
            unchecked = null;
            now = CatalogChanges.begin(writing, engine.catalog(), database, soon);
            Objects.requireNonNull(vouched).holds(now.image().version());
            changes = now;
        }
        return now;
    }

    private void define(Definition definition, SessionView view) {
        OpenTransaction writing = writing("execute " + Tags.command(definition));
        if (ClusterStatements.isOne(definition)) {
            works.execute(definition, writing, view);
            return;
        }
        CatalogChanges now = changing(writing, Optional.empty());
        SessionHost host = host(view);
        Work work =
                new Work(
                        new Work.Place(
                                writing,
                                bulk,
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
        works.add(work);
        try {
            bulk.flush();
            Definitions.execute(definition, work);
        } finally {
            known = engine.known(now.image());
        }
    }

    /// A place to go back to.
    private record Place(
            Mark mark,
            CatalogChanges.@Nullable State state,
            ImageTables.@Nullable Known known,
            int works) {}

    @Override
    public void confirm() {
        if (tx != null && tx.isOpen()) {
            tx.confirm();
        }
    }

    @Override
    public Object mark() {
        bulk.settle();
        CatalogChanges changing = changes;
        return new Place(
                tx == null ? new Mark(0) : tx.mark(),
                changing == null ? null : changing.state(),
                known,
                works.mark());
    }

    @Override
    public void backTo(Object mark) {
        Place place = (Place) mark;
        if (tx != null) {
            tx.backTo(place.mark);
        }
        CatalogChanges changing = changes;
        if (changing != null) {
            if (place.state != null) {
                changing.backTo(place.state);
            } else {
                changes = null;
            }
            known = place.known;
        }
        works.backTo(place.works);
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
            hold.ifPresent(Hold::close);
            return "";
        }
        bulk.flush();
        // What waits for locks may be told to give up; a commit that gives up is one nobody knows
        // of.
        tx.patience(SqlEngine.PATIENCE);
        Receipt receipt =
                explaining.commit(
                        Objects.requireNonNull(vouched)::commit, engine.catalog().leases()::nanos);
        CatalogChanges changing = changes;
        if (changing != null) {
            engine.catalog().publish(changing.image());
            engine.placements().tell(changing.image());
        }
        works.finish();
        return receipt.token().toText();
    }

    @Override
    public void restart() {
        bulk.abandon();
        explaining.forget();
        statements = 0;
        known = null;
        unchecked = null;
        changes = null;
        if (tx != null) {
            Objects.requireNonNull(vouched).forget();
            tx.restart();
        }
        works.undo();
    }

    @Override
    public void rollback() {
        hold.ifPresent(Hold::close);
        bulk.abandon();
        if (tx != null) {
            tx.rollback();
        }
        works.undo();
    }
}
