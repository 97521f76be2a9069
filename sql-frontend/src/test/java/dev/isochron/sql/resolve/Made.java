package dev.isochron.sql.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Makes expressions from values at the edges of their types.
final class Made {

    private static final List<List<String>> VALUES =
            List.of(
                    List.of(
                            "0::int2",
                            "1::int2",
                            "-1::int2",
                            "32767::int2",
                            "(-32768)::int2",
                            "7::int2"),
                    List.of("0", "1", "-1", "2147483647", "(-2147483648)", "42", "10"),
                    List.of(
                            "0::int8",
                            "1::int8",
                            "9223372036854775807",
                            "(-9223372036854775808)",
                            "-5::int8"),
                    List.of(
                            "0.0",
                            "1.50",
                            "-2.5",
                            "0.001",
                            "99999999999999999999.99",
                            "1e-10",
                            "'NaN'::numeric",
                            "'inf'::numeric",
                            "3"),
                    List.of(
                            "0::float4",
                            "1.5::float4",
                            "-0.1::float4",
                            "3.4e38::float4",
                            "'NaN'::float4",
                            "1e-40::float4"),
                    List.of(
                            "0::float8",
                            "1.5::float8",
                            "-0.1::float8",
                            "1e308::float8",
                            "'NaN'::float8",
                            "'-inf'::float8",
                            "1e-310::float8"),
                    List.of(
                            "''::text",
                            "'abc'::text",
                            "'Abc Def'::text",
                            "'  x '::text",
                            "'12'::text",
                            "'a%b_c'::text"),
                    List.of("'ab'::varchar(5)", "'xyz'::varchar", "'n'::name"),
                    List.of("true", "false", "null::bool"),
                    List.of(
                            "date '2024-02-29'",
                            "date '0001-01-01 BC'",
                            "date 'infinity'",
                            "date '1999-12-31'"),
                    List.of(
                            "timestamp '2024-02-29 23:59:59.999999'",
                            "timestamp '-infinity'",
                            "timestamp '2000-01-01'",
                            "timestamp '0044-03-15 BC'"),
                    List.of(
                            "timestamptz '2024-02-29 12:00+02'",
                            "timestamptz '1970-01-01 00:00Z'",
                            "timestamptz 'infinity'"),
                    List.of("time '00:00'", "time '24:00'", "time '12:34:56.789'"),
                    List.of(
                            "interval '1 month'",
                            "interval '-1 day 02:03:04'",
                            "interval '1.5 years'",
                            "interval '0'",
                            "interval '100 hours'"),
                    List.of("'\\x00ff'::bytea", "''::bytea", "'abc'::bytea"),
                    List.of(
                            "'{1,2,3}'::int[]",
                            "'{}'::int[]",
                            "array[null,1]::int[]",
                            "array['a','b']",
                            "array[1.5,2]"),
                    List.of(
                            "'{\"a\":1,\"b\":[1,2]}'::jsonb",
                            "'[1,2,\"a\"]'::jsonb",
                            "'null'::jsonb",
                            "'1.0'::jsonb",
                            "'\"x\"'::jsonb"),
                    List.of("'1'", "'abc'", "'2024-01-01'", "null", "'{1,2}'", "'1 day'", "''"),
                    List.of("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", "26::oid"));

    private static final List<String> OPERATORS =
            List.of(
                    "+", "-", "*", "/", "%", "^", "=", "<>", "<", "<=", ">", ">=", "||", "&", "|",
                    "#", "<<", ">>", "~~", "~", "@>", "<@", "&&", "->", "->>", "?");

    private static final List<String> TYPES =
            List.of(
                    "int2",
                    "int4",
                    "int8",
                    "numeric",
                    "numeric(6,2)",
                    "float4",
                    "float8",
                    "text",
                    "varchar(3)",
                    "char(4)",
                    "bool",
                    "date",
                    "timestamp",
                    "timestamptz",
                    "time",
                    "interval",
                    "bytea",
                    "jsonb",
                    "json",
                    "uuid",
                    "oid",
                    "int[]",
                    "text[]",
                    "name");

    private static final List<String> FUNCTIONS =
            List.of(
                    "abs",
                    "ceil",
                    "floor",
                    "round",
                    "sign",
                    "sqrt",
                    "exp",
                    "ln",
                    "log",
                    "length",
                    "lower",
                    "upper",
                    "reverse",
                    "md5",
                    "octet_length",
                    "ascii",
                    "initcap",
                    "to_json",
                    "to_jsonb",
                    "cardinality",
                    "array_length",
                    "jsonb_typeof",
                    "isfinite",
                    "justify_days",
                    "justify_hours",
                    "justify_interval",
                    "quote_literal",
                    "quote_ident",
                    "btrim",
                    "char_length",
                    "bit_length",
                    "factorial",
                    "scale",
                    "trim_scale",
                    "pg_typeof",
                    "date",
                    "text",
                    "int4",
                    "float8",
                    "degrees",
                    "sin",
                    "concat");

    private static final List<String> FUNCTIONS_OF_TWO =
            List.of(
                    "mod",
                    "power",
                    "div",
                    "gcd",
                    "lcm",
                    "round",
                    "trunc",
                    "left",
                    "right",
                    "repeat",
                    "strpos",
                    "date_trunc",
                    "date_part",
                    "concat",
                    "nullif",
                    "coalesce",
                    "greatest",
                    "least",
                    "array_append",
                    "array_cat",
                    "array_remove",
                    "array_to_string",
                    "string_to_array",
                    "split_part",
                    "atan2",
                    "starts_with",
                    "log",
                    "to_char",
                    "substr",
                    "lpad",
                    "array_length",
                    "jsonb_extract_path",
                    "json_build_array");

    private final SplittableRandom chance;

    Made(SplittableRandom chance) {
        this.chance = chance;
    }

    private String one(List<String> of) {
        return of.get(chance.nextInt(of.size()));
    }

    private String value() {
        return one(VALUES.get(chance.nextInt(VALUES.size())));
    }

    /// Two values, often of kinds that go together.
    private List<String> two() {
        List<String> kind = VALUES.get(chance.nextInt(VALUES.size()));
        List<String> both = new ArrayList<>();
        both.add(one(kind));
        both.add(chance.nextInt(3) == 0 ? value() : one(kind));
        return both;
    }

    String next() {
        List<String> both = two();
        String a = both.getFirst();
        String b = both.getLast();
        return switch (chance.nextInt(8)) {
            case 0, 1, 2 -> a + " " + one(OPERATORS) + " " + b;
            case 3 -> "(" + a + ")::" + one(TYPES);
            case 4 -> one(FUNCTIONS) + "(" + a + ")";
            case 5 -> one(FUNCTIONS_OF_TWO) + "(" + a + ", " + b + ")";
            case 6 -> "case when " + value() + " is null then " + a + " else " + b + " end";
            default ->
                    a.contains("array") || b.contains("array")
                            ? a + " = " + b
                            : a + " in (" + b + ", " + a + ")";
        };
    }
}
