package dev.isochron.sql.change;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.Place;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.store.IndexAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is said of rows that may not be, in PostgreSQL's words.
final class Violations {

    private static final int MAX_VALUE = 64;

    private Violations() {}

    static SqlException notNull(CatalogTable table, int place, Value[] row, FormatSettings format) {
        String column = table.columns().get(place).name();
        return SqlError.of(
                        SqlCode.NOT_NULL_VIOLATION,
                        "null value in column \"%s\" of relation \"%s\""
                                .concat(" violates not-null constraint")
                                .formatted(column, table.name()))
                .withDetail("Failing row contains (" + values(table, row, format) + ").")
                .withPlace(Place.ofColumn(table.schema(), table.name(), column))
                .exception();
    }

    static SqlException check(CatalogTable table, String name, Value[] row, FormatSettings format) {
        return SqlError.of(
                        SqlCode.CHECK_VIOLATION,
                        "new row for relation \"%s\" violates check constraint \"%s\""
                                .formatted(table.name(), name))
                .withDetail("Failing row contains (" + values(table, row, format) + ").")
                .withPlace(Place.ofConstraint(table.schema(), table.name(), name))
                .exception();
    }

    private static String values(CatalogTable table, Value[] row, FormatSettings format) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            CatalogColumn column = table.columns().get(i);
            if (!column.hidden()) {
                String text = text(column, row[i], format);
                texts.add(text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "..." : text);
            }
        }
        return String.join(", ", texts);
    }

    private static String text(CatalogColumn column, Value value, FormatSettings format) {
        return value.isNull() ? "null" : Texts.of(column.type(), value, format);
    }

    /// The key of a table, or a constraint's name, is taken.
    static SqlException primary(CatalogTable table, Value[] row, FormatSettings format) {
        Constraint.Primary key = table.primary().orElseThrow();
        List<Integer> places = key.columns().stream().map(table::placeOf).toList();
        return unique(table, key.name(), places, row, format);
    }

    static SqlException unique(
            CatalogTable table, IndexAccess index, Value[] row, FormatSettings format) {
        return unique(table, index.name(), index.declaredPlaces(), row, format);
    }

    private static SqlException unique(
            CatalogTable table,
            String constraint,
            List<Integer> places,
            Value[] row,
            FormatSettings format) {
        return SqlError.of(
                        SqlCode.UNIQUE_VIOLATION,
                        "duplicate key value violates unique constraint \"" + constraint + "\"")
                .withDetail("Key " + key(table, places, row, format) + " already exists.")
                .withPlace(Place.ofConstraint(table.schema(), table.name(), constraint))
                .exception();
    }

    /// `(a, b)=(1, 2)`.
    static String key(
            CatalogTable table, List<Integer> places, Value[] row, FormatSettings format) {
        String names =
                places.stream()
                        .map(place -> table.columns().get(place).name())
                        .collect(Collectors.joining(", "));
        String values =
                places.stream()
                        .map(place -> text(table.columns().get(place), row[place], format))
                        .collect(Collectors.joining(", "));
        return "(" + names + ")=(" + values + ")";
    }

    static SqlException noParent(
            CatalogTable child,
            CatalogTable parent,
            Constraint.Reference reference,
            Value[] row,
            FormatSettings format) {
        List<Integer> places = reference.columns().stream().map(child::placeOf).toList();
        return SqlError.of(
                        SqlCode.FOREIGN_KEY_VIOLATION,
                        "insert or update on table \"%s\" violates foreign key constraint \"%s\""
                                .formatted(child.name(), reference.name()))
                .withDetail(
                        "Key %s is not present in table \"%s\"."
                                .formatted(key(child, places, row, format), parent.name()))
                .withPlace(Place.ofConstraint(child.schema(), child.name(), reference.name()))
                .exception();
    }

    static SqlException mixed(CatalogTable child, Constraint.Reference reference) {
        return SqlError.of(
                        SqlCode.FOREIGN_KEY_VIOLATION,
                        "insert or update on table \"%s\" violates foreign key constraint \"%s\""
                                .formatted(child.name(), reference.name()))
                .withDetail("MATCH FULL does not allow mixing of null and nonnull key values.")
                .withPlace(Place.ofConstraint(child.schema(), child.name(), reference.name()))
                .exception();
    }

    static SqlException stillReferenced(
            CatalogTable parent,
            CatalogTable child,
            Constraint.Reference reference,
            Value[] row,
            FormatSettings format) {
        List<Integer> places = reference.referenced().stream().map(parent::placeOf).toList();
        return SqlError.of(
                        SqlCode.FOREIGN_KEY_VIOLATION,
                        ("update or delete on table \"%s\" violates foreign key constraint"
                                        + " \"%s\" on table \"%s\"")
                                .formatted(parent.name(), reference.name(), child.name()))
                .withDetail(
                        "Key %s is still referenced from table \"%s\"."
                                .formatted(key(parent, places, row, format), child.name()))
                .withPlace(Place.ofConstraint(child.schema(), child.name(), reference.name()))
                .exception();
    }
}
