package dev.isochron.sql.system;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.system.SystemTable.Making;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeCategory;
import dev.isochron.sql.type.TypeNames;
import java.util.List;

/// Types; those of tables' rows are among them.
final class Types {
    /// The collation of all text: `default`.
    private static final int DEFAULT_COLLATION = 100;

    private static final String TYPE =
            "oid oid, typname name, typnamespace oid, typowner oid, typlen int2, typbyval bool,"
                    + " typtype char, typcategory char, typispreferred bool, typisdefined bool,"
                    + " typdelim char, typrelid oid, typsubscript regproc, typelem oid, typarray"
                    + " oid, typinput regproc, typoutput regproc, typreceive regproc, typsend"
                    + " regproc, typmodin regproc, typmodout regproc, typanalyze regproc, typalign"
                    + " char, typstorage char, typnotnull bool, typbasetype oid, typtypmod int4,"
                    + " typndims int4, typcollation oid, typdefaultbin pg_node_tree, typdefault"
                    + " text, typacl aclitem[]";

    private static final String COLLATION =
            "oid oid, collname name, collnamespace oid, collowner oid, collprovider char,"
                    + " collisdeterministic bool, collencoding int4, collcollate text, collctype"
                    + " text, colliculocale text, collversion text";

    static final List<SystemTable> TABLES =
            List.of(
                    SystemTable.of("pg_type", 1247, TYPE, Types::types),
                    SystemTable.of("pg_collation", 3456, COLLATION, Types::collations));

    private Types() {}

    static int collation(SqlType type) {
        return type.category() == TypeCategory.STRING ? DEFAULT_COLLATION : 0;
    }

    private static void types(Making making) {
        for (SqlType type : TypeNames.all()) {
            base(making, type.withoutModifier());
        }
        for (CatalogTable table : making.image().tables()) {
            type(making, Names.rowType(table), table.name())
                    .set("typnamespace", Names.schema(making.image(), table.schema()))
                    .set("typlen", -1)
                    .set("typbyval", false)
                    .set("typtype", 'c')
                    .set("typcategory", 'C')
                    .set("typrelid", table.oid());
        }
    }

    private static void base(Making making, SqlType type) {
        boolean pseudo = type.category() == TypeCategory.PSEUDO;
        type(making, type.oid(), type.catalogName())
                .set("typlen", type.size())
                .set("typbyval", type.size() > 0 && type.size() <= 8)
                .set("typtype", pseudo ? 'p' : 'b')
                .set("typcategory", type.category().code())
                .set("typispreferred", type.isPreferred())
                .set("typelem", type.element().map(SqlType::oid).orElse(0))
                .set("typarray", type.isArray() ? 0 : type.id().arrayOid())
                .set("typinput", type.isArray() ? Callables.ARRAY_IN : Callables.TEXT_IN)
                .set("typoutput", type.isArray() ? Callables.ARRAY_OUT : Callables.TEXT_OUT)
                .set("typcollation", collation(type));
    }

    private static Line type(Making making, int oid, String name) {
        return making.line()
                .set("oid", oid)
                .set("typname", name)
                .set("typnamespace", SystemCatalog.PG_CATALOG)
                .set("typowner", CatalogUser.FIRST)
                .set("typispreferred", false)
                .set("typisdefined", true)
                .set("typdelim", ',')
                .all(0, "typrelid", "typsubscript", "typelem", "typarray")
                .set("typinput", Callables.TEXT_IN)
                .set("typoutput", Callables.TEXT_OUT)
                .all(0, "typreceive", "typsend", "typmodin", "typmodout", "typanalyze")
                .all(0, "typbasetype", "typndims", "typcollation")
                .set("typalign", 'i')
                .set("typstorage", 'x')
                .set("typnotnull", false)
                .set("typtypmod", -1);
    }

    private static void collations(Making making) {
        collation(making, DEFAULT_COLLATION, "default", 'd');
        collation(making, 950, "C", 'c');
        collation(making, 951, "POSIX", 'c');
    }

    private static void collation(Making making, int oid, String name, char provider) {
        making.line()
                .set("oid", oid)
                .set("collname", name)
                .set("collnamespace", SystemCatalog.PG_CATALOG)
                .set("collowner", CatalogUser.FIRST)
                .set("collprovider", provider)
                .set("collisdeterministic", true)
                .set("collencoding", -1)
                .set("collcollate", provider == 'c' ? Value.of(name) : Value.Null.NULL)
                .set("collctype", provider == 'c' ? Value.of(name) : Value.Null.NULL);
    }
}
