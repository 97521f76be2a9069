package dev.isochron.sql.plan;

import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.And;
import dev.isochron.sql.expression.AnyElement;
import dev.isochron.sql.expression.Call;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Conversion;
import dev.isochron.sql.expression.Convert;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.InList;
import dev.isochron.sql.expression.NullTest;
import dev.isochron.sql.expression.Routine;
import dev.isochron.sql.expression.SetCall;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.run.Sargs;
import dev.isochron.sql.type.SqlType;
import dev.isochron.sql.type.TypeId;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What conditions say about columns.
final class Conditions {

    private Conditions() {}

    /// A condition that compares a column with something else.
    ///
    /// @param operator as if the column stood on the left
    record Compared(int place, String operator, Expression other) {}

    /// All terms of these that must hold.
    static List<Expression> terms(@Nullable Expression condition) {
        return condition == null ? List.of() : Expressions.conjuncts(condition);
    }

    /// One condition of several; null for none.
    static @Nullable Expression all(List<Expression> terms) {
        return switch (terms.size()) {
            case 0 -> null;
            case 1 -> terms.getFirst();
            default -> new And(terms);
        };
    }

    /// Whether it may be evaluated elsewhere, and more or less often.
    static boolean isMovable(Expression condition) {
        return !Expressions.contains(
                condition,
                node ->
                        (node instanceof Call || node instanceof SetCall)
                                && node.ownVolatility() == Volatility.VOLATILE);
    }

    /// Whether it reads no column.
    static boolean isConstant(Expression expression) {
        return Expressions.columnsOf(expression).isEmpty();
    }

    /// Whether it reads only columns of a part of the row.
    static boolean isWithin(Expression expression, int from, int until) {
        BitSet columns = Expressions.columnsOf(expression);
        return columns.isEmpty() || (columns.nextSetBit(0) >= from && columns.length() <= until);
    }

    /// What the condition compares a column of a part of the row with, from outside of that part.
    static Optional<Compared> compared(Expression condition, int from, int until) {
        if (!(condition instanceof Call(Routine routine, List<Expression> arguments, _))
                || arguments.size() != 2
                || !isComparison(routine.name())
                || !keepsOrder(routine)) {
            return Optional.empty();
        }
        return sides(arguments.getFirst(), routine.name(), arguments.getLast(), from, until);
    }

    private static Optional<Compared> sides(
            Expression left, String operator, Expression right, int from, int until) {
        if (isColumn(left, from, until) && isOutside(right, from, until)) {
            return Optional.of(new Compared(place(left), operator, right));
        }
        if (isColumn(right, from, until) && isOutside(left, from, until)) {
            return Optional.of(new Compared(place(right), mirrored(operator), left));
        }
        return Optional.empty();
    }

    /// The same where two sides are compared by the order of their type.
    static Optional<Compared> between(
            Expression left, String operator, Expression right, int from, int until) {
        return areAlike(left.type(), right.type())
                ? sides(left, operator, right, from, until)
                : Optional.empty();
    }

    private static int place(Expression column) {
        return plain(column) instanceof ColumnReference reference ? reference.index() : -1;
    }

    private static boolean isColumn(Expression expression, int from, int until) {
        int place = place(expression);
        return place >= from && place < until;
    }

    /// What is called by another type, and is the same in a key.
    private static Expression plain(Expression expression) {
        return expression instanceof Convert convert
                        && convert.how().equals(Conversion.NONE)
                        && areAlike(convert.operand().type(), convert.type())
                ? plain(convert.operand())
                : expression;
    }

    private static boolean isOutside(Expression expression, int from, int until) {
        BitSet columns = Expressions.columnsOf(expression);
        int first = columns.nextSetBit(from);
        return first < 0 || first >= until;
    }

    private static boolean isComparison(String name) {
        return switch (name) {
            case "=", "<", "<=", ">", ">=" -> true;
            default -> false;
        };
    }

