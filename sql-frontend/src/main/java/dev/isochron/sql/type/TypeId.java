package dev.isochron.sql.type;

import static dev.isochron.sql.type.TypeCategory.ARRAY;
import static dev.isochron.sql.type.TypeCategory.BOOLEAN;
import static dev.isochron.sql.type.TypeCategory.DATE_TIME;
import static dev.isochron.sql.type.TypeCategory.INTERNAL;
import static dev.isochron.sql.type.TypeCategory.PSEUDO;
import static dev.isochron.sql.type.TypeCategory.STRING;
import static dev.isochron.sql.type.TypeCategory.TIMESPAN;
import static dev.isochron.sql.type.TypeCategory.USER;

/// A type that is not an array, under the numbers and names that PostgreSQL gives it.
public enum TypeId {
    BOOL(16, 1000, "bool", "boolean", BOOLEAN, 1),
    BYTEA(17, 1001, "bytea", "bytea", USER, -1),
    CHAR(18, 1002, "char", "\"char\"", INTERNAL, 1),
    NAME(19, 1003, "name", "name", STRING, 64),
    INT8(20, 1016, "int8", "bigint", TypeCategory.NUMERIC, 8),
    INT2(21, 1005, "int2", "smallint", TypeCategory.NUMERIC, 2),
    INT2VECTOR(22, 1006, "int2vector", "int2vector", ARRAY, -1),
    INT4(23, 1007, "int4", "integer", TypeCategory.NUMERIC, 4),
    REGPROC(24, 1008, "regproc", "regproc", TypeCategory.NUMERIC, 4),
    TEXT(25, 1009, "text", "text", STRING, -1),
    OID(26, 1028, "oid", "oid", TypeCategory.NUMERIC, 4),
    XID(28, 1011, "xid", "xid", USER, 4),
    OIDVECTOR(30, 1013, "oidvector", "oidvector", ARRAY, -1),
    JSON(114, 199, "json", "json", USER, -1),
    PG_NODE_TREE(194, 0, "pg_node_tree", "pg_node_tree", INTERNAL, -1),
    FLOAT4(700, 1021, "float4", "real", TypeCategory.NUMERIC, 4),
    FLOAT8(701, 1022, "float8", "double precision", TypeCategory.NUMERIC, 8),
    UNKNOWN(705, 0, "unknown", "unknown", TypeCategory.UNKNOWN, -2),
    ACLITEM(1033, 1034, "aclitem", "aclitem", USER, 12),
    BPCHAR(1042, 1014, "bpchar", "character", STRING, -1),
    VARCHAR(1043, 1015, "varchar", "character varying", STRING, -1),
    DATE(1082, 1182, "date", "date", DATE_TIME, 4),
    TIME(1083, 1183, "time", "time without time zone", DATE_TIME, 8),
    TIMESTAMP(1114, 1115, "timestamp", "timestamp without time zone", DATE_TIME, 8),
    TIMESTAMPTZ(1184, 1185, "timestamptz", "timestamp with time zone", DATE_TIME, 8),
    INTERVAL(1186, 1187, "interval", "interval", TIMESPAN, 16),
    NUMERIC(1700, 1231, "numeric", "numeric", TypeCategory.NUMERIC, -1),
    REGPROCEDURE(2202, 2207, "regprocedure", "regprocedure", TypeCategory.NUMERIC, 4),
    REGOPER(2203, 2208, "regoper", "regoper", TypeCategory.NUMERIC, 4),
    REGCLASS(2205, 2210, "regclass", "regclass", TypeCategory.NUMERIC, 4),
    REGTYPE(2206, 2211, "regtype", "regtype", TypeCategory.NUMERIC, 4),
    UUID(2950, 2951, "uuid", "uuid", USER, 16),
    JSONB(3802, 3807, "jsonb", "jsonb", USER, -1),
    REGNAMESPACE(4089, 4090, "regnamespace", "regnamespace", TypeCategory.NUMERIC, 4),
    REGROLE(4096, 4097, "regrole", "regrole", TypeCategory.NUMERIC, 4),
    REGCOLLATION(4191, 4192, "regcollation", "regcollation", TypeCategory.NUMERIC, 4),
    RECORD(2249, 2287, "record", "record", PSEUDO, -1),
    CSTRING(2275, 1263, "cstring", "cstring", PSEUDO, -2),
    ANY(2276, 0, "any", "\"any\"", PSEUDO, 4),
    ANYARRAY(2277, 0, "anyarray", "anyarray", PSEUDO, -1),
    VOID(2278, 0, "void", "void", PSEUDO, 4),
    ANYELEMENT(2283, 0, "anyelement", "anyelement", PSEUDO, 4),
    ANYNONARRAY(2776, 0, "anynonarray", "anynonarray", PSEUDO, 4),
    ANYCOMPATIBLE(5077, 0, "anycompatible", "anycompatible", PSEUDO, 4),
    ANYCOMPATIBLEARRAY(5078, 0, "anycompatiblearray", "anycompatiblearray", PSEUDO, -1);

    private final int oid;
    private final int arrayOid;
    private final String catalogName;
    private final String displayName;
    private final TypeCategory category;
    private final int size;

    TypeId(
            int oid,
            int arrayOid,
            String catalogName,
            String displayName,
            TypeCategory category,
            int size) {
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.catalogName = catalogName;
        this.displayName = displayName;
        this.category = category;
        this.size = size;
    }

    /// PostgreSQL's number of the type.
    public int oid() {
        return oid;
    }

    /// The number of arrays of it, or zero: there are none.
    public int arrayOid() {
        return arrayOid;
    }

    /// As `pg_type.typname` has it.
    public String catalogName() {
        return catalogName;
    }

    /// The name that SQL and error messages use.
    public String displayName() {
        return displayName;
    }

    public TypeCategory category() {
        return category;
    }

    /// Bytes of a value in PostgreSQL, -1 if they vary, -2 for a text with a final zero.
    public int size() {
        return size;
    }

    /// Whether its category prefers this one.
    public boolean isPreferred() {
        return switch (this) {
            case BOOL, TEXT, OID, FLOAT8, TIMESTAMPTZ, INTERVAL -> true;
            default -> false;
        };
    }

    /// Whether it is a number that names an object.
    public boolean isObjectAlias() {
        return switch (this) {
            case REGPROC,
                    REGPROCEDURE,
                    REGOPER,
                    REGCLASS,
                    REGTYPE,
                    REGNAMESPACE,
                    REGROLE,
                    REGCOLLATION ->
                    true;
            default -> false;
        };
    }

    /// Whether it stands for other types in the signature of a function.
    public boolean isPolymorphic() {
        return switch (this) {
            case ANYARRAY, ANYELEMENT, ANYNONARRAY, ANYCOMPATIBLE, ANYCOMPATIBLEARRAY -> true;
            default -> false;
        };
    }
}
