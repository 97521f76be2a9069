package dev.isochron.sql.syntax;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes trees of texts.
///
/// It refuses with [SqlException] alone: 42601 and the position of the token that cannot stand
/// where it does, 0A000 and the name of what is not supported, 54000 and 54001 for what is too long
/// or too deep.
public final class Parser {

    private Parser() {}

    /// All statements of a text, between semicolons; empty ones are left out.
    public static List<Parsed> script(String text) {
        Grammar grammar = new Grammar(text);
        Tokens tokens = grammar.tokens;
        List<Parsed> statements = new ArrayList<>();
        while (true) {
            while (tokens.at(";")) {
                tokens.take();
            }
            if (tokens.atEnd()) {
                return List.copyOf(statements);
            }
            int start = tokens.peek().start();
            Statement statement = grammar.statements.one();
            statements.add(new Parsed(statement, start, tokens.lastEnd()));
            if (!tokens.atEnd() && !tokens.at(";")) {
                throw tokens.unexpected();
            }
        }
    }

    /// The only statement of a text; empty if it has none.
    public static Optional<Statement> statement(String text) {
        List<Parsed> script = script(text);
        if (script.size() > 1) {
            throw Tokens.syntaxError(
                    0, "cannot insert multiple commands into a prepared statement");
        }
        return script.stream().map(Parsed::statement).findFirst();
    }

    /// An expression that stands alone, as the catalog keeps defaults and conditions.
    public static Expression expression(String text) {
        Grammar grammar = new Grammar(text);
        Expression expression = grammar.expressions.expression();
        expectEnd(grammar.tokens);
        return expression;
    }

    /// A type that stands alone.
    public static TypeName type(String text) {
        Grammar grammar = new Grammar(text);
        TypeName type = grammar.types.type();
        expectEnd(grammar.tokens);
        return type;
    }

    private static void expectEnd(Tokens tokens) {
        if (!tokens.atEnd()) {
            throw tokens.unexpected();
        }
    }
}
