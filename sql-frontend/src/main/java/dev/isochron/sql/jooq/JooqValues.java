package dev.isochron.sql.jooq;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/// Values between jOOQ's classes and ours.
final class JooqValues {
    /// The server finds out what it is.
    private static final int OPEN = 0;

    private JooqValues() {}

    /// What parameters are declared as: what a JDBC driver would say of their classes.
    static List<Integer> types(@Nullable Object[] values) {
        return Arrays.stream(values).map(JooqValues::oid).toList();
    }

    private static int oid(@Nullable Object value) {
        return switch (value) {
            case Boolean _ -> TypeId.BOOL.oid();
            case Byte _, Short _ -> TypeId.INT2.oid();
            case Integer _ -> TypeId.INT4.oid();
            case Long _ -> TypeId.INT8.oid();
            case Float _ -> TypeId.FLOAT4.oid();
            case Double _ -> TypeId.FLOAT8.oid();
            case BigDecimal _ -> TypeId.NUMERIC.oid();
            case byte[] _ -> TypeId.BYTEA.oid();
            case UUID _ -> TypeId.UUID.oid();
            case String _ -> TypeId.VARCHAR.oid();
            case null, default -> OPEN;
        };
    }

    /// Parameters as texts.
    static byte[] @Nullable [] texts(@Nullable Object[] values) {
        byte[] @Nullable [] texts = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            texts[i] = value == null ? null : text(value).getBytes(StandardCharsets.UTF_8);
        }
        return texts;
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes
                ? "\\x" + HexFormat.of().formatHex(bytes)
                : value.toString();
    }

    /// What jOOQ calls a type.
    static DataType<?> type(SqlType type) {
        if (type.isArray()) {
            return type(type.element().orElseThrow()).array();
        }
        return switch (type.id()) {
            case BOOL -> SQLDataType.BOOLEAN;
            case INT2 -> SQLDataType.SMALLINT;
            case INT4 -> SQLDataType.INTEGER;
            case INT8, OID -> SQLDataType.BIGINT;
            case FLOAT4 -> SQLDataType.REAL;
            case FLOAT8 -> SQLDataType.DOUBLE;
            case NUMERIC -> SQLDataType.NUMERIC;
            case BYTEA -> SQLDataType.VARBINARY;
            case UUID -> SQLDataType.UUID;
            case DATE -> SQLDataType.LOCALDATE;
            case TIME -> SQLDataType.LOCALTIME;
            case TIMESTAMP -> SQLDataType.LOCALDATETIME;
            case TIMESTAMPTZ -> SQLDataType.TIMESTAMPWITHTIMEZONE;
            case JSON -> SQLDataType.JSON;
            case JSONB -> SQLDataType.JSONB;
            default -> SQLDataType.VARCHAR;
        };
    }

    /// A value as an object of that type.
    static @Nullable Object object(Value value, SqlType type, FormatSettings settings) {
        if (value.isNull()) {
            return null;
        }
        if (value instanceof Value.Array(List<Value> elements)) {
            SqlType element = type.element().orElseThrow();
            List<@Nullable Object> objects = new ArrayList<>();
            elements.forEach(each -> objects.add(object(each, element, settings)));
            return DSL.val((Object) objects.toArray(), type(type)).getValue();
        }
        return switch (value) {
            case Value.Bool(boolean truth) -> truth;
            case Value.Float4(float number) -> number;
            case Value.Float8(double number) -> number;
            case Value.Uuid(UUID uuid) -> uuid;
            case Value.Text(String text) when type(type).equals(SQLDataType.VARCHAR) -> text;
            default -> DSL.val(written(value, type, settings), type(type)).getValue();
        };
    }

    private static Object written(Value value, SqlType type, FormatSettings settings) {
        String text = TextFormat.write(value, type, settings);
        return type.is(TypeId.BYTEA) ? HexFormat.of().parseHex(text.substring(2)) : text;
    }
}
