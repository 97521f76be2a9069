package dev.isochron.sql.define;

import dev.isochron.client.OpenTransaction;
import dev.isochron.sql.catalog.Catalog;
import dev.isochron.sql.catalog.CatalogChanges;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogObject;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.store.Layout;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayList;
import java.util.List;

/// What becomes of the objects of a database that is dropped: they go with it, rows are erased by
/// jobs, and its version says for ever that nobody is to use it.
public final class DatabaseDrop {

    private DatabaseDrop() {}

    /// What is left of a database.
    ///
    /// @param image in which nothing is
    /// @param jobs that erase its rows once all is committed
    public record Emptied(CatalogImage image, List<SchemaJob> jobs) {
        public Emptied {
            jobs = List.copyOf(jobs);
        }
    }

    /// Empties a database, and waits for those who use it as it is.
    public static Emptied empty(
            OpenTransaction tx, Catalog catalog, CatalogDatabase database, long nowMicros) {
        CatalogChanges changes = CatalogChanges.begin(tx, catalog, database);
        List<SchemaJob> jobs = new ArrayList<>();
        for (CatalogTable table : changes.image().tables()) {
            TableAccess access = new TableAccess(table);
            List<Layout> layouts = new ArrayList<>(access.indexes());
            layouts.addFirst(access);
            layouts.forEach(layout -> jobs.add(Work.erasing(layout, changes, nowMicros)));
        }
        jobs.forEach(job -> SchemaJobs.put(tx, job));
        for (CatalogObject object : List.copyOf(changes.image().objects())) {
            if (changes.image().object(object.oid()).isPresent()) {
                changes.drop(object);
            }
        }
        changes.dissolve();
        return new Emptied(changes.image(), jobs);
    }
}
