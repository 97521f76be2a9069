package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/// Regular expressions.
final class RegexFunctions {

    private RegexFunctions() {}

    static void define(Definer to) {
        for (String type : List.of("text", "name", "bpchar")) {
            LikeFunctions.operator(to, "~", type, matches("", false));
            LikeFunctions.operator(to, "!~", type, matches("", true));
            LikeFunctions.operator(to, "~*", type, matches("i", false));
            LikeFunctions.operator(to, "!~*", type, matches("i", true));
        }
        to.function("regexp_like(text, text) bool", matches("", false));
        to.function("regexp_like(text, text, text) bool", (in, env) -> like(in, env));
        to.function("regexp_replace(text, text, text) text", (in, env) -> replace(in, env));
        to.function("regexp_replace(text, text, text, text) text", (in, env) -> replace(in, env));
        to.function("regexp_match(text, text) text[]", (in, env) -> match(in, env));
        to.function("regexp_match(text, text, text) text[]", (in, env) -> match(in, env));
        to.set("regexp_matches(text, text) text[]", Volatility.IMMUTABLE, RegexFunctions::all);
        to.set(
                "regexp_matches(text, text, text) text[]",
                Volatility.IMMUTABLE,
                RegexFunctions::all);
        to.set(
                "regexp_split_to_table(text, text, text) text",
                Volatility.IMMUTABLE,
                RegexFunctions::rows);
        to.function("regexp_split_to_array(text, text) text[]", (in, env) -> split(in, env));
        to.function("regexp_split_to_array(text, text, text) text[]", (in, env) -> split(in, env));
        to.set(
                "regexp_split_to_table(text, text) text",
                Volatility.IMMUTABLE,
                RegexFunctions::rows);
        to.function("substring(text, text) text", (in, env) -> found(in, env));
        to.function("similar_to_escape(text) text", (in, env) -> similar(Args.text(in[0]), "\\"));
        to.function(
                "similar_to_escape(text, text) text",
                (in, env) -> similar(Args.text(in[0]), Args.text(in[1])));
        to.function(
                "substring(text, text, text) text",
                (in, env) ->
                        found(
                                new Value[] {in[0], similar(Args.text(in[1]), Args.text(in[2]))},
                                env));
    }

    static Matcher matcher(Value[] in, String options, Env env) {
        return RegexSyntax.compile(Args.text(in[1]), options)
                .matcher(new BoundedText(Args.text(in[0]), env));
    }

    private static Body matches(String options, boolean negated) {
        return (in, env) -> Args.bool(find(matcher(in, options, env)) != negated);
    }

