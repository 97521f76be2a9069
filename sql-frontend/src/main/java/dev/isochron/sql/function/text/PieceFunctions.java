package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.ArrayList;
import java.util.List;

/// Finding, cutting out and replacing pieces of texts.
final class PieceFunctions {

    private PieceFunctions() {}

    static void define(Definer to) {
        for (String name : new String[] {"substring", "substr"}) {
            to.function(name + "(text, int4) text", (in, env) -> substring(in));
            to.function(name + "(text, int4, int4) text", (in, env) -> substring(in));
        }
        to.function("position(text, text) int4", (in, env) -> position(in));
        to.function("strpos(text, text) int4", (in, env) -> position(in));
        to.function("left(text, int4) text", (in, env) -> left(in));
        to.function("right(text, int4) text", (in, env) -> right(in));
        to.function("overlay(text, text, int4) text", (in, env) -> overlay(in));
        to.function("overlay(text, text, int4, int4) text", (in, env) -> overlay(in));
        to.function("replace(text, text, text) text", (in, env) -> replace(in));
        to.function("translate(text, text, text) text", (in, env) -> translate(in));
        to.function("split_part(text, text, int4) text", (in, env) -> splitPart(in));
        to.both(
                "starts_with",
                "^@(text, text) bool",
                (in, env) -> Args.bool(Args.text(in[0]).startsWith(Args.text(in[1]))));
        to.nullable(
                "string_to_array(text, text) text[]",
                Volatility.IMMUTABLE,
                (in, env) -> split(in[0], in[1], Value.Null.NULL));
        to.nullable(
                "string_to_array(text, text, text) text[]",
                Volatility.IMMUTABLE,
                (in, env) -> split(in[0], in[1], in[2]));
        to.nullableSet(
                "string_to_table(text, text) text",
                Volatility.IMMUTABLE,
                (in, env) -> rows(split(in[0], in[1], Value.Null.NULL)));
        to.nullableSet(
                "string_to_table(text, text, text) text",
                Volatility.IMMUTABLE,
                (in, env) -> rows(split(in[0], in[1], in[2])));
    }

    private static RowSource rows(Value array) {
        if (array.isNull()) {
            return RowSource.EMPTY;
        }
        return RowSource.of(
                Args.elements(array).stream().map(each -> new Value[] {each}).iterator());
    }

    private static Value substring(Value[] in) {
        String text = Args.text(in[0]);
        long from = Args.number(in[1]) - 1;
        long to = Long.MAX_VALUE;
        if (in.length > 2) {
            long length = Args.number(in[2]);
            if (length < 0) {
                throw SqlException.of(
                        SqlCode.SUBSTRING_ERROR, "negative substring length not allowed");
            }
            to = from + length;
        }
        return Args.of(Chars.between(text, Math.max(0, from), to));
    }

    private static Value position(Value[] in) {
        String text = Args.text(in[0]);
        int index = text.indexOf(Args.text(in[1]));
        return Value.of(index < 0 ? 0 : text.codePointCount(0, index) + 1L);
    }

    private static Value left(Value[] in) {
        String text = Args.text(in[0]);
        long count = Args.number(in[1]);
        return Args.of(Chars.between(text, 0, count < 0 ? Chars.length(text) + count : count));
    }

    private static Value right(Value[] in) {
        String text = Args.text(in[0]);
        long count = Args.number(in[1]);
        long skipped = count < 0 ? -count : Math.max(0, Chars.length(text) - count);
        return Args.of(Chars.between(text, skipped, Long.MAX_VALUE));
    }

    private static Value overlay(Value[] in) {
        String text = Args.text(in[0]);
        String by = Args.text(in[1]);
        long from = Args.number(in[2]);
        if (from <= 0) {
            throw SqlException.of(SqlCode.SUBSTRING_ERROR, "negative substring length not allowed");
        }
        long length = in.length > 3 ? Args.number(in[3]) : Chars.length(by);
        return Args.of(
                Chars.between(text, 0, from - 1)
                        + by
                        + Chars.between(text, Math.max(0, from - 1 + length), Long.MAX_VALUE));
    }

    private static Value replace(Value[] in) {
        String from = Args.text(in[1]);
        return from.isEmpty() ? in[0] : Args.of(Args.text(in[0]).replace(from, Args.text(in[2])));
    }

    private static Value translate(Value[] in) {
        int[] from = Args.text(in[1]).codePoints().toArray();
        int[] to = Args.text(in[2]).codePoints().toArray();
        StringBuilder out = new StringBuilder();
        Args.text(in[0]).codePoints().forEach(c -> translate(c, from, to, out));
        return Args.of(out.toString());
    }

    private static void translate(int c, int[] from, int[] to, StringBuilder out) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] == c) {
                if (i < to.length) {
                    out.appendCodePoint(to[i]);
                }
                return;
            }
        }
        out.appendCodePoint(c);
    }

    private static Value splitPart(Value[] in) {
        String text = Args.text(in[0]);
        String separator = Args.text(in[1]);
        long number = Args.number(in[2]);
        if (number == 0) {
            throw SqlException.of(
                    SqlCode.INVALID_PARAMETER_VALUE, "field position must not be zero");
        }
        List<String> parts = text.isEmpty() ? List.of() : pieces(text, separator);
        long index = number > 0 ? number - 1 : parts.size() + number;
        return Value.of(index >= 0 && index < parts.size() ? parts.get((int) index) : "");
    }

    private static List<String> pieces(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int end = separator.isEmpty() ? -1 : text.indexOf(separator);
        while (end >= 0) {
            parts.add(text.substring(from, end));
            from = end + separator.length();
            end = text.indexOf(separator, from);
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static Value split(Value text, Value separator, Value nullText) {
        if (text.isNull()) {
            return text;
        }
        String whole = Args.text(text);
        List<String> parts;
        if (whole.isEmpty()) {
            parts = List.of();
        } else if (separator.isNull()) {
            parts = whole.codePoints().mapToObj(Character::toString).toList();
        } else {
            parts = pieces(whole, Args.text(separator));
        }
        List<Value> elements = new ArrayList<>();
        for (String part : parts) {
            Value element = Value.of(part);
            elements.add(element.equals(nullText) ? Value.Null.NULL : element);
        }
        return new Value.Array(elements);
    }
}
