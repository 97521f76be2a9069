package dev.isochron.sql.type;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds types by name or number.
///
/// Serial types are no types but a way to declare a column; who reads declarations knows them.
public final class TypeNames {

    private static final Map<String, SqlType> BY_NAME = byName();
    private static final Map<Integer, SqlType> BY_OID = byOid();

    /// Names of PostgreSQL's types that are not here, so that they can be refused as such.
    private static final List<String> UNSUPPORTED =
            List.of(
                    "bit",
                    "bit varying",
                    "box",
                    "box2d",
                    "cidr",
                    "circle",
                    "inet",
                    "jsonpath",
                    "line",
                    "lseg",
                    "macaddr",
                    "macaddr8",
                    "money",
                    "path",
                    "pg_lsn",
                    "point",
                    "polygon",
                    "regconfig",
                    "regdictionary",
                    "time with time zone",
                    "timetz",
                    "tsquery",
                    "tsvector",
                    "txid_snapshot",
                    "varbit",
                    "xml",
                    "int4range",
                    "int8range",
                    "numrange",
                    "tsrange",
                    "tstzrange",
                    "daterange",
                    "tid",
                    "cid",
                    "xid8",
                    "pg_snapshot",
                    "refcursor");

    private TypeNames() {}

    /// The type of this lower-case name: PostgreSQL's own (`int4`, `_int4`) or SQL's (`integer`,
    /// `double precision`).
    public static Optional<SqlType> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// The type that a text names as SQL would write it: `int[]`, `pg_catalog.varchar(10)`;
    /// modifiers do not count.
    public static Optional<SqlType> findWritten(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        boolean isArray = name.endsWith("[]");
        name = name.replaceAll("(\\[\\d*\\])+$", "").replaceFirst("\\([\\d, ]*\\)", "");
        name = name.replaceFirst("^pg_catalog\\.", "").strip();
        Optional<SqlType> found = find(name);
        if (found.isEmpty() && name.startsWith("\"") && name.endsWith("\"") && name.length() > 2) {
            found = find(name.substring(1, name.length() - 1));
        }
        return isArray
                ? found.filter(type -> type.id().arrayOid() != 0).map(SqlType::array)
                : found;
    }

    /// The type of this number.
    public static Optional<SqlType> find(int oid) {
        return Optional.ofNullable(BY_OID.get(oid));
    }

    /// Whether PostgreSQL has a type of this name that Isochron has not.
    public static boolean isUnsupported(String name) {
        return UNSUPPORTED.contains(name);
    }

    /// All types with a number, arrays included, by number.
    public static List<SqlType> all() {
        return List.copyOf(BY_OID.values());
    }

    private static Map<String, SqlType> byName() {
        Map<String, SqlType> names = new TreeMap<>();
        for (TypeId id : TypeId.values()) {
            SqlType type = SqlType.of(id);
            names.put(id.catalogName(), type);
            names.put(id.displayName(), type);
            if (id.arrayOid() != 0) {
                names.put("_" + id.catalogName(), type.array());
            }
        }
        // In SQL a plain char is another type than the one that is called "char".
        names.put("character", SqlType.BPCHAR);
        names.put("int", SqlType.INT4);
        names.put("decimal", SqlType.NUMERIC);
        names.put("dec", SqlType.NUMERIC);
        names.put("float", SqlType.FLOAT8);
        names.put("nchar", SqlType.BPCHAR);
        names.put("national character", SqlType.BPCHAR);
        names.put("national char", SqlType.BPCHAR);
        names.put("char varying", SqlType.VARCHAR);
        names.put("nchar varying", SqlType.VARCHAR);
        names.put("national character varying", SqlType.VARCHAR);
        names.put("national char varying", SqlType.VARCHAR);
        return names;
    }

    private static Map<Integer, SqlType> byOid() {
        Map<Integer, SqlType> oids = new TreeMap<>();
        for (TypeId id : TypeId.values()) {
            SqlType type = SqlType.of(id);
            oids.put(id.oid(), type);
            if (id.arrayOid() != 0) {
                oids.put(id.arrayOid(), type.array());
            }
        }
        return oids;
    }
}
