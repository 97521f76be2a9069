package dev.isochron.sql.bind;

import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something in FROM that columns can be named of.
///
/// @param name by which it is named; empty if it has none
/// @param schema of a table that was not given another name
/// @param origin what it was called before it was given another name
/// @param whole what its name stands for where it is used like a column
record Relation(
        String name,
        @Nullable String schema,
        @Nullable String origin,
        List<Field> fields,
        Whole whole) {

    Relation {
        fields = List.copyOf(fields);
    }

    Relation(String name, @Nullable String schema, @Nullable String origin, List<Field> fields) {
        this(name, schema, origin, fields, Whole.ROW);
    }

    /// What the name of a relation stands for.
    enum Whole {
        ROW,
        /// A row that an outer join may leave out.
        ROW_OR_NULL,
        /// The only column, of a function whose rows are values.
        VALUE
    }

    /// The same where an outer join may leave it out.
    Relation orNull() {
        return whole == Whole.ROW
                ? new Relation(name, schema, origin, fields, Whole.ROW_OR_NULL)
                : this;
    }

    /// The same with a name that stands for its only column.
    Relation ofValues() {
        return new Relation(name, schema, origin, fields, Whole.VALUE);
    }

    /// A column that can be named.
    ///
    /// @param value it stands for
    /// @param out what a result says of it
    record Field(Expression value, OutColumn out) {

        String name() {
            return out.name();
        }

        SqlType type() {
            return value.type();
        }

        Field shifted(int by) {
            return new Field(Shifts.shifted(value, by), out);
        }
    }

    /// The same further right in the row.
    Relation shifted(int by) {
        return new Relation(
                name,
                schema,
                origin,
                fields.stream().map(field -> field.shifted(by)).toList(),
                whole);
    }

    /// The same as one of a schema.
    Relation within(String newSchema) {
        return new Relation(name, newSchema, origin, fields, whole);
    }

    /// The same under another name, its first columns as well.
    Relation renamed(String newName, List<String> columns) {
        List<Field> renamed = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            renamed.add(
                    i < columns.size()
                            ? new Field(
                                    named(field.value, columns.get(i)),
                                    field.out.named(columns.get(i)))
                            : field);
        }
        return new Relation(newName, null, schema == null ? null : name, renamed, whole);
    }

    private static Expression named(Expression value, String name) {
        return value instanceof ColumnReference(int index, SqlType type, _)
                ? new ColumnReference(index, type, name)
                : value;
    }

    /// A relation of the first columns of a row.
    static Relation of(String name, List<OutColumn> columns) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            OutColumn column = columns.get(i);
            fields.add(new Field(new ColumnReference(i, column.type(), column.name()), column));
        }
        return new Relation(name, null, null, fields);
    }
}
