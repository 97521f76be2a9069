package dev.isochron.sql.engine;

import dev.isochron.client.OpenTransaction;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.ClusterChanges;
import dev.isochron.sql.change.Bulk;
import dev.isochron.sql.change.Changes;
import dev.isochron.sql.change.RowNumbers;
import dev.isochron.sql.change.Tally;
import dev.isochron.sql.define.DatabaseDrop;
import dev.isochron.sql.define.Work;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.tree.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// What a transaction needs to change something: where rows go beside it, what was counted, and
/// what its changes of the catalog leave to be done once it is over.
final class Works {

    private final SqlEngine engine;
    private final CatalogDatabase database;
    private final Tally tally = new Tally();
    private final RowNumbers numbers = new RowNumbers();
    private final Explaining explaining = new Explaining();
    private final Bulk bulk;
    private final boolean counts;
    private final List<Work> works = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();

    /// What was taken back to a savepoint, to be erased in the end.
    private final List<Work> gone = new ArrayList<>();

    Works(SqlEngine engine, CatalogDatabase database, SessionView view) {
        this.engine = engine;
        this.database = database;
        this.bulk = new Bulk(engine::beside);
        this.counts = view.settings().isOn(KnownSettings.AUTO_ANALYZE);
    }

    /// Where a statement's changes go.
    Changes.Target target(OpenTransaction tx) {
        return new Changes.Target(tx, bulk, numbers, tally);
    }

    /// What nobody else knows of yet.
    Bulk bulk() {
        return bulk;
    }

    /// How its statements went.
    Explaining explaining() {
        return explaining;
    }

    /// Gives up what is not written yet, and what was to be told.
    void abandon() {
        bulk.abandon();
        explaining.forget();
    }

    /// The name of the table that a statement is about to make, if that can be told.
    Optional<TableName> soon(Definition definition, SessionView view) {
        if (!(definition instanceof Definition.CreateTable create)) {
            return Optional.empty();
        }
        String written = create.name().schema();
        List<String> path = written == null ? view.searchPath() : List.of(written);
        return engine.catalog()
                .guess(database)
                .flatMap(image ->
                        path.stream().filter(name -> image.schema(name).isPresent()).findFirst())
                .map(schema -> new TableName(database.namespaceOf(schema), create.name().text()));
    }

    /// Runs a statement about the cluster.
    void execute(Definition definition, OpenTransaction tx, SessionView view) {
        ClusterChanges changes = ClusterChanges.begin(tx);
        new ClusterStatements(changes, view, dropped -> empty(tx, dropped, view::clockMicros))
                .execute(definition);
    }

    /// Empties a database that is dropped.
    private void empty(OpenTransaction tx, CatalogDatabase dropped, LongSupplier micros) {
        DatabaseDrop.Emptied left =
                DatabaseDrop.empty(tx, engine.catalog(), dropped, micros.getAsLong());
        ends.add(() -> engine.dropped(left, micros));
    }

    /// Rows of tables were counted.
    void counted() {
        ends.add(() -> engine.counted(database));
    }

    void add(Work work) {
        works.add(work);
    }

    /// Does within the transaction what was to follow it, as another statement comes first.
    ///
    /// @return whether there was anything
    boolean settle() {
        boolean any = works.stream().anyMatch(work -> !work.later().isEmpty());
        if (any) {
            works.forEach(Work::settle);
        }
        return any;
    }

    /// A place to go back to.
    int mark() {
        return works.size();
    }

    void backTo(int mark) {
        while (works.size() > mark) {
            gone.add(works.removeLast());
        }
    }

    /// The transaction is committed.
    void finish() {
        if (counts) {
            engine.changed(database, tally.rows());
        }
        tally.clear();
        ends.forEach(Runnable::run);
        ends.clear();
        List<Work> done = List.copyOf(works);
        works.clear();
        done.forEach(engine::finish);
        done.forEach(work -> work.later().forEach(job -> engine.follow(job, work, database)));
    }

    /// Erases what was written beside a transaction that nobody will tell of. Its locks are gone
    /// then.
    void undo() {
        tally.clear();
        ends.clear();
        backTo(0);
        gone.forEach(engine::undo);
        gone.clear();
    }
}
