package dev.isochron.sql.expression;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Looks through expressions and rewrites them.
public final class Expressions {

    private Expressions() {}

    /// The places of all columns that are read.
    public static BitSet columnsOf(Expression expression) {
        BitSet columns = new BitSet();
        forEach(
                expression,
                node -> {
                    if (node instanceof ColumnReference column) {
                        columns.set(column.index());
                    }
                });
        return columns;
    }

    /// How far the whole can be relied on.
    public static Volatility volatilityOf(Expression expression) {
        Volatility all = expression.ownVolatility();
        for (Expression child : expression.children()) {
            all = all.or(volatilityOf(child));
        }
        return all;
    }

    /// Shows every node, those above before those below.
    public static void forEach(Expression expression, Consumer<Expression> to) {
        to.accept(expression);
        for (Expression child : expression.children()) {
            forEach(child, to);
        }
    }

    /// Whether any node is such.
    public static boolean contains(Expression expression, Predicate<Expression> such) {
        return such.test(expression)
                || expression.children().stream().anyMatch(child -> contains(child, such));
    }

    /// Changes every node, those below before those above; what stays the same is not copied.
    public static Expression rewrite(Expression expression, UnaryOperator<Expression> change) {
        return change.apply(mapChildren(expression, child -> rewrite(child, change)));
    }

    /// Changes what is directly below.
    public static Expression mapChildren(Expression expression, UnaryOperator<Expression> change) {
        List<Expression> children = expression.children();
        if (children.isEmpty()) {
            return expression;
        }
        List<Expression> changed = new ArrayList<>(children.size());
        boolean same = true;
        for (Expression child : children) {
            Expression now = change.apply(child);
            same = same && isSame(now, child);
            changed.add(now);
        }
        return same ? expression : expression.withChildren(changed);
    }

    /// Identity is enough, and the depth of the tree may make equality dear.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Expression a, Expression b) {
        return a == b;
    }

    /// Gives every column another place.
    ///
    /// @param places the new place of each
    public static Expression moveColumns(Expression expression, int[] places) {
        return rewrite(
                expression,
                node ->
                        node instanceof ColumnReference column
                                ? column.at(places[column.index()])
                                : node);
    }

    /// The terms that must all hold: those of an [And], or the condition itself.
    public static List<Expression> conjuncts(Expression condition) {
        return condition instanceof And(List<Expression> terms) ? terms : List.of(condition);
    }
}
