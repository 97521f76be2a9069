package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a statement is without the values written into it: the key of the plan cache, and the
/// values.
///
/// Two texts have the same key exactly if they differ in the values of literals, in spaces and
/// comments, and in the case of words only. Each value keeps its kind in the key, for a plan
/// depends on its type. Not every literal is free to vary: `ORDER BY 1`, `numeric(10,2)` and `date
/// '2026-01-31'` mean another plan with another value. The binder knows which; it finds them by
/// position.
///
/// @param key the statement with marks in the place of literals
/// @param literals in the order in which they stand
public record Fingerprint(String key, List<Literal> literals) {

    /// A longer text is not likely to come again, and not cheap to keep.
    public static final int MAX_TEXT = 8192;

    /// More literals are data.
    public static final int MAX_LITERALS = 256;

    /// The largest number whose literal is an `integer`.
    private static final long MAX_INT = Integer.MAX_VALUE;

    /// A literal.
    ///
    /// @param kind what it is
    /// @param text a number as written, without a sign; what a string means
    /// @param position where it begins in characters, from 1, as in the tree
    public record Literal(Sort kind, String text, int position) {}

    /// The kinds of literals.
    public enum Sort {
        INT4("?i"),
        INT8("?l"),
        NUMERIC("?n"),
        STRING("?s");

        private final String mark;

        Sort(String mark) {
            this.mark = mark;
        }
    }

    /// The fingerprint of a text; empty if it is no single query or change, or cannot be read, or
    /// is too long to be worth it.
    public static Optional<Fingerprint> of(String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            return read(new Lexer(text), text.length());
        } catch (SqlException _) {
            // The parser will say why.
            return Optional.empty();
        }
    }

    private static Optional<Fingerprint> read(Lexer lexer, int length) {
        Token token = lexer.next();
        while (token.is(";")) {
            token = lexer.next();
        }
        if (!begins(token)) {
            return Optional.empty();
        }
        StringBuilder key = new StringBuilder(length);
        List<Literal> literals = new ArrayList<>();
        for (; token.kind() != Kind.END && !token.is(";"); token = lexer.next()) {
            add(token, key, literals);
            if (literals.size() > MAX_LITERALS) {
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

    private static void add(Token token, StringBuilder key, List<Literal> literals) {
        switch (token.kind()) {
            case WHOLE, DECIMAL -> literal(sort(token), token, key, literals);
            case STRING -> literal(Sort.STRING, token, key, literals);
            case PARAMETER -> key.append('$').append(token.text());
            case QUOTED -> key.append('"').append(token.text().replace("\"", "\"\"")).append('"');
            case WORD, OPERATOR, PUNCTUATION -> key.append(token.text());
            case END -> throw new IllegalStateException("the end is no part of a statement");
        }
        key.append(' ');
    }

    private static void literal(Sort sort, Token token, StringBuilder key, List<Literal> literals) {
        key.append(sort.mark);
        literals.add(new Literal(sort, token.text(), token.position()));
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
