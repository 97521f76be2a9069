package dev.isochron.sql.function.text;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// Fills the places of a `format` text: `%s`, `%I`, `%L`, with a position and a width.
final class FormatText {

    private final Value[] in;
    private final List<SqlType> types;
    private final Env env;
    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next = 1;

    FormatText(Value[] in, List<SqlType> types, Env env) {
        this.in = in;
        this.types = types;
        this.env = env;
        this.text = Args.text(in[0]);
    }

    String write() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '%') {
                out.append(c);
            } else if (peek() == '%') {
                out.append('%');
                at++;
            } else {
                place();
            }
        }
        return out.toString();
    }

    private char peek() {
        if (at >= text.length()) {
            throw SqlError.of(
                            SqlCode.INVALID_PARAMETER_VALUE, "unterminated format() type specifier")
                    .withHint("For a single \"%\" use \"%%\".")
                    .exception();
        }
        return text.charAt(at);
    }

    private void place() {
        int position = 0;
        int width = 0;
        boolean left = false;
        int number = isDigit(peek()) ? number() : -1;
        if (number >= 0 && peek() == '$') {
            at++;
            if (number == 0) {
                throw JoinFunctions.invalid(
                        "format specifies argument 0, but arguments are numbered from 1");
            }
            position = number;
            number = -1;
        }
        if (number < 0) {
            while (peek() == '-') {
                left = true;
                at++;
            }
            number = isDigit(peek()) ? number() : -1;
        }
        if (number >= 0) {
            width = number;
        } else if (peek() == '*') {
            at++;
            width = widthArgument();
            left |= width < 0;
        }
        char kind = peek();
        at++;
        fill(kind, position, Math.abs(width), left);
    }

    private int widthArgument() {
        int position = 0;
        if (isDigit(peek())) {
            position = number();
            if (peek() != '$') {
                throw JoinFunctions.invalid("width argument position must be ended by \"$\"");
            }
            at++;
        }
        Value value = argument(position);
        return value instanceof Value.Int(long number) ? (int) number : 0;
    }

    private void fill(char kind, int position, int width, boolean left) {
        if (kind != 's' && kind != 'I' && kind != 'L') {
            throw SqlError.of(
                            SqlCode.INVALID_PARAMETER_VALUE,
                            "unrecognized format() type specifier \"" + kind + "\"")
                    .withHint("For a single \"%\" use \"%%\".")
                    .exception();
        }
        Value value = argument(position);
        int index = position > 0 ? position : next - 1;
        String shown = value.isNull() ? whenNull(kind) : shown(value, index, kind);
        String padding = " ".repeat(Math.max(0, width - Chars.length(shown)));
        out.append(left ? shown + padding : padding + shown);
    }

    private static String whenNull(char kind) {
        if (kind == 'I') {
            throw SqlException.of(
                    SqlCode.NULL_VALUE_NOT_ALLOWED,
                    "null values cannot be formatted as an SQL identifier");
        }
        return kind == 'L' ? "NULL" : "";
    }

    private String shown(Value value, int index, char kind) {
        String shown = JoinFunctions.shown(value, types.get(index), env);
        return switch (kind) {
            case 'I' -> Quoting.name(shown);
            case 'L' -> Quoting.literal(shown);
            default -> shown;
        };
    }

    private Value argument(int position) {
        int index = position > 0 ? position : next;
        if (position == 0) {
            next++;
        } else {
            next = position + 1;
        }
        if (index >= in.length) {
            throw JoinFunctions.invalid("too few arguments for format()");
        }
        return in[index];
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int number() {
        int value = 0;
        while (isDigit(peek())) {
            value = Math.min(value * 10 + (text.charAt(at++) - '0'), 1 << 24);
        }
        return value;
    }
}
