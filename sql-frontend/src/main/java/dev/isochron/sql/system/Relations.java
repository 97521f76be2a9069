package dev.isochron.sql.system;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogIndex;
import dev.isochron.sql.catalog.CatalogObject;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.catalog.Constraint;
import dev.isochron.sql.system.SystemTable.Making;
import java.util.ArrayList;
import java.util.List;

/// Tables, indexes and sequences as `pg_class` has them.
final class Relations {
    private static final int HEAP = 2;
    private static final int BTREE = 403;

    private static final String CLASS =
            "oid oid, relname name, relnamespace oid, reltype oid, reloftype oid, relowner oid,"
                    + " relam oid, relfilenode oid, reltablespace oid, relpages int4, reltuples"
                    + " float4, relallvisible int4, reltoastrelid oid, relhasindex bool,"
                    + " relisshared bool, relpersistence char, relkind char, relnatts int2,"
                    + " relchecks int2, relhasrules bool, relhastriggers bool, relhassubclass"
                    + " bool, relrowsecurity bool, relforcerowsecurity bool, relispopulated bool,"
                    + " relreplident char, relispartition bool, relrewrite oid, relfrozenxid xid,"
                    + " relminmxid xid, relacl aclitem[], reloptions text[], relpartbound"
                    + " pg_node_tree";

    private static final String INDEX =
            "indexrelid oid, indrelid oid, indnatts int2, indnkeyatts int2, indisunique bool,"
                    + " indnullsnotdistinct bool, indisprimary bool, indisexclusion bool,"
                    + " indimmediate bool, indisclustered bool, indisvalid bool, indcheckxmin"
                    + " bool, indisready bool, indislive bool, indisreplident bool, indkey"
                    + " int2vector, indcollation oidvector, indclass oidvector, indoption"
                    + " int2vector, indexprs pg_node_tree, indpred pg_node_tree";

    private static final String SEQUENCE =
            "seqrelid oid, seqtypid oid, seqstart int8, seqincrement int8, seqmax int8, seqmin"
                    + " int8, seqcache int8, seqcycle bool";

    static final List<SystemTable> TABLES =
            List.of(
                    SystemTable.of("pg_class", 1259, CLASS, Relations::classes),
                    SystemTable.of("pg_index", 2610, INDEX, Relations::indexes),
                    SystemTable.of("pg_sequence", 2224, SEQUENCE, Relations::sequences));

    private Relations() {}

    /// An index as it is shown: also the key of a table is one.
    ///
    /// @param primary whether it is the key
    record Shown(
            int oid,
            String name,
            CatalogTable table,
            List<KeyColumn> keys,
            List<ColumnId> included,
            boolean unique,
            boolean primary,
            boolean usable) {

        /// The letters of its columns, included ones last.
        List<Value> columns() {
            List<Value> numbers = new ArrayList<>();
            keys.forEach(key -> numbers.add(Value.of(key.column().value())));
            included.forEach(id -> numbers.add(Value.of(id.value())));
            return numbers;
        }
    }

    /// The key first, then the indexes.
    static List<Shown> indexesOf(CatalogTable table) {
        List<Shown> shown = new ArrayList<>();
        table.primary()
                .ifPresent(primary ->
                        shown.add(
                                new Shown(
                                        primary.index(),
                                        primary.name(),
                                        table,
                                        table.stored().primaryKey(),
                                        List.of(),
                                        true,
                                        true,
                                        true)));
        for (Index index : table.stored().indexes()) {
            CatalogIndex added = table.index(index.id());
            shown.add(
                    new Shown(
                            added.oid(),
                            index.name(),
                            table,
                            index.columns(),
                            index.included(),
                            index.unique(),
                            false,
                            added.isPublic()));
        }
        return shown;
    }

    private static void classes(Making making) {
        for (SystemTable table : SystemCatalog.tables()) {
            relation(making, table.oid(), table.name(), SystemCatalog.schemaOf(table))
                    .set("relkind", table.schema().equals("pg_catalog") ? 'r' : 'v')
                    .set("relnatts", table.shape().columns().size());
        }
        for (CatalogObject object : making.image().objects()) {
            switch (object) {
                case CatalogTable table -> ofTable(making, table);
                case CatalogSequence sequence ->
                        relation(
                                        making,
                                        sequence.oid(),
                                        sequence.name(),
                                        Names.schema(making.image(), sequence.schema()))
                                .set("relkind", 'S')
                                .set("relnatts", 3);
                default -> {}
            }
        }
    }

