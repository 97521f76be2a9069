package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Regular expressions from some place on, and the n-th of what they find: `regexp_instr` and the
/// like.
final class RegexPlaces {

    private RegexPlaces() {}

    static void define(Definer to) {
        String types = "text, text";
        for (String more : new String[] {"", ", int4", ", int4, text"}) {
            to.function("regexp_count(" + types + more + ") int4", RegexPlaces::count);
        }
        String[] places = {
            "",
            ", int4",
            ", int4, int4",
            ", int4, int4, int4",
            ", int4, int4, int4, text",
            ", int4, int4, int4, text, int4"
        };
        for (String more : places) {
            to.function("regexp_instr(" + types + more + ") int4", RegexPlaces::place);
        }
        String[] pieces = {
            "", ", int4", ", int4, int4", ", int4, int4, text", ", int4, int4, text, int4"
        };
        for (String more : pieces) {
            to.function("regexp_substr(" + types + more + ") text", RegexPlaces::piece);
        }
        for (String more : new String[] {", int4", ", int4, int4", ", int4, int4, text"}) {
            to.function("regexp_replace(text, text, text" + more + ") text", RegexPlaces::replace);
        }
    }

    private static SqlException invalid(String parameter, long value) {
        return SqlException.of(
                SqlCode.INVALID_PARAMETER_VALUE,
                "invalid value for parameter \"" + parameter + "\": " + value);
    }

    /// A number among the arguments.
    private static long number(Value[] in, int index, String name, long otherwise, long least) {
        long value = in.length > index ? Args.number(in[index]) : otherwise;
        if (value < least) {
            throw invalid(name, value);
        }
        return value;
    }

    /// What is found first at or behind a place that is counted in characters.
    private static @Nullable Matcher first(Value[] in, String options, long start, Env env) {
        String text = Args.text(in[0]);
        Matcher matcher = RegexFunctions.matcher(in, options, env);
        if (start - 1 > Chars.length(text)) {
            return null;
        }
        int from = text.offsetByCodePoints(0, (int) start - 1);
        return RegexFunctions.find(matcher, from) ? matcher : null;
    }

    private static @Nullable Matcher nth(Value[] in, String options, long start, long n, Env env) {
        Matcher matcher = first(in, options, start, env);
        for (long i = 1; matcher != null && i < n; i++) {
            if (!RegexFunctions.find(matcher)) {
                return null;
            }
        }
        return matcher;
    }

    private static Value count(Value[] in, Env env) {
        long start = number(in, 2, "start", 1, 1);
        String options = RegexFunctions.withoutGlobal(in, 3, "regexp_count");
        Matcher matcher = first(in, options, start, env);
        long count = 0;
        while (matcher != null) {
            count++;
            matcher = RegexFunctions.find(matcher) ? matcher : null;
        }
        return Value.of(count);
    }

    private static Value place(Value[] in, Env env) {
        long start = number(in, 2, "start", 1, 1);
        long n = number(in, 3, "n", 1, 1);
        long end = number(in, 4, "endoption", 0, 0);
        if (end > 1) {
            throw invalid("endoption", end);
        }
        String options = RegexFunctions.withoutGlobal(in, 5, "regexp_instr");
        long group = number(in, 6, "subexpr", 0, 0);
        Matcher matcher = nth(in, options, start, n, env);
        if (matcher == null || group > matcher.groupCount()) {
            return Value.of(0);
        }
        int at = end == 1 ? matcher.end((int) group) : matcher.start((int) group);
        return Value.of(at < 0 ? 0 : Args.text(in[0]).codePointCount(0, at) + 1L);
    }

    private static Value piece(Value[] in, Env env) {
        long start = number(in, 2, "start", 1, 1);
        long n = number(in, 3, "n", 1, 1);
        String options = RegexFunctions.withoutGlobal(in, 4, "regexp_substr");
        long group = number(in, 5, "subexpr", 0, 0);
        Matcher matcher = nth(in, options, start, n, env);
        if (matcher == null || group > matcher.groupCount()) {
            return Value.Null.NULL;
        }
        String found = matcher.group((int) group);
        return found == null ? Value.Null.NULL : Value.of(found);
    }

    /// The n-th is replaced, or all if n is zero.
    private static Value replace(Value[] in, Env env) {
        long start = number(in, 3, "start", 1, 1);
        long n = number(in, 4, "n", 1, 0);
        String options = RegexFunctions.options(in, 5);
        boolean isAll = in.length > 4 ? n == 0 : options.indexOf('g') >= 0;
        String text = Args.text(in[0]);
        StringBuilder out = new StringBuilder();
        int from = 0;
        long found = 0;
        Matcher matcher = first(in, options, start, env);
        while (matcher != null) {
            found++;
            if (isAll || found == n) {
                out.append(text, from, matcher.start());
                RegexFunctions.insert(out, Args.text(in[2]), matcher);
                from = matcher.end();
            }
            boolean goesOn = isAll || found < n;
            matcher = goesOn && RegexFunctions.find(matcher) ? matcher : null;
        }
        return Args.of(out.append(text.substring(from)).toString());
    }
}
