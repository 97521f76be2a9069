package dev.isochron.sql.define;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.sql.bind.WrittenTypes;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.AlterAction;
import dev.isochron.sql.type.SqlType;

/// ALTER TABLE … TYPE, where rows can stay as they are.
final class TypeChange {

    private final Work work;

    TypeChange(Work work) {
        this.work = work;
    }

    void change(CatalogTable table, AlterAction.SetType set) {
        Draft draft = Draft.of(table);
        CatalogColumn column = draft.column(set.column());
        SqlType type = WrittenTypes.of(set.type());
        boolean isEmpty = new Backfill(work).isEmpty(work.tables().access(table));
        if (set.using() != null && !isEmpty) {
            throw SqlException.unsupported(set.position(), "TYPE … USING on a table with rows is");
        }
        if (!isEmpty && !holdsAll(column.type().stored(), type.stored())) {
            throw SqlException.unsupported(
                    set.position(),
                    "changing a column with rows from %s to %s is".formatted(column.type(), type));
        }
        if (isEmpty && !column.type().stored().sharesKeysWith(type.stored())) {
            requireNotKeyed(draft, column, set);
        }
        draft.replace(column.withType(type));
        work.changes().put(draft.build(work));
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
