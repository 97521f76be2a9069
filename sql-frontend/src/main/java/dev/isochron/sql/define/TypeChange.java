package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.sql.bind.RulesOf;
import dev.isochron.sql.bind.WrittenTypes;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.tree.AlterAction;
import dev.isochron.sql.type.SqlType;

/// ALTER TABLE … TYPE: rows stay as they are, or the table is stored anew.
final class TypeChange {

    private final Work work;

    TypeChange(Work work) {
        this.work = work;
    }

    void change(CatalogTable table, AlterAction.SetType set) {
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(set.column());
        SqlType type = WrittenTypes.of(set.type());
        int place = table.placeOf(column.id());
        Expression value = RulesOf.retyped(table, place, type, set.using(), work.ground());
        requireFits(column, type);
        boolean staysAsItIs =
                set.using() == null && holdsAll(column.type().stored(), type.stored());
        if (staysAsItIs) {
            draft.replace(column.withType(type));
            CatalogTable now = draft.build(work);
            var _ = RowChecks.of(now, check -> check.columns().contains(column.id()), work);
            work.changes().put(now);
            return;
        }
        requireNotKeyed(draft, column, set);
        new Rekeying(work).retype(table, place, type, value);
    }

    /// What the column gets of which nothing is said has to be of the new type, too.
    private static void requireFits(CatalogColumn column, SqlType type) {
        if (column.initial() instanceof Initial.Next) {
            Columns.requireInteger(type, 0);
        }
    }

    private static void requireNotKeyed(
            Draft draft, CatalogColumn column, AlterAction.SetType set) {
        ColumnId id = column.id();
        boolean isKeyed = draft.key.stream().anyMatch(key -> key.column().equals(id));
        if (isKeyed) {
            throw SqlException.unsupported(
                    set.position(), "changing the type of a column of the primary key is");
        }
    }

    /// Whether every value of one type is one of the other, stored alike.
    private static boolean holdsAll(ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return true;
        }
        return switch (to) {
            case ColumnType.Scalar.INT32 -> from == ColumnType.Scalar.INT16;
            case ColumnType.Scalar.INT64 ->
                    from == ColumnType.Scalar.INT16 || from == ColumnType.Scalar.INT32;
            case ColumnType.AnyNumeric _ -> from instanceof ColumnType.FixedNumeric;
            case ColumnType.FixedNumeric(int precision, int scale) ->
                    from instanceof ColumnType.FixedNumeric(int was, int wasScale)
                            && scale == wasScale
                            && precision >= was;
            case ColumnType.Text text ->
                    from instanceof ColumnType.Text was
                            && (text.maxCharacters().isEmpty()
                                    || (was.maxCharacters().isPresent()
                                            && was.maxCharacters().getAsInt()
                                                    <= text.maxCharacters().getAsInt()));
            default -> false;
        };
    }
}
