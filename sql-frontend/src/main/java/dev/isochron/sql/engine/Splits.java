package dev.isochron.sql.engine;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.layout.UnfitValue;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/// `ALTER TABLE … SPLIT AT`: makes shards begin where rows of the table would begin with these
/// values of its key.
final class Splits {
    private final ImageTables tables;
    private final ClusterPort cluster;

    Splits(ImageTables tables, ClusterPort cluster) {
        this.tables = tables;
        this.cluster = cluster;
    }

    /// All keys are worked out before anything is cut.
    ///
    /// @param given the rows, which are closed here
    void split(QualifiedName name, Engine.Rows given, SessionView view) {
        List<Key> borders = new ArrayList<>();
        try (Engine.Rows rows = given) {
            CatalogTable table = Inspections.find(name, tables);
            TableAccess access = tables.access(table);
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                borders.add(border(List.of(row), access));
            }
        }
        borders.forEach(border -> cluster.splitAt(border, view::checkCancelled));
    }

    private static Key border(List<Value> values, TableAccess access) {
        List<KeyColumn> key = access.keyColumns();
        if (values.size() > key.size()) {
            throw SqlException.of(
                    SqlCode.SYNTAX_ERROR,
                    "the key of %s has %d columns, and %d values are given"
                            .formatted(access.name(), key.size(), values.size()));
        }
        try {
            return access.withPrefix(values).from();
        } catch (UnfitValue | KeyTooLong unfit) {
            throw SqlException.of(
                    SqlCode.DATATYPE_MISMATCH,
                    "no key of " + access.name() + ": " + unfit.getMessage());
        }
    }
}
