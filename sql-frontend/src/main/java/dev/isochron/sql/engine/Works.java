package dev.isochron.sql.engine;

import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.define.Work;
import java.util.ArrayList;
import java.util.List;

/// What the changes of the catalog in one transaction leave to be done once it is over.
final class Works {

    private final SqlEngine engine;
    private final CatalogDatabase database;
    private final List<Work> works = new ArrayList<>();

    /// What was taken back to a savepoint, to be erased in the end.
    private final List<Work> gone = new ArrayList<>();

    Works(SqlEngine engine, CatalogDatabase database) {
        this.engine = engine;
        this.database = database;
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
        List<Work> done = List.copyOf(works);
        works.clear();
        done.forEach(engine::finish);
        done.forEach(work -> work.later().forEach(job -> engine.follow(job, work, database)));
    }

    /// Erases what was written beside a transaction that nobody will tell of. Its locks are gone
    /// then.
    void undo() {
        backTo(0);
        gone.forEach(engine::undo);
        gone.clear();
    }
}
