package dev.isochron.sql.system;

import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogIndex;
import dev.isochron.sql.catalog.CatalogSchema;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.system.SystemTable.Making;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Schemas, comments, and the views that list things in plain words.
final class Plain {
    private static final int CLASS = 1259;
    private static final int UTF8_SPACE = 1663;

    static final List<SystemTable> TABLES =
            List.of(
                    SystemTable.of(
                            "pg_namespace",
                            2615,
                            "oid oid, nspname name, nspowner oid, nspacl aclitem[]",
                            Plain::namespaces),
                    SystemTable.of(
                            "pg_am",
                            2601,
                            "oid oid, amname name, amhandler regproc, amtype char",
                            Plain::methods),
                    SystemTable.of(
                            "pg_tablespace",
                            1213,
                            "oid oid, spcname name, spcowner oid, spcacl aclitem[], spcoptions"
                                    + " text[]",
                            making ->
                                    making.line()
                                            .set("oid", UTF8_SPACE)
                                            .set("spcname", "pg_default")
                                            .set("spcowner", CatalogUser.FIRST)),
                    SystemTable.of(
                            "pg_description",
                            2609,
                            "objoid oid, classoid oid, objsubid int4, description text",
                            Plain::descriptions),
                    SystemTable.of(
                            "pg_tables",
                            12_010,
                            "schemaname name, tablename name, tableowner name, tablespace name,"
                                    + " hasindexes bool, hasrules bool, hastriggers bool,"
                                    + " rowsecurity bool",
                            Plain::tables),
                    SystemTable.of(
                            "pg_indexes",
                            12_011,
                            "schemaname name, tablename name, indexname name, tablespace name,"
                                    + " indexdef text",
                            Plain::indexes),
                    SystemTable.of(
                            "pg_sequences",
                            12_012,
                            "schemaname name, sequencename name, sequenceowner name, data_type"
                                    + " regtype, start_value int8, min_value int8, max_value int8,"
                                    + " increment_by int8, cycle bool, cache_size int8, last_value"
                                    + " int8",
                            Plain::sequences));

    private Plain() {}

    private static void namespaces(Making making) {
        namespace(making, SystemCatalog.PG_CATALOG, "pg_catalog");
        namespace(making, SystemCatalog.INFORMATION_SCHEMA, "information_schema");
        namespace(making, SystemCatalog.SYSTEM, ClusterTables.SCHEMA);
        for (CatalogSchema schema : making.image().schemas()) {
            namespace(making, schema.oid(), schema.name());
        }
    }

    private static void namespace(Making making, int oid, String name) {
        making.line().set("oid", oid).set("nspname", name).set("nspowner", CatalogUser.FIRST);
    }

    private static void methods(Making making) {
        making.line().set("oid", 2).set("amname", "heap").set("amhandler", 0).set("amtype", 't');
        making.line().set("oid", 403).set("amname", "btree").set("amhandler", 0).set("amtype", 'i');
    }

    private static void descriptions(Making making) {
        for (CatalogTable table : making.image().tables()) {
            describe(making, table.oid(), 0, table.comment());
            for (CatalogColumn column : table.visible()) {
                describe(making, table.oid(), column.id().value(), column.comment());
            }
            for (CatalogIndex index : table.indexes()) {
                describe(making, index.oid(), 0, index.comment());
            }
        }
    }

    private static void describe(Making making, int object, int part, @Nullable String comment) {
        if (comment != null) {
            making.line()
                    .set("objoid", object)
                    .set("classoid", CLASS)
                    .set("objsubid", part)
                    .set("description", comment);
        }
    }

    private static void tables(Making making) {
        String owner = making.env().session().user();
        for (SystemTable table : SystemCatalog.tables()) {
            making.line()
                    .set("schemaname", table.schema())
                    .set("tablename", table.name())
                    .set("tableowner", owner)
                    .all(false, "hasindexes", "hasrules", "hastriggers", "rowsecurity");
        }
        for (CatalogTable table : making.image().tables()) {
            making.line()
                    .set("schemaname", table.schema())
                    .set("tablename", table.name())
                    .set("tableowner", owner)
                    .set("hasindexes", !Relations.indexesOf(table).isEmpty())
                    .all(false, "hasrules", "rowsecurity")
                    .set("hastriggers", !table.references().isEmpty());
        }
    }

    private static void indexes(Making making) {
        for (CatalogTable table : making.image().tables()) {
            for (Relations.Shown index : Relations.indexesOf(table)) {
                making.line()
                        .set("schemaname", table.schema())
                        .set("tablename", table.name())
                        .set("indexname", index.name())
                        .set("indexdef", IndexText.of(index, List.of()));
            }
        }
    }

    private static void sequences(Making making) {
        String owner = making.env().session().user();
        making.image()
                .objects()
                .forEach(object -> {
                    if (object instanceof CatalogSequence sequence) {
                        CatalogSequence.Range range = sequence.range();
                        making.line()
                                .set("schemaname", sequence.schema())
                                .set("sequencename", sequence.name())
                                .set("sequenceowner", owner)
                                .set("data_type", range.type().oid())
                                .set("start_value", range.start())
                                .set("min_value", range.min())
                                .set("max_value", range.max())
                                .set("increment_by", range.increment())
                                .set("cycle", range.cycle())
                                .set("cache_size", range.cache());
                    }
                });
    }
}
