package dev.isochron.sql.type;

import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.OptionalInt;

/// Which stored type carries which SQL type.
///
/// Where a declaration says more than the store can check (a scale below zero, digits of a second),
/// the store keeps the wider type and casts on assignment keep the rest.
final class StoredTypes {

    private StoredTypes() {}

    static ColumnType of(SqlType type) {
        if (type.isArray()) {
            return new ColumnType.Array(element(type));
        }
        return switch (type.id()) {
            case INT2VECTOR -> new ColumnType.Array(ColumnType.Scalar.INT16);
            case OIDVECTOR -> new ColumnType.Array(ColumnType.Scalar.INT64);
            default -> element(type);
        };
    }

    private static ColumnType element(SqlType type) {
        return switch (type.id()) {
            case BOOL -> ColumnType.Scalar.BOOL;
            case BYTEA -> ColumnType.Scalar.BYTES;
            case INT2 -> ColumnType.Scalar.INT16;
            case INT4 -> ColumnType.Scalar.INT32;
            case INT8, OID, XID -> ColumnType.Scalar.INT64;
            case REGPROC,
                    REGPROCEDURE,
                    REGOPER,
                    REGCLASS,
                    REGTYPE,
                    REGNAMESPACE,
                    REGROLE,
                    REGCOLLATION ->
                    ColumnType.Scalar.INT64;
            case FLOAT4 -> ColumnType.Scalar.FLOAT4;
            case FLOAT8 -> ColumnType.Scalar.FLOAT8;
            case UUID -> ColumnType.Scalar.UUID;
            case DATE -> ColumnType.Scalar.DATE;
            case TIME -> ColumnType.Scalar.TIME;
            case TIMESTAMP -> ColumnType.Scalar.LOCAL_TIMESTAMP;
            case TIMESTAMPTZ -> ColumnType.Scalar.UTC_TIMESTAMP;
            case INTERVAL -> ColumnType.Scalar.INTERVAL;
            case NUMERIC -> numeric(type);
            case CHAR, NAME, TEXT, JSON, JSONB, UNKNOWN, PG_NODE_TREE, ACLITEM ->
                    ColumnType.Text.UNLIMITED;
            case VARCHAR -> varchar(type);
            case BPCHAR -> padded(type);
            case INT2VECTOR,
                    OIDVECTOR,
                    RECORD,
                    CSTRING,
                    ANY,
                    ANYARRAY,
                    VOID,
                    ANYELEMENT,
                    ANYNONARRAY,
                    ANYCOMPATIBLE,
                    ANYCOMPATIBLEARRAY ->
                    throw SqlException.of(
                            SqlCode.INVALID_TABLE_DEFINITION,
                            "a column cannot have type " + type.displayName());
        };
    }

    private static ColumnType numeric(SqlType type) {
        int precision = Modifier.precision(type.modifier());
        int scale = Modifier.scale(type.modifier());
        boolean isPlain = type.hasModifier() && scale >= 0 && scale <= precision;
        return isPlain
                ? new ColumnType.FixedNumeric(precision, scale)
                : new ColumnType.AnyNumeric();
    }

    private static ColumnType varchar(SqlType type) {
        return type.hasModifier()
                ? new ColumnType.Text(OptionalInt.of(Modifier.length(type.modifier())))
                : ColumnType.Text.UNLIMITED;
    }

    private static ColumnType padded(SqlType type) {
        return new ColumnType.PaddedText(
                type.hasModifier() ? Modifier.length(type.modifier()) : Modifier.MAX_LENGTH);
    }
}
