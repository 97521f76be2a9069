package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Joining values to texts, and quoting them.
final class JoinFunctions {

    private JoinFunctions() {}

    static void define(Definer to) {
        to.operator(
                "||(text, text) text", (in, env) -> Args.of(Args.text(in[0]) + Args.text(in[1])));
        to.operator("||(text, anynonarray) text", Volatility.STABLE, true, joined());
        to.operator("||(anynonarray, text) text", Volatility.STABLE, true, joined());
        to.typed("concat(variadic any) text", Volatility.STABLE, types -> concat(types));
        to.typed(
                "concat_ws(text, variadic any) text",
                Volatility.STABLE,
                types -> concatWith(types));
        to.nullable("format(text) text", Volatility.STABLE, formatted(List.of()));
        to.typed("format(text, variadic any) text", Volatility.STABLE, types -> formatted(types));
        to.function("quote_ident(text) text", (in, env) -> Args.of(Quoting.name(Args.text(in[0]))));
        to.function(
                "quote_literal(text) text",
                (in, env) -> Args.of(Quoting.literal(Args.text(in[0]))));
        to.typedStrict(
                "quote_literal(anyelement) text",
                Volatility.STABLE,
                types -> (in, env) -> Args.of(Quoting.literal(cast(in[0], types.getFirst(), env))));
        to.nullable(
                "quote_nullable(text) text",
                Volatility.IMMUTABLE,
                (in, env) -> Args.of(in[0].isNull() ? "NULL" : Quoting.literal(Args.text(in[0]))));
        to.typed(
                "quote_nullable(anyelement) text",
                Volatility.STABLE,
                types ->
                        (in, env) ->
                                Args.of(
                                        in[0].isNull()
                                                ? "NULL"
                                                : Quoting.literal(
                                                        cast(in[0], types.getFirst(), env))));
    }

    /// A value as its type prints it.
    static String shown(Value value, SqlType type, Env env) {
        return TextFormat.write(value, type, env.format());
    }

    /// A value as a cast to `text` gives it.
    private static String cast(Value value, SqlType type, Env env) {
        return switch (value) {
            case Value.Bool(boolean truth) -> Boolean.toString(truth);
            case Value.Text(String text) -> text;
            default -> shown(value, type, env);
        };
    }

    private static Body joined() {
        return new Body() {
            @Override
            public Value apply(Value[] in, Env env) {
                throw new IllegalStateException("called without saying of which types");
            }

            @Override
            public Body forTypes(List<SqlType> types) {
                return (in, env) ->
                        Args.of(
                                cast(in[0], types.getFirst(), env)
                                        + cast(in[1], types.getLast(), env));
            }
        };
    }

    private static Body concat(List<SqlType> types) {
        return (in, env) -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < in.length; i++) {
                if (!in[i].isNull()) {
                    text.append(shown(in[i], types.get(i), env));
                }
            }
            return Args.of(text.toString());
        };
    }

    private static Body concatWith(List<SqlType> types) {
        return (in, env) -> {
            if (in[0].isNull()) {
                return in[0];
            }
            StringBuilder text = new StringBuilder();
            boolean first = true;
            for (int i = 1; i < in.length; i++) {
                if (!in[i].isNull()) {
                    text.append(first ? "" : Args.text(in[0]))
                            .append(shown(in[i], types.get(i), env));
                    first = false;
                }
            }
            return Args.of(text.toString());
        };
    }

    private static Body formatted(List<SqlType> types) {
        return (in, env) -> {
            if (in[0].isNull()) {
                return in[0];
            }
            return Args.of(new FormatText(in, types, env).write());
        };
    }

    static SqlException invalid(String message) {
        return SqlException.of(SqlCode.INVALID_PARAMETER_VALUE, message);
    }
}