    private static void ofTable(Making making, CatalogTable table) {
        int schema = Names.schema(making.image(), table.schema());
        List<Shown> indexes = indexesOf(table);
        boolean refers =
                !table.references().isEmpty() || !making.image().referringTo(table.oid()).isEmpty();
        relation(making, table.oid(), table.name(), schema)
                .set("relkind", 'r')
                .set("relam", HEAP)
                .set("reltype", Names.rowType(table))
                .set("relnatts", table.visible().size())
                .set("relchecks", table.checks().size())
                .set("relhasindex", !indexes.isEmpty())
                .set("relhastriggers", refers)
                .set(
                        "reltuples",
                        new Value.Float4(
                                making.counts()
                                        .of(table)
                                        .map(found -> (float) found.rows())
                                        .orElse(-1f)));
        for (Shown index : indexes) {
            relation(making, index.oid(), index.name(), schema)
                    .set("relkind", 'i')
                    .set("relam", BTREE)
                    .set("relreplident", 'n')
                    .set("relnatts", index.columns().size());
        }
    }

    private static Line relation(Making making, int oid, String name, int schema) {
        return making.line()
                .set("oid", oid)
                .set("relname", name)
                .set("relnamespace", schema)
                .set("relowner", CatalogUser.FIRST)
                .set("relfilenode", oid)
                .all(0, "reltype", "reloftype", "relam", "reltablespace", "relpages", "relchecks")
                .all(
                        0,
                        "relallvisible",
                        "reltoastrelid",
                        "relrewrite",
                        "relfrozenxid",
                        "relminmxid")
                .set("reltuples", new Value.Float4(0))
                .all(false, "relhasindex", "relisshared", "relhasrules", "relhastriggers")
                .all(false, "relhassubclass", "relrowsecurity", "relforcerowsecurity")
                .all(false, "relispartition")
                .set("relispopulated", true)
                .set("relpersistence", 'p')
                .set("relreplident", 'd');
    }

    private static void indexes(Making making) {
        for (CatalogTable table : making.image().tables()) {
            for (Shown index : indexesOf(table)) {
                List<Value> columns = index.columns();
                List<Value> zeros = columns.stream().map(_ -> Value.of(0)).toList();
                making.line()
                        .set("indexrelid", index.oid())
                        .set("indrelid", table.oid())
                        .set("indnatts", columns.size())
                        .set("indnkeyatts", index.keys().size())
                        .set("indisunique", index.unique())
                        .set("indisprimary", index.primary())
                        .all(false, "indnullsnotdistinct", "indisexclusion", "indisclustered")
                        .all(false, "indcheckxmin", "indisreplident")
                        .all(true, "indimmediate", "indisready", "indislive")
                        .set("indisvalid", index.usable())
                        .set("indkey", columns)
                        .set("indcollation", zeros)
                        .set("indclass", zeros)
                        .set("indoption", index.keys().stream().map(Relations::option).toList());
            }
        }
    }

    /// 1 for descending, 2 for nulls first.
    private static Value option(KeyColumn key) {
        return Value.of(
                switch (key.order()) {
                    case ASC_NULLS_LAST -> 0;
                    case ASC_NULLS_FIRST -> 2;
                    case DESC_NULLS_LAST -> 1;
                    case DESC_NULLS_FIRST -> 3;
                });
    }

    private static void sequences(Making making) {
        for (CatalogObject object : making.image().objects()) {
            if (object instanceof CatalogSequence sequence) {
                CatalogSequence.Range range = sequence.range();
                making.line()
                        .set("seqrelid", sequence.oid())
                        .set("seqtypid", range.type().oid())
                        .set("seqstart", range.start())
                        .set("seqincrement", range.increment())
                        .set("seqmax", range.max())
                        .set("seqmin", range.min())
                        .set("seqcache", range.cache())
                        .set("seqcycle", range.cycle());
            }
        }
    }

    /// The constraint that an index keeps, or zero.
    static int constraintOf(Shown index) {
        for (Constraint constraint : index.table().constraints()) {
            boolean keeps =
                    switch (constraint) {
                        case Constraint.Primary primary -> primary.index() == index.oid();
                        case Constraint.Unique unique ->
                                index.table().index(unique.index()).oid() == index.oid();
                        case Constraint.Check _, Constraint.Reference _ -> false;
                    };
            if (keeps) {
                return constraint.oid();
            }
        }
        return 0;
    }
}