    private static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    /// Whether it compares as the bytes of keys do.
    static boolean keepsOrder(Routine comparison) {
        List<SqlType> types = comparison.parameters();
        return types.size() == 2 && areAlike(types.getFirst(), types.getLast());
    }

    private static boolean areAlike(SqlType a, SqlType b) {
        if (a.is(TypeId.JSONB) || b.is(TypeId.JSONB)) {
            return false;
        }
        try {
            return a.withoutModifier().isSameAs(b) || a.stored().sharesKeysWith(b.stored());
        } catch (SqlException e) {
            return false;
        }
    }

    /// What a column of a part of the row may be equal to by this condition.
    static Optional<Sargs.Part> equal(Expression condition, int place, int from, int until) {
        Optional<Compared> compared = compared(condition, from, until);
        if (compared.isPresent()) {
            Compared found = compared.get();
            return found.place == place && found.operator.equals("=")
                    ? Optional.of(Sargs.Part.of(found.other))
                    : Optional.empty();
        }
        return switch (condition) {
            case InList(Routine equality, Expression operand, List<Expression> items, boolean not)
                    when !not
                            && place(operand) == place
                            && keepsOrder(equality)
                            && items.stream().allMatch(item -> isOutside(item, from, until)) ->
                    Optional.of(new Sargs.Part(items, null, false));
            case AnyElement(Routine operator, Expression operand, Expression array, boolean every)
                    when !every
                            && place(operand) == place
                            && operator.name().equals("=")
                            && keepsOrder(operator)
                            && isOutside(array, from, until) ->
                    Optional.of(new Sargs.Part(List.of(), array, false));
            case NullTest(Expression operand, boolean negated)
                    when !negated && place(operand) == place ->
                    Optional.of(
                            new Sargs.Part(List.of(Constant.ofNull(operand.type())), null, true));
            default -> Optional.empty();
        };
    }

    /// Whether the condition is not met as long as these columns are null.
    static boolean rejectsNulls(Expression condition, int from, int until) {
        return switch (condition) {
            case Call(Routine routine, List<Expression> arguments, _) ->
                    routine.isStrict()
                            && arguments.stream().anyMatch(a -> isNullOf(a, from, until));
            case NullTest(Expression operand, boolean negated) ->
                    negated && isNullOf(operand, from, until);
            case InList in -> !in.negated() && isNullOf(in.operand(), from, until);
            case And(List<Expression> terms) ->
                    terms.stream().anyMatch(term -> rejectsNulls(term, from, until));
            default -> false;
        };
    }

    private static boolean isNullOf(Expression expression, int from, int until) {
        return switch (expression) {
            case ColumnReference column -> column.index() >= from && column.index() < until;
            case Convert convert -> isNullOf(convert.operand(), from, until);
            case Call(Routine routine, List<Expression> arguments, _) ->
                    routine.isStrict()
                            && arguments.stream().anyMatch(a -> isNullOf(a, from, until));
            default -> false;
        };
    }

    /// The same about columns that stand further right, or with a negative distance left.
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

    /// The same with expressions in the place of columns.
    static Expression replaced(Expression expression, List<Expression> columns) {
        return Expressions.rewrite(
                expression,
                node ->
                        node instanceof ColumnReference column
                                ? columns.get(column.index())
                                : node);
    }

    /// The same over rows that these columns are passed on from; they keep the names and types that
    /// they have above.
    static Expression named(Expression expression, List<Expression> columns) {
        return Expressions.rewrite(
                expression,
                node -> {
                    if (!(node instanceof ColumnReference column)) {
                        return node;
                    }
                    return columns.get(column.index()) instanceof ColumnReference below
                            ? column.at(below.index())
                            : columns.get(column.index());
                });
    }

    /// All columns that some expressions read.
    static BitSet columnsOf(Collection<? extends Expression> expressions) {
        BitSet all = new BitSet();
        expressions.forEach(expression -> all.or(Expressions.columnsOf(expression)));
        return all;
    }
}
