package dev.isochron.sql.define;

import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import java.util.ArrayList;
import java.util.List;

/// ALTER TABLE … DROP CONSTRAINT of a primary key: the table is stored anew by hidden numbers.
final class KeyDrop {

    private final Work work;

    KeyDrop(Work work) {
        this.work = work;
    }

    /// @param cascade whether foreign keys go that refer to the key
    void drop(CatalogTable table, Constraint.Primary primary, boolean cascade) {
        for (CatalogImage.Referring referring : work.image().referringTo(table.oid())) {
            if (referring.reference().referenced().equals(primary.columns())) {
                release(table, primary, referring, cascade);
            }
        }
        CatalogTable now = work.image().table(table.oid()).orElse(table);
        new Rekeying(work).withoutKey(now, primary);
    }

    private void release(
            CatalogTable table,
            Constraint.Primary primary,
            CatalogImage.Referring referring,
            boolean cascade) {
        CatalogTable other = referring.table();
        if (!cascade) {
            throw SqlError.of(
                            SqlCode.DEPENDENT_OBJECTS_STILL_EXIST,
                            ("cannot drop constraint %s on table %s because other objects depend on"
                                            + " it")
                                    .formatted(primary.name(), table.name()))
                    .withDetail(
                            "constraint %s on table %s depends on index %s"
                                    .formatted(
                                            referring.reference().name(),
                                            other.name(),
                                            primary.name()))
                    .withHint("Use DROP ... CASCADE to drop the dependent objects too.")
                    .exception();
        }
        CatalogTable now = work.image().table(other.oid()).orElse(other);
        List<Constraint> left = new ArrayList<>(now.constraints());
        left.removeIf(one -> one.oid() == referring.reference().oid());
        work.changes().put(now.withConstraints(left));
    }
}
