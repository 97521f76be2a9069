package dev.isochron.sql.system;

import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.sql.catalog.CatalogColumn;
import dev.isochron.sql.catalog.CatalogColumn.Identity;
import dev.isochron.sql.catalog.CatalogColumn.Initial;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.system.SystemTable.Making;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Columns, and what they hold if nothing is said.
final class Attributes {
    /// Numbers of defaults are not in the catalog: the table's and the column's, together.
    private static final int DEFAULTS = 1 << 29;

    private static final int MAX_COLUMNS = 2048;

    private static final String ATTRIBUTE =
            "attrelid oid, attname name, atttypid oid, attstattarget int4, attlen int2, attnum"
                    + " int2, attndims int4, attcacheoff int4, atttypmod int4, attbyval bool,"
                    + " attalign char, attstorage char, attcompression char, attnotnull bool,"
                    + " atthasdef bool, atthasmissing bool, attidentity char, attgenerated char,"
                    + " attisdropped bool, attislocal bool, attinhcount int4, attcollation oid,"
                    + " attacl aclitem[], attoptions text[], attfdwoptions text[], attmissingval"
                    + " text";

    static final List<SystemTable> TABLES =
            List.of(
                    SystemTable.of("pg_attribute", 1249, ATTRIBUTE, Attributes::attributes),
                    SystemTable.of(
                            "pg_attrdef",
                            2604,
                            "oid oid, adrelid oid, adnum int2, adbin pg_node_tree",
                            Attributes::defaults));

    private Attributes() {}

    private static void attributes(Making making) {
        for (SystemTable table : SystemCatalog.tables()) {
            int number = 1;
            for (OutputColumn column : table.shape().columns()) {
                attribute(making, table.oid(), column.name(), number, column.type());
                number++;
            }
        }
        for (CatalogTable table : making.image().tables()) {
            for (CatalogColumn column : table.visible()) {
                attribute(making, table.oid(), column.name(), column.id().value(), column.type())
                        .set("attnotnull", column.notNull())
                        .set("atthasdef", text(column, making.image()).isPresent())
                        .set("attidentity", identity(column));
            }
            for (Relations.Shown index : Relations.indexesOf(table)) {
                int number = 1;
                for (ColumnId id : columns(index)) {
                    CatalogColumn column = table.column(id);
                    attribute(making, index.oid(), column.name(), number, column.type());
                    number++;
                }
            }
        }
    }

    private static List<ColumnId> columns(Relations.Shown index) {
        List<ColumnId> columns = new ArrayList<>();
        index.keys().forEach(key -> columns.add(key.column()));
        columns.addAll(index.included());
        return columns;
    }

    private static String identity(CatalogColumn column) {
        return switch (column.identity()) {
            case NONE -> "";
            case ALWAYS -> "a";
            case BY_DEFAULT -> "d";
        };
    }

    private static Line attribute(
            Making making, int relation, String name, int number, SqlType type) {
        return making.line()
                .set("attrelid", relation)
                .set("attname", name)
                .set("atttypid", type.oid())
                .set("attstattarget", -1)
                .set("attlen", type.size())
                .set("attnum", number)
                .set("attndims", type.isArray() ? 1 : 0)
                .set("attcacheoff", -1)
                .set("atttypmod", type.modifier())
                .set("attbyval", type.size() > 0 && type.size() <= 8)
                .set("attalign", 'i')
                .set("attstorage", type.size() > 0 ? 'p' : 'x')
                .set("attcompression", "")
                .all(false, "attnotnull", "atthasdef", "atthasmissing", "attisdropped")
                .set("attidentity", "")
                .set("attgenerated", "")
                .set("attislocal", true)
                .set("attinhcount", 0)
                .set("attcollation", Types.collation(type));
    }

    private static void defaults(Making making) {
        for (CatalogTable table : making.image().tables()) {
            for (CatalogColumn column : table.visible()) {
                text(column, making.image())
                        .ifPresent(text ->
                                making.line()
                                        .set("oid", number(table, column))
                                        .set("adrelid", table.oid())
                                        .set("adnum", column.id().value())
                                        .set("adbin", text));
            }
        }
    }

    private static int number(CatalogTable table, CatalogColumn column) {
        return DEFAULTS | (table.oid() * MAX_COLUMNS + column.id().value()) % DEFAULTS;
    }

    /// The expression of a default; identity columns have none that is shown.
    static Optional<String> text(CatalogColumn column, CatalogImage image) {
        return switch (column.initial()) {
            case Initial.Nothing _ -> Optional.empty();
            case Initial.Text(String text) -> Optional.of(text);
            case Initial.Next(int sequence, Identity identity) ->
                    identity != Identity.NONE
                            ? Optional.empty()
                            : image.sequence(sequence)
                                    .map(s ->
                                            "nextval('"
                                                    + (s.schema().equals("public")
                                                            ? ""
                                                            : s.schema() + ".")
                                                    + s.name()
                                                    + "'::regclass)");
        };
    }
}
