package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A statement with parameters in the place of the values written into it, and these values: texts
/// that differ in values only can share a plan.
///
/// ```
/// UPDATE t SET a = a + 5 WHERE id = 7     update t set a = a + $1 where id = $2       5, 7
/// ```
///
/// Two texts have the same key if they differ in such values, in spaces and comments, and in the
/// case of words. Not every literal is free to vary, and those that are not stay in the key: `ORDER
/// BY 1`, `numeric(10,2)`, `date '2026-01-31'` and `'now'` mean another plan with another value,
/// and what is made of a pattern is made once. Where a literal and a parameter are two things to
/// the binder, it refuses the key, and the text is understood by itself.
///
/// @param key the statement with parameters, itself a statement
/// @param literals the values of `$1` and so on
public record Fingerprint(String key, List<Literal> literals) {

    /// A longer text is not likely to come again, and not cheap to keep.
    public static final int MAX_TEXT = 8192;

    /// More literals are data.
    public static final int MAX_LITERALS = 256;

    /// The largest number whose literal is an `integer`.
    private static final long MAX_INT = Integer.MAX_VALUE;

    /// From one of these on, numbers may be places of columns, and limits decide how rows are read.
    private static final List<String> FIXING =
            List.of("order", "group", "limit", "offset", "fetch", "window", "over");

    /// Types that are followed by lengths.
    private static final List<String> MEASURED =
            List.of(
                    "numeric",
                    "decimal",
                    "dec",
                    "float",
                    "varchar",
                    "char",
                    "character",
                    "varying",
                    "bit",
                    "time",
                    "timetz",
                    "timestamp",
                    "timestamptz",
                    "interval",
                    "second");

    /// A string after any other word is a literal of a type, a pattern, or the like.
    private static final List<String> BEFORE_VALUES =
            List.of(
                    "and",
                    "or",
                    "not",
                    "then",
                    "else",
                    "when",
                    "between",
                    "select",
                    "where",
                    "returning");

    /// Words that mean another moment each time they are read, even as text.
    private static final List<String> MOMENTS = List.of("now", "today", "tomorrow", "yesterday");

    /// A value.
    ///
    /// @param kind what it is
    /// @param text a number as written, without a sign; what a string means
    public record Literal(Sort kind, String text) {}

    /// The kinds of literals.
    public enum Sort {
        INT4,
        INT8,
        NUMERIC,
        STRING
    }

    /// The fingerprint of a text; empty if it is no single query or change without parameters of
    /// its own, or cannot be read, or is too long to be worth it.
    public static Optional<Fingerprint> of(String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            return new Reading(text).read();
        } catch (SqlException _) {
            // The parser will say why.
            return Optional.empty();
        }
    }

    /// Whether a text means another moment each time it is read: `now()` is computed anew in each
    /// run, `'now'` was, when it was read.
    public static boolean tellsTime(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return MOMENTS.stream().anyMatch(lower::contains);
    }

    /// Where a place of the key is in a text that has it.
    ///
    /// @param position in characters, from 1
    public int positionIn(String text, int position) {
        Lexer keys = new Lexer(key);
        Lexer texts = new Lexer(text);
        Token here = texts.next();
        while (here.is(";")) {
            here = texts.next();
        }
        Token in = keys.next();
        while (in.kind() != Kind.END && in.position() < position) {
            in = keys.next();
            here = texts.next();
        }
        return here.position();
    }

    /// One text, as far as it was read.
    private static final class Reading {
        private final Lexer lexer;
        private final StringBuilder key;
        private final List<Literal> literals = new ArrayList<>();

        /// What stands before the token.
        private String before = "";

        private boolean isAfterName;
        private boolean isFixed;
        private boolean isMeasure;

        Reading(String text) {
            this.lexer = new Lexer(text);
            this.key = new StringBuilder(text.length());
        }

        Optional<Fingerprint> read() {
            Token token = lexer.next();
            while (token.is(";")) {
                token = lexer.next();
            }
            if (!begins(token)) {
                return Optional.empty();
            }
            for (; token.kind() != Kind.END && !token.is(";"); token = lexer.next()) {
                add(token);
                if (token.kind() == Kind.PARAMETER || literals.size() > MAX_LITERALS) {
                    return Optional.empty();
                }
            }
            while (token.is(";")) {
                token = lexer.next();
            }
            return token.kind() == Kind.END
                    ? Optional.of(new Fingerprint(key.toString(), List.copyOf(literals)))
                    : Optional.empty();
        }

        private static boolean begins(Token token) {
            return token.is("select")
                    || token.is("insert")
                    || token.is("update")
                    || token.is("delete")
                    || token.is("with")
                    || token.is("values")
                    || token.is("(");
        }

        private void add(Token token) {
            switch (token.kind()) {
                case WHOLE, DECIMAL -> {
                    // The least of all integers is the negative of one that is none.
                    boolean isNegative = before.equals("-") && sort(token) != Sort.INT4;
                    if (isFixed || isMeasure || isNegative) {
                        key.append(token.text());
                    } else {
                        parameter(sort(token), token);
                    }
                }
                case STRING -> {
                    if (isFreeString(token)) {
                        parameter(Sort.STRING, token);
                    } else {
                        quote('\'', token.text());
                    }
                }
                case PARAMETER -> key.append('$').append(token.text());
                case QUOTED -> quote('"', token.text());
                case WORD, OPERATOR, PUNCTUATION -> key.append(token.text());
                case END -> throw new IllegalStateException("the end is no part of a statement");
            }
            key.append(' ');
            note(token);
        }

        private void note(Token token) {
            if (token.is("(")) {
                isMeasure = isAfterName && MEASURED.contains(before);
            } else if (token.is(")")) {
                isMeasure = false;
            }
            // DISTINCT ON (1) names a column, too.
            boolean isPlace = token.is("on") && before.equals("distinct");
            isFixed |= isPlace || (token.kind() == Kind.WORD && FIXING.contains(token.text()));
            before = token.kind().isFixed() ? token.text() : "";
            isAfterName = token.isName();
        }

        private boolean isFreeString(Token token) {
            boolean isTyped = isAfterName && !BEFORE_VALUES.contains(before);
            boolean isPattern = before.startsWith("~") || before.startsWith("!~");
            return !isFixed && !isTyped && !isPattern && !tellsTime(token.text());
        }

        private void quote(char sign, String text) {
            String one = String.valueOf(sign);
            key.append(sign).append(text.replace(one, one + one)).append(sign);
        }

        private void parameter(Sort sort, Token token) {
            literals.add(new Literal(sort, token.text()));
            key.append('$').append(literals.size());
        }
    }

    private static Sort sort(Token token) {
        String digits = token.text();
        if (token.kind() == Kind.DECIMAL || digits.length() > 19) {
            return Sort.NUMERIC;
        }
        if (digits.length() < 10) {
            return Sort.INT4;
        }
        try {
            return Long.parseLong(digits) <= MAX_INT ? Sort.INT4 : Sort.INT8;
        } catch (NumberFormatException _) {
            return Sort.NUMERIC;
        }
    }
}
