package dev.isochron.sql.function.aggregate;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.routine.Definer;
import java.util.List;
import java.util.Locale;

/// All aggregate functions.
public final class Aggregates {

    private static final List<String> ORDERED =
            List.of(
                    "int2",
                    "int4",
                    "int8",
                    "oid",
                    "float4",
                    "float8",
                    "numeric",
                    "text",
                    "bpchar",
                    "date",
                    "time",
                    "timestamp",
                    "timestamptz",
                    "interval",
                    "anyarray");

    private static final List<String> NUMBERS =
            List.of("int2", "int4", "int8", "numeric", "float4", "float8");

    private Aggregates() {}

    /// Declares them.
    public static void define(Definer to) {
        to.aggregate("count() int8", false, types -> new Count());
        to.aggregate("count(any) int8", true, types -> new Count());
        for (String type : ORDERED) {
            to.aggregate("min(%1$s) %1$s".formatted(type), true, types -> new Extremum(false));
            to.aggregate("max(%1$s) %1$s".formatted(type), true, types -> new Extremum(true));
        }
        defineSums(to);
        to.aggregate("bool_and(bool) bool", true, types -> new AllOrAny(true));
        to.aggregate("every(bool) bool", true, types -> new AllOrAny(true));
        to.aggregate("bool_or(bool) bool", true, types -> new AllOrAny(false));
        for (String type : List.of("int2", "int4", "int8")) {
            for (Bits.Kind kind : Bits.Kind.values()) {
                to.aggregate(
                        "%2$s(%1$s) %1$s".formatted(type, kind.function()),
                        true,
                        types -> new Bits(kind));
            }
        }
        definePairs(to);
        defineRanked(to);
        to.aggregate("string_agg(bytea, bytea) bytea", false, types -> new JoinedBytes());
        to.aggregate("string_agg(text, text) text", false, types -> new JoinedText());
        to.aggregate("array_agg(anynonarray) anyarray", false, types -> new Gathered());
        to.aggregate(
                "array_agg(anyarray) anyarray",
                false,
                types -> {
                    throw SqlException.unsupported(0, "arrays of more than one dimension are");
                });
        to.aggregate("json_agg(anyelement) json", false, types -> JsonGathered.array(types, false));
        to.aggregate(
                "jsonb_agg(anyelement) jsonb", false, types -> JsonGathered.array(types, true));
        to.aggregate(
                "json_object_agg(any, any) json",
                false,
                types -> JsonGathered.object(types, false));
        to.aggregate(
                "jsonb_object_agg(any, any) jsonb",
                false,
                types -> JsonGathered.object(types, true));
    }

    private static void definePairs(Definer to) {
        for (PairMoments.Kind kind : PairMoments.Kind.values()) {
            String result = kind == PairMoments.Kind.REGR_COUNT ? "int8" : "float8";
            to.aggregate(
                    "%s(float8, float8) %s".formatted(kind.name().toLowerCase(Locale.ROOT), result),
                    true,
                    types -> new PairMoments(kind));
        }
    }

    /// Those that are called `WITHIN GROUP`; their last argument is what the group is sorted by.
    private static void defineRanked(Definer to) {
        for (String type : List.of("float8", "interval")) {
            to.aggregate(
                    "percentile_cont(float8, %1$s) %1$s".formatted(type),
                    false,
                    types -> new Ranked(Ranked.Kind.CONTINUOUS));
            to.aggregate(
                    "percentile_cont(float8[], %1$s) %1$s[]".formatted(type),
                    false,
                    types -> new Ranked(Ranked.Kind.CONTINUOUS));
        }
        to.aggregate(
                "percentile_disc(float8, anyelement) anyelement",
                false,
                types -> new Ranked(Ranked.Kind.DISCRETE));
        to.aggregate(
                "percentile_disc(float8[], anyelement) anyarray",
                false,
                types -> new Ranked(Ranked.Kind.DISCRETE));
        to.aggregate("mode(anyelement) anyelement", false, types -> new Ranked(Ranked.Kind.MODE));
    }

    private static void defineSums(Definer to) {
        to.aggregate("sum(int2) int8", true, types -> new IntegerSum(true));
        to.aggregate("sum(int4) int8", true, types -> new IntegerSum(true));
        to.aggregate("sum(int8) numeric", true, types -> new IntegerSum(false));
        to.aggregate("sum(numeric) numeric", true, types -> new NumericSum(false));
        to.aggregate("sum(float4) float4", true, types -> new FloatSum(true));
        to.aggregate("sum(float8) float8", true, types -> new FloatSum(false));
        to.aggregate("sum(interval) interval", true, types -> new IntervalSum(false));
        to.aggregate("avg(interval) interval", true, types -> new IntervalSum(true));
        for (String type : NUMBERS) {
            boolean isFloat = type.startsWith("float");
            String result = isFloat ? "float8" : "numeric";
            to.aggregate(
                    "avg(%s) %s".formatted(type, result),
                    true,
                    types ->
                            isFloat
                                    ? new FloatMoments(FloatMoments.Kind.AVERAGE)
                                    : new NumericSum(true));
            for (Spread spread : Spread.values()) {
                for (String name : spread.names()) {
                    to.aggregate(
                            "%s(%s) %s".formatted(name, type, result),
                            true,
                            types ->
                                    isFloat
                                            ? new FloatMoments(spread.ofFloats())
                                            : new NumericMoments(spread));
                }
            }
        }
    }
}
