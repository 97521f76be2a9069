package dev.isochron.sql.bind;

import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;

/// Columns further right in a row.
final class Shifts {

    private Shifts() {}

    static Expression shifted(Expression expression, int by) {
        return by == 0
                ? expression
                : Expressions.rewrite(
                        expression,
                        node ->
                                node instanceof ColumnReference column
                                        ? column.at(column.index() + by)
                                        : node);
    }
}
