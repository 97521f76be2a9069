package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Expression.Bracket;
import dev.isochron.sql.tree.Operator;
import dev.isochron.sql.tree.Predicate;
import dev.isochron.sql.tree.SubqueryExpression;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Expressions as text: whatever could be taken apart by its surroundings stands in parentheses.
final class ExpressionText {

    private final SqlText text;
    private final TypeText types;
    private final QueryText queries;
    private final CallText calls;

    ExpressionText(SqlText text, QueryText queries) {
        this.text = text;
        this.types = new TypeText(text);
        this.queries = queries;
        this.calls = new CallText(text, this, queries);
    }

    /// Any expression, where nothing can take it apart.
    void expression(Expression expression) {
        switch (expression) {
            case Predicate predicate -> predicate(predicate);
            case SubqueryExpression subquery -> subquery(subquery);
            case Expression.NullLiteral _ -> text.add("NULL");
            case Expression.BooleanLiteral(boolean value, _) -> text.add(value ? "TRUE" : "FALSE");
            case Expression.NumberLiteral(var digits, _) -> text.add(digits);
            case Expression.StringLiteral(var value, _) -> text.string(value);
            case Expression.TypedLiteral literal -> typed(literal);
            case Expression.Parameter(int number, _) -> text.add("$" + number);
            case Expression.DefaultValue _ -> text.add("DEFAULT");
            case Expression.ColumnReference(var names, _) -> text.names(names, ".");
            case Expression.Star(var qualifier, _) ->
                    text.names(qualifier, ".").add(qualifier.isEmpty() ? "*" : ".*");
            case Expression.FieldSelection field -> field(field);
            case Expression.Subscript subscript -> subscript(subscript);
            case Expression.Unary(var operator, var operand) -> {
                operator(operator);
                text.add(" ");
                operand(operand);
            }
            case Expression.Binary(var operator, var left, var right) -> {
                operand(left);
                text.add(" ");
                operator(operator);
                text.add(" ");
                operand(right);
            }
            case Expression.And(var terms, _) -> text.join(terms, " AND ", this::operand);
            case Expression.Or(var terms, _) -> text.join(terms, " OR ", this::operand);
            case Expression.Not(var operand, _) -> {
                text.add("NOT ");
                operand(operand);
            }
            case Expression.Cast cast -> cast(cast);
            case Expression.Collate(var operand, var collation, _) -> {
                operand(operand);
                text.add(" COLLATE ").name(collation);
            }
            case Expression.FunctionCall call -> calls.call(call);
            case Expression.NamedArgument(var name, var value) -> {
                text.name(name).add(" => ");
                expression(value);
            }
            case Expression.Coalesce(var values, _) -> listed("COALESCE(", values);
            case Expression.NullIf(var left, var right, _) ->
                    listed("NULLIF(", List.of(left, right));
            case Expression.Extreme(boolean greatest, var values, _) ->
                    listed(greatest ? "GREATEST(" : "LEAST(", values);
            case Expression.SystemValue value -> systemValue(value);
            case Expression.Case caseOf -> caseOf(caseOf);
            case Expression.ArrayOf(var elements, _) -> {
                text.add("ARRAY");
                array(elements);
            }
            case Expression.RowOf(var fields, boolean explicit, _) ->
                    listed(explicit ? "ROW(" : "(", fields);
        }
    }

    /// An expression where something stands before or after it.
    void operand(Expression expression) {
        if (isWhole(expression)) {
            expression(expression);
        } else {
            text.add("(");
            expression(expression);
            text.add(")");
        }
    }

    private static boolean isWhole(Expression expression) {
        return switch (expression) {
            case Expression.NullLiteral _,
                    Expression.BooleanLiteral _,
                    Expression.NumberLiteral _,
                    Expression.StringLiteral _,
                    Expression.Parameter _,
                    Expression.ColumnReference _,
                    Expression.Star _,
                    Expression.Subscript _,
                    Expression.FieldSelection _,
                    Expression.Coalesce _,
                    Expression.NullIf _,
                    Expression.Extreme _,
                    Expression.SystemValue _,
                    Expression.Case _,
                    Expression.ArrayOf _,
                    Expression.RowOf _,
                    SubqueryExpression.Exists _,
                    SubqueryExpression.Scalar _,
                    SubqueryExpression.ArrayFrom _ ->
                    true;
            case Expression.FunctionCall call -> CallText.isWhole(call);
            default -> false;
        };
    }

    /// Expressions between commas, with a beginning and a closing parenthesis.
    void listed(String beginning, List<Expression> values) {
        text.add(beginning).join(values, ", ", this::expression).add(")");
    }

    /// An operator by its symbol, with its schema if it has one.
    void operator(Operator operator) {
        if (operator.schema() == null) {
            text.add(operator.symbol());
        } else {
            text.add("OPERATOR(").name(operator.schema()).add("." + operator.symbol() + ")");
        }
    }

