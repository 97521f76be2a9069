package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.OuterValue;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.logical.Logicals;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.FromItem;
import java.util.ArrayList;
import java.util.List;

/// Items in FROM that look at those to their left: LATERAL, and functions without that word.
final class Asides {

    private Asides() {}

    /// Whether an item may take something from those to its left.
    static boolean mayLook(FromItem item) {
        return switch (item) {
            case FromItem.TableReference _ -> false;
            case FromItem.DerivedTable derived -> derived.lateral();
            case FromItem.FunctionTable function ->
                    !function.calls().stream().allMatch(Asides::isClosed);
            case FromItem.Join join -> mayLook(join.left()) || mayLook(join.right());
        };
    }

    /// Whether an expression surely names no column.
    private static boolean isClosed(Expression expression) {
        return switch (expression) {
            case Expression.NullLiteral _,
                    Expression.BooleanLiteral _,
                    Expression.NumberLiteral _,
                    Expression.StringLiteral _,
                    Expression.TypedLiteral _,
                    Expression.Parameter _ ->
                    true;
            case Expression.Unary unary -> isClosed(unary.operand());
            case Expression.Cast cast -> isClosed(cast.operand());
            case Expression.ArrayOf array -> array.elements().stream().allMatch(Asides::isClosed);
            case Expression.FunctionCall call ->
                    call.arguments().values().stream().allMatch(Asides::isClosed);
            default -> false;
        };
    }

    /// The refusal of a table that is to the left, where nothing may be taken from there.
    static SqlException unseen(SqlException missing, Scope left) {
        SqlError error = missing.error();
        for (Relation relation : left.relations()) {
            if (error.message().equals(Suggestions.missing(relation.name()))) {
                return SqlError.of(
                                SqlCode.INVALID_COLUMN_REFERENCE,
                                "invalid reference to FROM-clause entry for table \"%s\""
                                        .formatted(relation.name()))
                        .withPosition(error.position())
                        .withDetail(
                                "The combining JOIN type must be INNER or LEFT for a LATERAL"
                                        + " reference.")
                        .exception();
            }
        }
        return missing;
    }

    /// The same rows, which take what a row in between only passed on from where that took it.
    ///
    /// @param taken what the row in between passed on
    static Logical without(Logical rows, List<dev.isochron.sql.expression.Expression> taken) {
        return taken.isEmpty()
                ? rows
                : Logicals.map(
                        rows,
                        expression ->
                                Expressions.rewrite(
                                        expression,
                                        node ->
                                                node instanceof OuterValue value
                                                        ? taken.get(value.index())
                                                        : node));
    }

    /// Functions side by side: `unnest` of several arrays is one of each.
    static List<Expression> spread(List<Expression> calls) {
        List<Expression> all = new ArrayList<>();
        for (Expression call : calls) {
            if (call instanceof Expression.FunctionCall function
                    && function.name().text().equals("unnest")
                    && function.arguments().values().size() > 1) {
                for (Expression array : function.arguments().values()) {
                    all.add(
                            Expression.FunctionCall.of(
                                    function.name(), List.of(array), function.position()));
                }
            } else {
                all.add(call);
            }
        }
        return all;
    }
}
