package dev.isochron.sql.cast;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Conversion;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.Scalars;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.json.JsonValue;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;

/// What the casts of the table do.
final class Conversions {

    private static final long MAX_OID = 0xFFFF_FFFFL;
    private static final int MAX_CHAR = 127;

    private Conversions() {}

    static Cast between(TypeId from, SqlType to, CastContext context) {
        return switch (from) {
            case BOOL -> ofBool(to, context);
            case INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC -> ofNumber(from, to, context);
            case OID,
                    REGPROC,
                    REGPROCEDURE,
                    REGOPER,
                    REGCLASS,
                    REGTYPE,
                    REGNAMESPACE,
                    REGROLE,
                    REGCOLLATION ->
                    to.is(TypeId.INT4)
                            ? cast(context, (value, env) -> wrapped(number(value)))
                            : same(context);
            case TEXT, VARCHAR, BPCHAR, NAME, CHAR, PG_NODE_TREE -> ofText(from, to, context);
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL ->
                    Moments.between(from, to.id(), context);
            case JSON -> Casts.read(to, context);
            case JSONB ->
                    to.is(TypeId.JSON)
                            ? same(context)
                            : cast(context, (value, env) -> ofJson(value, to));
            default -> throw new IllegalArgumentException("no cast from " + from + " to " + to);
        };
    }

    static Cast cast(CastContext context, Conversion conversion) {
        return new Cast(context, conversion, Volatility.IMMUTABLE, false);
    }

    private static Cast same(CastContext context) {
        return new Cast(context, Conversion.NONE, Volatility.IMMUTABLE, true);
    }

    private static long number(Value value) {
        return ((Value.Int) value).value();
    }

    /// As C does it: the upper half of the numbers is below zero.
    private static Value wrapped(long number) {
        int low = (int) number;
        return Value.of(low);
    }

    private static String text(Value value) {
        return ((Value.Text) value).value();
    }

    private static Cast ofBool(SqlType to, CastContext context) {
        return to.is(TypeId.INT4)
                ? cast(context, (value, env) -> Value.of(isTrue(value) ? 1 : 0))
                : cast(context, (value, env) -> Value.of(isTrue(value) ? "true" : "false"));
    }

    private static boolean isTrue(Value value) {
        return ((Value.Bool) value).value();
    }

    private static Cast ofNumber(TypeId from, SqlType to, CastContext context) {
        return switch (to.id()) {
            case BOOL -> cast(context, (value, env) -> Value.of(number(value) != 0));
            case CHAR -> cast(context, (value, env) -> charOf(number(value)));
            case INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC ->
                    isWider(from, to.id())
                            ? same(context)
                            : cast(context, (value, env) -> Numbers.convert(value, to.id()));
            default -> cast(context, (value, env) -> oidOf(number(value), from));
        };
    }

    private static boolean isWider(TypeId from, TypeId to) {
        return (from == TypeId.INT2 && (to == TypeId.INT4 || to == TypeId.INT8))
                || (from == TypeId.INT4 && to == TypeId.INT8);
    }

    private static Value charOf(long number) {
        if (number < -MAX_CHAR - 1 || number > MAX_CHAR) {
            throw SqlException.of(SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, "\"char\" out of range");
        }
        return Scalars.charOf((int) number);
    }

    private static Value oidOf(long number, TypeId from) {
        if (from != TypeId.INT8) {
            return Value.of(number & MAX_OID);
        }
        if (number < 0 || number > MAX_OID) {
            throw SqlException.of(SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, "OID out of range");
        }
        return Value.of(number);
    }

    private static Cast ofText(TypeId from, SqlType to, CastContext context) {
        return switch (to.id()) {
            case CHAR -> cast(context, (value, env) -> firstCharacter(text(value)));
            case NAME -> cast(context, (value, env) -> Scalars.name(text(value)));
            case INT4 ->
                    cast(context, (value, env) -> Value.of((byte) Scalars.octetOf(text(value))));
            case REGCLASS -> Casts.read(to, context);
            case BPCHAR ->
                    cast(context, (value, env) -> Scalars.fit(text(value), SqlType.BPCHAR, true));
            default -> from == TypeId.CHAR ? cast(context, (value, env) -> value) : same(context);
        };
    }

    private static Value firstCharacter(String text) {
        return Scalars.readChar(
                text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(0, 1)));
    }

    private static Value ofJson(Value value, SqlType to) {
        JsonValue json = JsonParser.parse(text(value));
        if (to.is(TypeId.BOOL) && json instanceof JsonValue.JsonBool(boolean truth)) {
            return Value.of(truth);
        }
        if (!to.is(TypeId.BOOL) && json instanceof JsonValue.JsonNumber(var number)) {
            return Numbers.convert(Numeric.of(number), to.id());
        }
        String kind = json instanceof JsonValue.JsonNumber ? "numeric" : json.typeName();
        throw SqlException.of(
                SqlCode.INVALID_PARAMETER_VALUE,
                "cannot cast jsonb " + kind + " to type " + to.displayName());
    }
}
