package dev.isochron.sql.define;

import dev.isochron.protocol.schema.Ancestor;
import dev.isochron.protocol.schema.Colocation;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.InvalidDeclaration;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogIndex;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A table in the making.
final class Draft {

    final int oid;
    final String schema;
    final String name;
    final TableId id;
    final List<CatalogColumn> columns = new ArrayList<>();
    final List<Value> whenMissing = new ArrayList<>();
    final List<Constraint> constraints = new ArrayList<>();
    final List<Index> stored = new ArrayList<>();
    final List<CatalogIndex> indexes = new ArrayList<>();
    final List<KeyColumn> key = new ArrayList<>();
    final List<Ancestor> ancestors = new ArrayList<>();

    /// Names that are taken by what is being made with it.
    final Set<String> names = new TreeSet<>();

    SchemaVersion version = SchemaVersion.FIRST;
    private int lastColumn;
    private @Nullable String comment;

    Draft(int oid, String schema, String name, TableId id) {
        this.oid = oid;
        this.schema = schema;
        this.name = name;
        this.id = id;
        names.add(name);
    }

    /// The next state of a table that is there.
    static Draft of(CatalogTable table) {
        return of(table, table.stored().id());
    }

    /// A table that is there, stored anew under another number.
    static Draft of(CatalogTable table, TableId id) {
        Draft draft = new Draft(table.oid(), table.schema(), table.name(), id);
        draft.columns.addAll(table.columns());
        table.stored().columns().forEach(column -> draft.whenMissing.add(column.whenMissing()));
        draft.constraints.addAll(table.constraints());
        draft.stored.addAll(table.stored().indexes());
        draft.indexes.addAll(table.indexes());
        draft.key.addAll(table.stored().primaryKey());
        draft.ancestors.addAll(table.stored().ancestors());
        draft.version =
                id.equals(table.stored().id())
                        ? table.stored().version().next()
                        : SchemaVersion.FIRST;
        draft.comment = table.comment();
        draft.lastColumn = table.lastColumn();
        return draft;
    }

    /// The column of a name.
    CatalogColumn column(Name wanted) {
        return find(wanted.text())
                .orElseThrow(() ->
                        SqlException.at(
                                wanted.position(),
                                SqlCode.UNDEFINED_COLUMN,
                                "column \"%s\" of relation \"%s\" does not exist"
                                        .formatted(wanted.text(), name)));
    }

    Optional<CatalogColumn> find(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted) && !column.hidden())
                .findFirst();
    }

    CatalogColumn column(ColumnId wanted) {
        return columns.stream().filter(c -> c.id().equals(wanted)).findFirst().orElseThrow();
    }

    void add(CatalogColumn column, Value missing) {
        columns.add(column);
        whenMissing.add(missing);
        lastColumn = Math.max(lastColumn, column.id().value());
    }

    void replace(CatalogColumn column) {
        columns.replaceAll(old -> old.id().equals(column.id()) ? column : old);
    }

    ColumnId nextColumn() {
        // The numbers of columns that were dropped are in old rows still.
        return new ColumnId(lastColumn + 1);
    }

    /// How deep an index on these columns is interleaved.
    int levelOf(List<KeyColumn> indexed, Work work) {
        return Colocation.levelOf(indexed, stored(work, List.of()));
    }

    private Table stored(Work work, List<Index> with) {
        List<Column> declared = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            declared.add(Columns.stored(columns.get(i), whenMissing.get(i)));
        }
        try {
            return new Table(
                    id,
                    work.changes().storedName(schema, name),
                    version,
                    declared,
                    key,
                    ancestors,
                    with);
        } catch (InvalidDeclaration e) {
            throw SqlException.of(SqlCode.INVALID_TABLE_DEFINITION, String.valueOf(e.getMessage()));
        }
    }

    CatalogTable build(Work work) {
        return new CatalogTable(
                oid,
                schema,
                name,
                stored(work, stored),
                columns,
                constraints,
                indexes,
                lastColumn,
                comment);
    }
}
