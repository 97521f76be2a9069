package dev.isochron.sql.tree;

/// An expression with a query in it.
public sealed interface SubqueryExpression extends Expression {

    /// The query in it.
    Query query();

    /// EXISTS (query).
    record Exists(Query query, int position) implements SubqueryExpression {}

    /// A query in parentheses: its only value, or its only row.
    record Scalar(Query query, int position) implements SubqueryExpression {}

    /// ARRAY(query).
    record ArrayFrom(Query query, int position) implements SubqueryExpression {}

    /// `[NOT]` IN (query); the operand may be a row.
    record InQuery(Expression operand, Query query, boolean negated, int position)
            implements SubqueryExpression {}

    /// `x op ANY (query)` or `x op ALL (query)`; SOME is ANY; the operand may be a row.
    record Quantified(Expression operand, Operator operator, boolean all, Query query, int position)
            implements SubqueryExpression {}
}
