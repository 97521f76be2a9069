package dev.isochron.sql.engine;

import dev.isochron.sql.bind.Tables;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.tree.FromItem;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.Upkeep;

/// Statements that have nothing to do here are still refused where they make no sense.
final class Idling {

    private Idling() {}

    static void check(Statement statement, ImageTables tables, SessionView view) {
        switch (statement) {
            case Upkeep.Vacuum vacuum -> {
                if (view.inBlock()) {
                    throw SqlException.of(
                            SqlCode.ACTIVE_SQL_TRANSACTION,
                            "VACUUM cannot run inside a transaction block");
                }
                vacuum.tables().forEach(part -> require(part.table(), tables));
            }
            case Upkeep.LockTable lock -> {
                if (!view.inBlock()) {
                    throw SqlException.of(
                            SqlCode.NO_ACTIVE_SQL_TRANSACTION,
                            "LOCK TABLE can only be used in transaction blocks");
                }
                for (FromItem.TableReference table : lock.tables()) {
                    require(table.name(), tables);
                }
            }
            default -> {}
        }
    }

    private static void require(QualifiedName name, ImageTables tables) {
        String schema = name.schema();
        boolean isThere =
                tables.find(name).isPresent()
                        || isVirtual(tables, schema == null ? "pg_catalog" : schema, name);
        if (!isThere) {
            throw SqlException.at(
                    name.position(),
                    SqlCode.UNDEFINED_TABLE,
                    "relation \"" + name + "\" does not exist");
        }
    }

    private static boolean isVirtual(Tables tables, String schema, QualifiedName name) {
        return tables.virtual(schema, name.text()).isPresent();
    }
}
