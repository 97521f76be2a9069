package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The tokens of a text, with a look ahead, and the depth of what is being parsed.
final class Tokens {

    /// How deep expressions and queries may be nested; no person and no program comes near it, and
    /// the stack of a session's thread (1 MiB) holds it several times, here and in what comes
    /// after.
    static final int MAX_DEPTH = 250;

    /// How tall a tree may grow that is not nested, like `a + b + c …` and joins in a row.
    static final int MAX_HEIGHT = 500;

    /// How far the parser may look ahead; a power of two.
    private static final int AHEAD = 8;

    private final Lexer lexer;
    private final Token[] ring = new Token[AHEAD];
    private int first;
    private int count;
    private int lastEnd;
    private int depth;

    Tokens(String text) {
        this.lexer = new Lexer(text);
    }

    /// The token that comes next.
    Token peek() {
        return peek(0);
    }

    /// A token further ahead.
    Token peek(int ahead) {
        while (count <= ahead) {
            ring[(first + count) & (AHEAD - 1)] = lexer.next();
            count++;
        }
        return ring[(first + ahead) & (AHEAD - 1)];
    }

    /// Takes the next token.
    Token take() {
        Token token = peek(0);
        first = (first + 1) & (AHEAD - 1);
        count--;
        lastEnd = token.end();
        return token;
    }

    /// Where the token begins that comes next.
    int position() {
        return peek(0).position();
    }

    /// Where in the text the token taken last ends.
    int lastEnd() {
        return lastEnd;
    }

    /// Whether these words or signs come next.
    boolean at(String what) {
        return peek(0).is(what);
    }

    /// Whether these two come next.
    boolean at(String what, String then) {
        return peek(0).is(what) && peek(1).is(then);
    }

    /// Whether one of these comes next.
    boolean atAny(String... words) {
        for (String word : words) {
            if (at(word)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the text ends here.
    boolean atEnd() {
        return peek(0).kind() == Kind.END;
    }

    /// Takes this word or sign if it comes next.
    boolean accept(String what) {
        if (!at(what)) {
            return false;
        }
        take();
        return true;
    }

    /// Takes these two if they come next.
    boolean accept(String what, String then) {
        if (!at(what, then)) {
            return false;
        }
        take();
        take();
        return true;
    }

    /// Takes these three if the first two come next.
    boolean accept(String what, String then, String last) {
        if (!accept(what, then)) {
            return false;
        }
        expect(last);
        return true;
    }

    /// Takes this word or sign, or refuses what is there instead.
    Token expect(String what) {
        if (!at(what)) {
            throw unexpected();
        }
        return take();
    }

    /// Takes these words one after the other.
    void expectAll(String... words) {
        for (String word : words) {
            expect(word);
        }
    }

    /// Takes one of these and says which.
    String expectAny(String... words) {
        for (String word : words) {
            if (accept(word)) {
                return word;
            }
        }
        throw unexpected();
    }

    /// Takes a token of this kind, or refuses what is there instead.
    Token expect(Kind kind) {
        if (peek(0).kind() != kind) {
            throw unexpected();
        }
        return take();
    }

    /// Takes a string.
    String string() {
        return expect(Kind.STRING).text();
    }

    /// Takes the next token if it is a string.
    @Nullable Token acceptString() {
        return peek(0).kind() == Kind.STRING ? take() : null;
    }

    /// Takes a whole number that fits four bytes; PostgreSQL's Iconst.
    int integer() {
        Token token = peek(0);
        if (token.kind() == Kind.WHOLE) {
            long value = token.text().length() > 18 ? Long.MAX_VALUE : Long.parseLong(token.text());
            if (value <= Integer.MAX_VALUE) {
                take();
                return (int) value;
            }
        }
        throw unexpected();
    }

    /// At least one of something, between commas.
    <T> List<T> list(Supplier<T> one) {
        T only = one.get();
        if (!at(",")) {
            return List.of(only);
        }
        List<T> all = new ArrayList<>();
        all.add(only);
        while (accept(",")) {
            all.add(one.get());
        }
        return List.copyOf(all);
    }

    /// At least one of something, in parentheses and between commas.
    <T> List<T> parenthesized(Supplier<T> one) {
        expect("(");
        List<T> all = list(one);
        expect(")");
        return all;
    }

    /// Goes a level deeper, or refuses to.
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw tooDeep();
        }
    }

    /// Comes back from a level.
    void leave() {
        depth--;
    }

    /// The answer to what is nested too deeply.
    SqlException tooDeep() {
        return dev.isochron.sql.error.SqlError.of(
                        SqlCode.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded")
                .withPosition(position())
                .withHint("Expressions and queries may be nested " + MAX_DEPTH + " levels deep.")
                .exception();
    }

    /// The answer to a token that cannot stand where it does.
    SqlException unexpected() {
        return unexpected(peek(0));
    }

    /// The answer to a token that cannot stand where it does.
    SqlException unexpected(Token token) {
        return refuse("syntax error", token);
    }

    /// A syntax error of its own kind at a token.
    SqlException refuse(String why, Token token) {
        return lexer.refuse(SqlCode.SYNTAX_ERROR, why, token.start(), token.end());
    }

    /// A syntax error whose message is complete, at a position.
    static SqlException syntaxError(int position, String message) {
        return SqlException.at(position, SqlCode.SYNTAX_ERROR, message);
    }

    /// The answer to what is known but not supported.
    ///
    /// @param what a plural, e.g. `cursors`
    static SqlException unsupported(int position, String what) {
        return SqlException.unsupported(position, what + " are");
    }

    /// The answer to one thing that is known but not supported.
    static SqlException unsupportedOne(int position, String what) {
        return SqlException.unsupported(position, what + " is");
    }
}