    /// What the JDK's engine cannot follow is refused, whatever the pattern.
    static boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError _) {
            throw RegexSyntax.invalid("regular expression failed: too complex");
        }
    }

    /// The same from a place on.
    static boolean find(Matcher matcher, int from) {
        try {
            return matcher.find(from);
        } catch (StackOverflowError _) {
            throw RegexSyntax.invalid("regular expression failed: too complex");
        }
    }

    static String options(Value[] in, int index) {
        String options = in.length > index ? Args.text(in[index]) : "";
        for (int i = 0; i < options.length(); i++) {
            if ("gbceimnpqstwx".indexOf(options.charAt(i)) < 0) {
                throw SqlException.of(
                        SqlCode.INVALID_PARAMETER_VALUE,
                        "invalid regular expression option: \"" + options.charAt(i) + "\"");
            }
        }
        return options;
    }

    static String withoutGlobal(Value[] in, int index, String function) {
        String options = options(in, index);
        if (options.indexOf('g') >= 0) {
            SqlError error =
                    SqlError.of(
                            SqlCode.INVALID_PARAMETER_VALUE,
                            function + "() does not support the \"global\" option");
            throw (function.equals("regexp_match")
                            ? error.withHint("Use the regexp_matches function instead.")
                            : error)
                    .exception();
        }
        return options;
    }

    private static Value like(Value[] in, Env env) {
        return Args.bool(find(matcher(in, withoutGlobal(in, 2, "regexp_like"), env)));
    }

    private static Value replace(Value[] in, Env env) {
        String options = options(in, 3);
        String text = Args.text(in[0]);
        Matcher matcher = matcher(in, options, env);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (find(matcher)) {
            out.append(text, from, matcher.start());
            insert(out, Args.text(in[2]), matcher);
            from = matcher.end();
            if (options.indexOf('g') < 0) {
                break;
            }
        }
        return Args.of(out.append(text.substring(from)).toString());
    }

    /// `\1` stands for what the first group found, `\&` for the whole.
    static void insert(StringBuilder out, String replacement, Matcher found) {
        for (int at = 0; at < replacement.length(); at++) {
            char c = replacement.charAt(at);
            if (c != '\\' || at + 1 >= replacement.length()) {
                out.append(c);
                continue;
            }
            char next = replacement.charAt(++at);
            if (next == '&') {
                out.append(found.group());
            } else if (next >= '1' && next <= '9') {
                int group = next - '0';
                String part = group <= found.groupCount() ? found.group(group) : null;
                out.append(part == null ? "" : part);
            } else {
                out.append(next == '\\' ? "\\" : "\\" + next);
            }
        }
    }

    private static Value match(Value[] in, Env env) {
        Matcher matcher = matcher(in, withoutGlobal(in, 2, "regexp_match"), env);
        return find(matcher) ? groups(matcher) : Value.Null.NULL;
    }

    private static Value groups(Matcher found) {
        if (found.groupCount() == 0) {
            return new Value.Array(List.of(Value.of(found.group())));
        }
        List<Value> groups = new ArrayList<>();
        for (int i = 1; i <= found.groupCount(); i++) {
            String part = found.group(i);
            groups.add(part == null ? Value.Null.NULL : Value.of(part));
        }
        return new Value.Array(groups);
    }

    private static RowSource all(Value[] in, Env env) {
        String options = options(in, 2);
        Matcher matcher = matcher(in, options, env);
        List<Value[]> rows = new ArrayList<>();
        while (find(matcher)) {
            rows.add(new Value[] {groups(matcher)});
            if (options.indexOf('g') < 0) {
                break;
            }
        }
        return RowSource.of(rows.iterator());
    }

    private static Value split(Value[] in, Env env) {
        String options = withoutGlobal(in, 2, "regexp_split_to_array");
        String text = Args.text(in[0]);
        Matcher matcher = matcher(in, options, env);
        List<Value> parts = new ArrayList<>();
        int from = 0;
        while (find(matcher)) {
            // Nothing is found at either end, nor right behind what was found before.
            if (matcher.start() >= text.length() || matcher.end() <= from) {
                continue;
            }
            parts.add(Value.of(text.substring(from, matcher.start())));
            from = matcher.end();
        }
        parts.add(Value.of(text.substring(from)));
        return new Value.Array(parts);
    }

    private static RowSource rows(Value[] in, Env env) {
        return RowSource.of(
                Args.elements(split(in, env)).stream().map(each -> new Value[] {each}).iterator());
    }

    private static Value found(Value[] in, Env env) {
        Matcher matcher = matcher(in, "", env);
        if (!find(matcher)) {
            return Value.Null.NULL;
        }
        String part = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        return part == null ? Value.Null.NULL : Value.of(part);
    }

    /// A pattern of `SIMILAR TO` as a regular expression.
    private static Value similar(String pattern, String escape) {
        if (Chars.length(escape) > 1) {
            throw SqlError.of(SqlCode.INVALID_ESCAPE_SEQUENCE, "invalid escape string")
                    .withHint("Escape string must be empty or one character.")
                    .exception();
        }
        StringBuilder out = new StringBuilder("^(?:");
        boolean inBrackets = false;
        boolean inQuotes = false;
        for (int at = 0; at < pattern.length(); at++) {
            String c = pattern.substring(at, at + 1);
            if (c.equals(escape) && at + 1 < pattern.length()) {
                String next = pattern.substring(++at, at + 1);
                if (next.equals("\"") && !inBrackets) {
                    out.append(inQuotes ? "){1,1}(?:" : "){1,1}?(");
                    inQuotes = !inQuotes;
                } else {
                    out.append('\\').append(next);
                }
                continue;
            }
            inBrackets = c.equals("[") || (inBrackets && !c.equals("]"));
            out.append(inBrackets ? c : similarCharacter(c));
        }
        return Args.of(out.append(")$").toString());
    }

    private static String similarCharacter(String c) {
        return switch (c) {
            case "%" -> ".*";
            case "_" -> ".";
            case "(" -> "(?:";
            case "\\", ".", "^", "$" -> "\\" + c;
            default -> c;
        };
    }
}
