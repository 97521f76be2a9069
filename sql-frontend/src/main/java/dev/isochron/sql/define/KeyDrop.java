package dev.isochron.sql.define;

import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;

/// ALTER TABLE … DROP CONSTRAINT of a primary key: the table is stored anew by hidden numbers.
final class KeyDrop {

    private final Work work;

    KeyDrop(Work work) {
        this.work = work;
    }

    /// @param cascade whether foreign keys go that refer to the key
    void drop(CatalogTable table, Constraint.Primary primary, boolean cascade) {
        Dependents dependents = new Dependents(work);
        dependents.releaseKey(table, primary, cascade);
        dependents.tell();
        CatalogTable now = work.image().table(table.oid()).orElse(table);
        new Rekeying(work).withoutKey(now, primary);
    }
}
