package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.List;

/// What stands in parentheses, of which the first tokens do not tell whether it is a query: in
/// `((select 1) union select 2)` and `((select 1) + 1)` they are the same.
final class Parentheses {

    private final Grammar grammar;
    private final Tokens tokens;

    Parentheses(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /// A query or values.
    sealed interface Content {

        /// A query.
        record OfQuery(Query query) implements Content {}

        /// One or more expressions.
        record OfValues(List<Expression> values) implements Content {}
    }

    /// From the opening parenthesis to the closing one.
    Content read() {
        tokens.expect("(");
        tokens.enter();
        Content content = inside();
        tokens.leave();
        tokens.expect(")");
        return content;
    }

    private Content inside() {
        if (grammar.queries.atWord()) {
            return new Content.OfQuery(grammar.queries.query());
        }
        if (!tokens.at("(")) {
            return new Content.OfValues(grammar.expressions.list());
        }
        int at = tokens.position();
        return switch (read()) {
            case Content.OfQuery(var query) when tokens.at(")") -> new Content.OfQuery(query);
            case Content.OfQuery(var query) when grammar.queries.atContinuation() ->
                    new Content.OfQuery(grammar.queries.continued(query, at));
            case Content.OfQuery(var query) -> values(new SubqueryExpression.Scalar(query, at));
            case Content.OfValues(var values) -> values(grammar.operands.grouped(values, at));
        };
    }

    private Content values(Expression beginning) {
        Expression first =
                grammar.expressions.continued(grammar.operands.withIndirection(beginning));
        if (!tokens.accept(",")) {
            return new Content.OfValues(List.of(first));
        }
        List<Expression> values = new ArrayList<>();
        values.add(first);
        values.addAll(grammar.expressions.list());
        return new Content.OfValues(List.copyOf(values));
    }

    /// A query in parentheses and nothing else.
    Query query() {
        int at = tokens.position();
        Token before = tokens.peek();
        return switch (read()) {
            case Content.OfQuery(var query) -> query;
            case Content.OfValues(var values) ->
                    throw (values.isEmpty()
                            ? tokens.unexpected(before)
                            : Tokens.syntaxError(at, "syntax error: a query is expected here"));
        };
    }
}
