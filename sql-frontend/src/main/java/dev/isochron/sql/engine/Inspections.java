package dev.isochron.sql.engine;

import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.tree.Inspection;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Statements of our own that show how things stand.
final class Inspections {

    private Inspections() {}

    static List<Column> columns(Inspection inspection) {
        return switch (inspection) {
            case Inspection.ShowCreateTable _ ->
                    List.of(
                            Column.of("table_name", SqlType.TEXT),
                            Column.of("create_statement", SqlType.TEXT));
            case Inspection.ShowShards show ->
                    throw SqlException.unsupported(show.position(), "SHOW SHARDS is");
            case Inspection.ShowJobs _ ->
                    List.of(
                            Column.of("job", SqlType.TEXT),
                            Column.of("description", SqlType.TEXT),
                            Column.of("rows_done", SqlType.INT8),
                            Column.of("last_seen", SqlType.TIMESTAMPTZ));
            case Inspection.ShowNodes show ->
                    throw SqlException.unsupported(show.position(), "SHOW NODES is");
        };
    }

    static List<Value[]> rows(Inspection inspection, ImageTables tables, StoredReader committed) {
        return switch (inspection) {
            case Inspection.ShowCreateTable(QualifiedName name, _) -> {
                CatalogTable table = find(name, tables);
                List<Value[]> rows = new ArrayList<>();
                rows.add(
                        new Value[] {
                            Value.of(table.name()),
                            Value.of(new TableText(table, tables.image()).text())
                        });
                yield rows;
            }
            case Inspection.ShowJobs _ ->
                    SchemaJobs.all(committed).stream().map(Inspections::row).toList();
            case Inspection.ShowShards _, Inspection.ShowNodes _ ->
                    throw new IllegalStateException("refused when it was compiled");
        };
    }

    private static Value[] row(SchemaJob job) {
        return new Value[] {
            Value.of("index " + job.id()),
            Value.of(job.description()),
            Value.of(job.rowsDone()),
            new Value.UtcTimestamp(job.seenMicros())
        };
    }

    private static CatalogTable find(QualifiedName name, ImageTables tables) {
        List<String> schemas = name.schema() == null ? tables.path() : List.of(name.schema());
        for (String schema : schemas) {
            Optional<CatalogTable> found = tables.stored(schema, name.text());
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw SqlException.at(
                name.position(),
                SqlCode.UNDEFINED_TABLE,
                "relation \"" + name + "\" does not exist");
    }
}
