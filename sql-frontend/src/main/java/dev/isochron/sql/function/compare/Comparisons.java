package dev.isochron.sql.function.compare;

import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.cast.Moments;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Comparison;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.json.JsonOrder;
import dev.isochron.sql.json.JsonParser;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.time.Days;
import java.util.List;

/// The six comparisons.
public final class Comparisons {

    /// Types that are compared with themselves, by the order of their values.
    private static final List<String> PLAIN =
            List.of(
                    "bool",
                    "bytea",
                    "\"char\"",
                    "name",
                    "text",
                    "bpchar",
                    "oid",
                    "numeric",
                    "float4",
                    "date",
                    "time",
                    "timestamp",
                    "timestamptz",
                    "interval",
                    "uuid",
                    "anyarray",
                    "oidvector");

    private static final List<String> INTEGERS = List.of("int2", "int4", "int8");

    private Comparisons() {}

    /// How two values stand to each other.
    private interface Order {
        int compare(Value a, Value b, Env env);
    }

    /// Declares them.
    public static void define(Definer to) {
        for (String type : PLAIN) {
            all(to, type, type, Volatility.IMMUTABLE, Comparisons::plain);
        }
        for (String left : INTEGERS) {
            for (String right : INTEGERS) {
                all(to, left, right, Volatility.IMMUTABLE, Comparisons::plain);
            }
        }
        all(to, "name", "text", Volatility.IMMUTABLE, Comparisons::plain);
        all(to, "text", "name", Volatility.IMMUTABLE, Comparisons::plain);
        all(to, "float8", "float8", Volatility.IMMUTABLE, Comparisons::plain);
        all(to, "float4", "float8", Volatility.IMMUTABLE, Comparisons::floats);
        all(to, "float8", "float4", Volatility.IMMUTABLE, Comparisons::floats);
        all(to, "date", "timestamp", Volatility.IMMUTABLE, Comparisons::local);
        all(to, "timestamp", "date", Volatility.IMMUTABLE, Comparisons::local);
        for (String other : List.of("date", "timestamp")) {
            all(to, other, "timestamptz", Volatility.STABLE, Comparisons::instants);
            all(to, "timestamptz", other, Volatility.STABLE, Comparisons::instants);
        }
        all(to, "jsonb", "jsonb", Volatility.IMMUTABLE, Comparisons::json);
        for (Comparison each : List.of(Comparison.EQUAL, Comparison.NOT_EQUAL)) {
            define(to, each, "xid", "xid", Volatility.IMMUTABLE, Comparisons::plain);
            define(to, each, "xid", "int4", Volatility.IMMUTABLE, Comparisons::plain);
        }
    }

    private static void all(
            Definer to, String left, String right, Volatility volatility, Order order) {
        for (Comparison comparison : Comparison.values()) {
            define(to, comparison, left, right, volatility, order);
        }
    }

    private static void define(
            Definer to,
            Comparison comparison,
            String left,
            String right,
            Volatility volatility,
            Order order) {
        Body body = (in, env) -> Args.bool(comparison.holds(order.compare(in[0], in[1], env)));
        to.operator(
                "%s(%s, %s) bool".formatted(comparison.operator(), left, right),
                volatility,
                true,
                body);
    }

    private static int plain(Value a, Value b, Env env) {
        return ValueOrder.compare(a, b);
    }

    private static int floats(Value a, Value b, Env env) {
        return ValueOrder.compare(
                new Value.Float8(Numbers.toDouble(a)), new Value.Float8(Numbers.toDouble(b)));
    }

    private static int json(Value a, Value b, Env env) {
        return JsonOrder.compare(JsonParser.parse(Args.text(a)), JsonParser.parse(Args.text(b)));
    }

    /// Days beyond the last timestamp are compared, not refused.
    private static int local(Value a, Value b, Env env) {
        return Long.compare(micros(a), micros(b));
    }

    private static long micros(Value value) {
        return switch (value) {
            case Value.Date(int days) when days == Integer.MAX_VALUE -> Long.MAX_VALUE;
            case Value.Date(int days) when days == Integer.MIN_VALUE -> Long.MIN_VALUE;
            case Value.Date(int days) ->
                    days > Long.MAX_VALUE / Days.MICROS_PER_DAY
                            ? Long.MAX_VALUE - 1
                            : days * Days.MICROS_PER_DAY;
            case Value.LocalTimestamp(long micros) -> micros;
            default -> throw new IllegalArgumentException("not a local time: " + value);
        };
    }

    private static int instants(Value a, Value b, Env env) {
        return Long.compare(instant(a, env), instant(b, env));
    }

    private static long instant(Value value, Env env) {
        if (value instanceof Value.UtcTimestamp(long micros)) {
            return micros;
        }
        long local = micros(value);
        boolean isFar = !Moments.isFinite(local) || !Days.isTimestamp(local);
        return isFar ? local : Days.toUtc(local, env.format().zone());
    }
}