    private void typed(Expression.TypedLiteral literal) {
        types.beforeString(literal.type());
        text.add(" ").string(literal.text());
        types.afterString(literal.type());
    }

    private void cast(Expression.Cast cast) {
        operand(cast.operand());
        text.add("::");
        types.type(cast.type());
    }

    private void field(Expression.FieldSelection field) {
        text.add("(");
        expression(field.base());
        text.add(").");
        if (field.field() == null) {
            text.add("*");
        } else {
            text.name(field.field());
        }
    }

    private void subscript(Expression.Subscript subscript) {
        text.add("(");
        expression(subscript.base());
        text.add(")");
        brackets(subscript.brackets());
    }

    /// Pairs of brackets.
    void brackets(List<Bracket> brackets) {
        for (Bracket bracket : brackets) {
            text.add("[");
            switch (bracket) {
                case Bracket.Index(var index) -> expression(index);
                case Bracket.Slice(var lower, var upper) -> {
                    optional(lower);
                    text.add(" : ");
                    optional(upper);
                }
            }
            text.add("]");
        }
    }

    private void optional(@Nullable Expression expression) {
        if (expression != null) {
            expression(expression);
        }
    }

    private void systemValue(Expression.SystemValue value) {
        text.add(value.which().name());
        if (value.precision() != null) {
            text.add("(" + value.precision() + ")");
        }
    }

    private void caseOf(Expression.Case caseOf) {
        text.add("CASE ");
        if (caseOf.operand() != null) {
            operand(caseOf.operand());
            text.add(" ");
        }
        for (Expression.Branch branch : caseOf.branches()) {
            text.add("WHEN ");
            expression(branch.when());
            text.add(" THEN ");
            expression(branch.then());
            text.add(" ");
        }
        if (caseOf.otherwise() != null) {
            text.add("ELSE ");
            expression(caseOf.otherwise());
            text.add(" ");
        }
        text.add("END");
    }

    private void array(List<Expression> elements) {
        text.add("[")
                .join(
                        elements,
                        ", ",
                        element -> {
                            if (element instanceof Expression.ArrayOf(var inner, _)) {
                                array(inner);
                            } else {
                                expression(element);
                            }
                        })
                .add("]");
    }

    private void predicate(Predicate predicate) {
        switch (predicate) {
            case Predicate.IsNull(var operand, boolean negated, _) -> {
                operand(operand);
                text.add(negated ? " IS NOT NULL" : " IS NULL");
            }
            case Predicate.IsTruth(var operand, var truth, boolean negated, _) -> {
                operand(operand);
                text.add(negated ? " IS NOT " : " IS ").add(truth.name());
            }
            case Predicate.IsDistinctFrom(var left, var right, boolean negated, _) -> {
                operand(left);
                text.add(negated ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ");
                operand(right);
            }
            case Predicate.Between between -> between(between);
            case Predicate.Like like -> like(like);
            case Predicate.InValues(var operand, var values, boolean negated, _) -> {
                operand(operand);
                listed(negated ? " NOT IN (" : " IN (", values);
            }
            case Predicate.QuantifiedArray(
                            var operand,
                            var operator,
                            boolean all,
                            var array,
                            _) -> {
                operand(operand);
                text.add(" ");
                operator(operator);
                text.add(all ? " ALL (" : " ANY (");
                expression(array);
                text.add(")");
            }
        }
    }

    private void between(Predicate.Between between) {
        operand(between.operand());
        text.add(between.negated() ? " NOT BETWEEN " : " BETWEEN ");
        text.addIf(between.symmetric(), "SYMMETRIC ");
        operand(between.low());
        text.add(" AND ");
        operand(between.high());
    }

    private void like(Predicate.Like like) {
        operand(like.operand());
        text.addIf(like.negated(), " NOT");
        text.add(
                switch (like.style()) {
                    case LIKE, ILIKE -> " " + like.style().name().toUpperCase(Locale.ROOT) + " ";
                    case SIMILAR -> " SIMILAR TO ";
                });
        operand(like.pattern());
        if (like.escape() != null) {
            text.add(" ESCAPE ");
            operand(like.escape());
        }
    }

    private void subquery(SubqueryExpression subquery) {
        switch (subquery) {
            case SubqueryExpression.Exists _ -> text.add("EXISTS ");
            case SubqueryExpression.ArrayFrom _ -> text.add("ARRAY");
            case SubqueryExpression.Scalar _ -> {}
            case SubqueryExpression.InQuery(var operand, _, boolean negated, _) -> {
                operand(operand);
                text.add(negated ? " NOT IN " : " IN ");
            }
            case SubqueryExpression.Quantified(var operand, var operator, boolean all, _, _) -> {
                operand(operand);
                text.add(" ");
                operator(operator);
                text.add(all ? " ALL " : " ANY ");
            }
        }
        text.add("(");
        queries.query(subquery.query());
        text.add(")");
    }

    /// The types of this text.
    TypeText types() {
        return types;
    }
}
