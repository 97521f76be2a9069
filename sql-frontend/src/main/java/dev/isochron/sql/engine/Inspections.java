package dev.isochron.sql.engine;

import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.SchemaJob;
import dev.isochron.sql.catalog.SchemaJobs;
import dev.isochron.sql.cluster.ClusterFacts;
import dev.isochron.sql.cluster.ClusterPort;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.system.ClusterTables;
import dev.isochron.sql.tree.Inspection;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements of our own that show how things stand.
final class Inspections {

    private Inspections() {}

    static List<Column> columns(Inspection inspection) {
        return switch (inspection) {
            case Inspection.ShowCreateTable _ ->
                    List.of(
                            Column.of("table_name", SqlType.TEXT),
                            Column.of("create_statement", SqlType.TEXT));
            case Inspection.ShowShards show -> {
                if (show.kind() != ObjectKind.TABLE) {
                    throw SqlException.unsupported(show.position(), "SHOW SHARDS of an index is");
                }
                yield of("shards");
            }
            case Inspection.ShowJobs _ ->
                    List.of(
                            Column.of("job", SqlType.TEXT),
                            Column.of("description", SqlType.TEXT),
                            Column.of("rows_done", SqlType.INT8),
                            Column.of("last_seen", SqlType.TIMESTAMPTZ),
                            Column.of("progress", SqlType.TEXT));
            case Inspection.ShowNodes _ -> of("nodes");
            case Inspection.ShowHotRows _ -> of("hot_rows");
        };
    }

    private static List<Column> of(String table) {
        return ClusterTables.columns(table).stream()
                .map(column -> Column.of(column.name(), column.type()))
                .toList();
    }

    static List<Value[]> rows(
            Inspection inspection, ImageTables tables, StoredReader committed, Env env) {
        ClusterPort cluster = env.port(ClusterPort.class);
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
            case Inspection.ShowJobs _ -> jobs(committed, cluster);
            case Inspection.ShowShards show ->
                    ClusterTables.rows(
                            "shards", shards(show.name(), tables, cluster), tables.image(), env);
            case Inspection.ShowNodes _ ->
                    ClusterTables.rows("nodes", cluster.look(), tables.image(), env);
            case Inspection.ShowHotRows _ ->
                    ClusterTables.rows("hot_rows", cluster.look(), tables.image(), env);
        };
    }

    /// All shards, or those that have keys of a table.
    private static ClusterFacts shards(
            @Nullable QualifiedName name, ImageTables tables, ClusterPort cluster) {
        Optional<Span> keys =
                Optional.ofNullable(name)
                        .map(named -> tables.access(find(named, tables)).withPrefix(List.of()));
        ClusterFacts all = cluster.look();
        return new ClusterFacts(
                all.nodes(),
                all.shards().stream()
                        .filter(shard -> keys.map(shard.span()::overlaps).orElse(true))
                        .toList(),
                all.jobs(),
                all.hot());
    }

    /// What changes the schema, then what the controller does. If nobody knows the latter, that is
    /// no reason to be silent about the former.
    private static List<Value[]> jobs(StoredReader committed, ClusterPort cluster) {
        List<Value[]> rows = new ArrayList<>();
        SchemaJobs.all(committed).forEach(job -> rows.add(row(job)));
        try {
            cluster.look().jobs().forEach(job -> rows.add(row(job)));
        } catch (SqlException nobody) {
            rows.add(
                    new Value[] {
                        Value.of("controller"),
                        Value.of("not known: " + nobody.getMessage()),
                        Value.Null.NULL,
                        Value.Null.NULL,
                        Value.Null.NULL
                    });
        }
        return rows;
    }

    private static Value[] row(ClusterFacts.JobFact job) {
        return new Value[] {
            Value.of(job.job()),
            Value.of(job.description()),
            Value.Null.NULL,
            Value.Null.NULL,
            Value.of("%d of %d steps".formatted(job.stepsDone(), job.steps()))
        };
    }

    private static String name(SchemaJob job) {
        return switch (job.task()) {
            case SchemaJob.Task.Fill _ -> "index " + job.id();
            case SchemaJob.Task.Erase _ -> "erase " + job.id();
            case SchemaJob.Task.Count(int table) -> "analyze " + table;
        };
    }

    private static Value[] row(SchemaJob job) {
        return new Value[] {
            Value.of(name(job)),
            Value.of(job.description()),
            Value.of(job.rowsDone()),
            new Value.UtcTimestamp(job.seenMicros()),
            Value.Null.NULL
        };
    }

    static CatalogTable find(QualifiedName name, ImageTables tables) {
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
