package dev.isochron.sql.catalog;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.IndexId;
import dev.isochron.protocol.schema.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A table: how it is stored, and what SQL adds.
///
/// @param schema its name
/// @param stored the declaration that rows are laid out by
/// @param columns one for each stored one, in the same order
/// @param indexes one for each stored one, in the same order
/// @param lastColumn the highest number that a column of it ever had
public record CatalogTable(
        int oid,
        String schema,
        String name,
        Table stored,
        List<CatalogColumn> columns,
        List<Constraint> constraints,
        List<CatalogIndex> indexes,
        int lastColumn,
        @Nullable String comment)
        implements CatalogObject {

    public CatalogTable {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
        if (columns.size() != stored.columns().size()
                || indexes.size() != stored.indexes().size()) {
            throw new IllegalArgumentException(name + " is stored otherwise than it is declared");
        }
    }

    /// The same table under another name.
    public CatalogTable called(String newSchema, String newName) {
        return new CatalogTable(
                oid,
                newSchema,
                newName,
                stored,
                columns,
                constraints,
                indexes,
                lastColumn,
                comment);
    }

    /// The column of this name that people see.
    public Optional<CatalogColumn> column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted) && !column.hidden())
                .findFirst();
    }

    /// The column of this number.
    public CatalogColumn column(ColumnId id) {
        return columns.get(placeOf(id));
    }

    /// Where a column's value is in a row of this table.
    public int placeOf(ColumnId id) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no column " + id);
    }

    /// The columns that people see.
    public List<CatalogColumn> visible() {
        return columns.stream().filter(column -> !column.hidden()).toList();
    }

    /// Its key, if it was declared with one.
    public Optional<Constraint.Primary> primary() {
        return constraints.stream()
                .filter(Constraint.Primary.class::isInstance)
                .map(Constraint.Primary.class::cast)
                .findFirst();
    }

    /// What it refers to.
    public List<Constraint.Reference> references() {
        return constraints.stream()
                .filter(Constraint.Reference.class::isInstance)
                .map(Constraint.Reference.class::cast)
                .toList();
    }

    /// What must be true of each row.
    public List<Constraint.Check> checks() {
        return constraints.stream()
                .filter(Constraint.Check.class::isInstance)
                .map(Constraint.Check.class::cast)
                .toList();
    }

    public Optional<Constraint> constraint(String wanted) {
        return constraints.stream().filter(one -> one.name().equals(wanted)).findFirst();
    }

    /// The stored index of this number.
    public Index storedIndex(IndexId id) {
        return stored.indexes().stream()
                .filter(index -> index.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// What SQL adds to the stored index of this number.
    public CatalogIndex index(IndexId id) {
        return indexes.stream().filter(index -> index.id().equals(id)).findFirst().orElseThrow();
    }

    /// The same, stored and declared anew.
    public CatalogTable with(Table newStored, List<CatalogColumn> newColumns) {
        return new CatalogTable(
                oid,
                schema,
                name,
                newStored,
                newColumns,
                constraints,
                indexes,
                lastColumn,
                comment);
    }

    public CatalogTable withConstraints(List<Constraint> newConstraints) {
        return new CatalogTable(
                oid, schema, name, stored, columns, newConstraints, indexes, lastColumn, comment);
    }

    /// The same with other indexes.
    public CatalogTable withIndexes(Table newStored, List<CatalogIndex> newIndexes) {
        return new CatalogTable(
                oid,
                schema,
                name,
                newStored,
                columns,
                constraints,
                newIndexes,
                lastColumn,
                comment);
    }

    public CatalogTable withComment(@Nullable String newComment) {
        return new CatalogTable(
                oid, schema, name, stored, columns, constraints, indexes, lastColumn, newComment);
    }
}
