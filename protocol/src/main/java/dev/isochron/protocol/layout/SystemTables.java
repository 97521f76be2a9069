package dev.isochron.protocol.layout;

import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.IndexId;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import java.util.List;

/// The tables that hold the declarations of tables, and what else the system keeps as rows.
///
/// They are declared like any other and read like any other. Columns and indexes are interleaved
/// under their table, so one span holds a whole declaration. Their own declarations are in the
/// code, here; columns may be added to them, and nothing else may ever change.
public final class SystemTables {

    private static final ColumnType NUMBERS = new ColumnType.Array(Scalar.INT32);
    private static final ColumnType WORDS = new ColumnType.Array(ColumnType.Text.UNLIMITED);

    /// One row for each table.
    public static final Table TABLES =
            Table.declare(new TableId(1), named("tables"))
                    .required("table_id", Scalar.INT32)
                    .required("namespace", ColumnType.Text.UNLIMITED)
                    .required("name", ColumnType.Text.UNLIMITED)
                    .required("version", Scalar.INT32)
                    .required("key_columns", NUMBERS)
                    .required("key_orders", WORDS)
                    .required("ancestors", NUMBERS)
                    .required("ancestor_key_columns", NUMBERS)
                    .key("table_id")
                    .uniqueIndex(new IndexId(4), "table_names", "namespace", "name")
                    .build();

    /// One row for each column of each table.
    public static final Table COLUMNS =
            Table.declare(new TableId(2), named("columns"))
                    .required("table_id", Scalar.INT32)
                    .required("column_id", Scalar.INT32)
                    .required("name", ColumnType.Text.UNLIMITED)
                    .required("type", ColumnType.Text.UNLIMITED)
                    .required("is_nullable", Scalar.BOOL)
                    .required("is_hidden", Scalar.BOOL)
                    .nullable("when_missing", Scalar.BYTES)
                    .key("table_id", "column_id")
                    .under(TABLES)
                    .build();

    /// One row for each index of each table.
    public static final Table INDEXES =
            Table.declare(new TableId(3), named("indexes"))
                    .required("table_id", Scalar.INT32)
                    .required("index_id", Scalar.INT32)
                    .required("name", ColumnType.Text.UNLIMITED)
                    .required("columns", NUMBERS)
                    .required("orders", WORDS)
                    .required("included", NUMBERS)
                    .required("is_unique", Scalar.BOOL)
                    .required("level", Scalar.INT32)
                    .key("table_id", "index_id")
                    .under(TABLES)
                    .build();

    /// One row for each idempotency key of a transaction that was committed, until it is too old to
    /// be asked again. The key begins with the time when it was made, so the oldest come first.
    public static final Table REQUESTS =
            Table.declare(new TableId(5), named("requests"))
                    .required("key", ColumnType.Text.UNLIMITED)
                    .key("key")
                    .build();

    /// One row for each thing that SQL knows by a name or a number: databases, users, schemas, what
    /// a table is beside its declaration, sequences. Those of no database are under number 0.
    public static final Table OBJECTS =
            Table.declare(new TableId(6), named("objects"))
                    .required("database_id", Scalar.INT32)
                    .required("object_id", Scalar.INT32)
                    .required("kind", ColumnType.Text.UNLIMITED)
                    .required("namespace", ColumnType.Text.UNLIMITED)
                    .required("name", ColumnType.Text.UNLIMITED)
                    .required("definition", ColumnType.Text.UNLIMITED)
                    .key("database_id", "object_id")
                    .build();

    /// One row for each database whose objects were ever changed: how often.
    public static final Table VERSIONS =
            Table.declare(new TableId(7), named("versions"))
                    .required("database_id", Scalar.INT32)
                    .required("version", Scalar.INT64)
                    .key("database_id")
                    .build();

    /// One row for each kind of number that is given out once: the next of them.
    public static final Table COUNTERS =
            Table.declare(new TableId(8), named("counters"))
                    .required("name", ColumnType.Text.UNLIMITED)
                    .required("next", Scalar.INT64)
                    .key("name")
                    .build();

    /// One row for each sequence: the last value that was given out, or is reserved by somebody.
    public static final Table SEQUENCES =
            Table.declare(new TableId(9), named("sequences"))
                    .required("sequence_id", Scalar.INT32)
                    .required("last_value", Scalar.INT64)
                    .required("is_called", Scalar.BOOL)
                    .key("sequence_id")
                    .build();

    /// One row for each change of a database that goes on after its statement's transaction: what
    /// it is, how far it got, when whoever does it was last seen.
    public static final Table JOBS =
            Table.declare(new TableId(10), named("jobs"))
                    .required("database_id", Scalar.INT32)
                    .required("job_id", Scalar.INT32)
                    .required("table_id", Scalar.INT32)
                    .required("description", ColumnType.Text.UNLIMITED)
                    .required("rows_done", Scalar.INT64)
                    .nullable("rest_from", Scalar.BYTES)
                    .required("seen", Scalar.INT64)
                    .nullable("erased_keys", NUMBERS)
                    .key("database_id", "job_id")
                    .build();

    /// One row for each gateway that was promised that the objects of a database stay as they are,
    /// and until when.
    public static final Table LEASES =
            Table.declare(new TableId(12), named("leases"))
                    .required("database_id", Scalar.INT32)
                    .required("gateway", Scalar.INT64)
                    .required("until", Scalar.INT64)
                    .key("database_id", "gateway")
                    .build();

    /// One row for each snapshot that somebody holds: a moment whose versions are to stay, and
    /// until when, in nanoseconds since 1970.
    public static final Table SNAPSHOTS =
            Table.declare(new TableId(11), named("snapshots"))
                    .required("id", ColumnType.Text.UNLIMITED)
                    .required("moment", Scalar.INT64)
                    .required("until", Scalar.INT64)
                    .key("id")
                    .build();

    /// One row for each table whose rows were counted: what was found, and which change of the
    /// statistics of its database that was. No part of the catalog: plans alone rest on it.
    public static final Table STATISTICS =
            Table.declare(new TableId(13), named("statistics"))
                    .required("database_id", Scalar.INT32)
                    .required("object_id", Scalar.INT32)
                    .required("stamp", Scalar.INT64)
                    .required("definition", ColumnType.Text.UNLIMITED)
                    .key("database_id", "object_id")
                    .build();

    private SystemTables() {}

    /// Those that declarations are made of.
    public static List<Table> all() {
        return List.of(TABLES, COLUMNS, INDEXES);
    }

    private static TableName named(String name) {
        return new TableName(TableName.SYSTEM, name);
    }
}
