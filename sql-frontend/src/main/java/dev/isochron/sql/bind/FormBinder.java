package dev.isochron.sql.bind;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Comparison;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.resolve.Forms;
import dev.isochron.sql.resolve.Resolver;
import dev.isochron.sql.tree.Operator;
import dev.isochron.sql.tree.Predicate;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.SubqueryExpression;
import dev.isochron.sql.type.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binds the forms of expressions that have an operator or a word of their own.
final class FormBinder {

    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);

    private final ExpressionBinder binder;
    private final Resolver resolver;

    FormBinder(ExpressionBinder binder, Resolver resolver) {
        this.binder = binder;
        this.resolver = resolver;
    }

    private static <T> T at(int position, java.util.function.Supplier<T> making) {
        return ExpressionBinder.at(position, making);
    }

    Expression bind(dev.isochron.sql.tree.Expression from) {
        return switch (from) {
            case dev.isochron.sql.tree.Expression.Unary(
                            var operator,
                            dev.isochron.sql.tree.Expression.NumberLiteral(String text, int at))
                    when operator.symbol().equals("-") ->
                    at(at, () -> negative(text));
            case dev.isochron.sql.tree.Expression.Unary(var operator, var operand) -> {
                Expression bound = binder.bind(operand);
                yield at(operator.position(), () -> resolver.prefix(operator.symbol(), bound));
            }
            case dev.isochron.sql.tree.Expression.Binary binary -> binary(binary);
            case dev.isochron.sql.tree.Expression.And(var terms, int position) ->
                    joined(terms, position, true);
            case dev.isochron.sql.tree.Expression.Or(var terms, int position) ->
                    joined(terms, position, false);
            case dev.isochron.sql.tree.Expression.Not(var operand, _) -> {
                Expression bound = binder.bind(operand);
                yield at(operand.start(), () -> resolver.forms().not(bound));
            }
            case dev.isochron.sql.tree.Expression.Coalesce(var values, int position) -> {
                List<Expression> bound = binder.bind(values);
                yield at(position, () -> resolver.forms().coalesce(bound));
            }
            case dev.isochron.sql.tree.Expression.NullIf(var left, var right, int position) -> {
                Expression a = binder.bind(left);
                Expression b = binder.bind(right);
                yield at(position, () -> resolver.forms().nullIf(a, b));
            }
            case dev.isochron.sql.tree.Expression.Extreme(
                            var greatest,
                            var values,
                            int position) -> {
                List<Expression> bound = binder.bind(values);
                yield at(position, () -> resolver.forms().extreme(bound, greatest));
            }
            case dev.isochron.sql.tree.Expression.SystemValue value -> systemValue(value);
            case dev.isochron.sql.tree.Expression.Case it -> caseOf(it);
            case dev.isochron.sql.tree.Expression.ArrayOf(var elements, int position) -> {
                List<Expression> bound = binder.bind(elements);
                yield at(position, () -> resolver.forms().array(bound, null));
            }
            case dev.isochron.sql.tree.Expression.Subscript subscript -> subscript(subscript);
            default ->
                    throw SqlException.unsupported(from.position(), "this kind of expression is");
        };
    }

    /// A number with its sign, so that the least of each type is of that type.
    private Expression negative(String text) {
        Constant number = Forms.number(text);
        return switch (number.value()) {
            case Value.Int(long value) when -value == Integer.MIN_VALUE ->
                    new Constant(Value.of(-value), SqlType.INT4);
            case Value.Int(long value) -> new Constant(Value.of(-value), number.type());
            case Numeric.Finite(var value) when value.compareTo(LEAST_LONG.negate()) == 0 ->
                    new Constant(Value.of(Long.MIN_VALUE), SqlType.INT8);
            default -> resolver.prefix("-", number);
        };
    }

    private Expression joined(
            List<dev.isochron.sql.tree.Expression> terms, int position, boolean all) {
        Expression bound = condition(terms.getFirst(), all ? "AND" : "OR");
        for (dev.isochron.sql.tree.Expression term : terms.subList(1, terms.size())) {
            Expression left = bound;
            Expression right = condition(term, all ? "AND" : "OR");
            bound =
                    at(
                            position,
                            () ->
                                    all
                                            ? resolver.forms().and(left, right)
                                            : resolver.forms().or(left, right));
        }
        return bound;
    }

    private Expression condition(dev.isochron.sql.tree.Expression from, String clause) {
        Expression bound = binder.bind(from);
        return at(from.start(), () -> resolver.condition(bound, clause));
    }

    /// All operators are in one schema.
    private static void requireSystem(Operator operator) {
        String schema = operator.schema();
        if (schema != null && !schema.equals(QualifiedName.SYSTEM_SCHEMA)) {
            throw SqlException.at(
                    operator.position(),
                    SqlCode.UNDEFINED_FUNCTION,
                    "operator does not exist: " + schema + "." + operator.symbol());
        }
    }

    private Expression binary(dev.isochron.sql.tree.Expression.Binary binary) {
        String symbol = binary.operator().symbol();
        requireSystem(binary.operator());
        int position = binary.operator().position();
        if (binary.left() instanceof dev.isochron.sql.tree.Expression.RowOf left) {
            for (Comparison comparison : Comparison.values()) {
                if (comparison.operator().equals(symbol)) {
                    List<Expression> right = rowOf(binary.right(), left.fields().size(), position);
                    if (right != null) {
                        List<Expression> fields = binder.bind(left.fields());
                        return at(position, () -> resolver.forms().rows(comparison, fields, right));
                    }
                }
            }
        }
        Expression left = binder.bind(binary.left());
        Expression right = binder.bind(binary.right());
        return at(position, () -> resolver.operator(symbol, left, right));
    }

    /// The fields of a row, or of a query that gives one; null for what is no row.
    private @Nullable List<Expression> rowOf(
            dev.isochron.sql.tree.Expression from, int size, int position) {
        return switch (from) {
            case dev.isochron.sql.tree.Expression.RowOf row -> binder.bind(row.fields());
            case SubqueryExpression.Scalar(Query query, _) -> {
                List<Expression> columns = binder.columns(query);
                if (columns.size() != size) {
                    throw ExpressionBinder.uneven(size, columns.size(), position);
                }
                yield columns;
            }
            default -> null;
        };
    }

    private Expression systemValue(dev.isochron.sql.tree.Expression.SystemValue value) {
        Integer digits = value.precision();
        return at(
                value.position(),
                () ->
                        switch (value.which()) {
                            case CURRENT_DATE -> resolver.cast(now(), SqlType.DATE);
                            case CURRENT_TIMESTAMP ->
                                    resolver.cast(now(), precise(SqlType.TIMESTAMPTZ, digits));
                            case LOCALTIMESTAMP ->
                                    resolver.cast(now(), precise(SqlType.TIMESTAMP, digits));
                            case LOCALTIME, CURRENT_TIME ->
                                    resolver.cast(now(), precise(SqlType.TIME, digits));
                            case CURRENT_USER, CURRENT_ROLE, USER ->
                                    resolver.function("current_user", List.of());
                            case SESSION_USER -> resolver.function("session_user", List.of());
                            case CURRENT_CATALOG ->
                                    resolver.function("current_database", List.of());
                            case CURRENT_SCHEMA -> resolver.function("current_schema", List.of());
                        });
    }

    private Expression now() {
        return resolver.function("now", List.of());
    }

    private static SqlType precise(SqlType type, @Nullable Integer digits) {
        return digits == null ? type : type.withModifier(digits);
    }

    private Expression caseOf(dev.isochron.sql.tree.Expression.Case it) {
        dev.isochron.sql.tree.Expression operand = it.operand();
        Expression compared = operand == null ? null : resolver.known(binder.bind(operand));
        List<Expression> conditions = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        for (dev.isochron.sql.tree.Expression.Branch branch : it.branches()) {
            conditions.add(
                    compared == null
                            ? condition(branch.when(), "CASE/WHEN")
                            : equal(compared, branch.when()));
            results.add(binder.bind(branch.then()));
        }
        dev.isochron.sql.tree.Expression other = it.otherwise();
        Expression otherwise = other == null ? null : binder.bind(other);
        return at(it.position(), () -> resolver.forms().caseOf(conditions, results, otherwise));
    }

    private Expression equal(Expression compared, dev.isochron.sql.tree.Expression value) {
        Expression bound = binder.bind(value);
        return at(value.start(), () -> resolver.operator("=", compared, bound));
    }

    private Expression subscript(dev.isochron.sql.tree.Expression.Subscript subscript) {
        Expression array = binder.bind(subscript.base());
        if (subscript.brackets().size() > 1 && array.type().isArray()) {
            throw SqlException.unsupported(
                    subscript.position(), "arrays of more than one dimension are");
        }
        for (dev.isochron.sql.tree.Expression.Bracket bracket : subscript.brackets()) {
            Expression base = array;
            array =
                    switch (bracket) {
                        case dev.isochron.sql.tree.Expression.Bracket.Index(var index) -> {
                            Expression bound = binder.bind(index);
                            yield at(
                                    subscript.position(),
                                    () -> resolver.forms().subscript(base, bound));
                        }
                        case dev.isochron.sql.tree.Expression.Bracket.Slice(
                                        var from,
                                        var until) -> {
                            Expression lower = from == null ? null : binder.bind(from);
                            Expression upper = until == null ? null : binder.bind(until);
                            yield at(
                                    subscript.position(),
                                    () -> resolver.forms().slice(base, lower, upper));
                        }
                    };
        }
        return array;
    }

    Expression predicate(Predicate from) {
        return switch (from) {
            case Predicate.IsTruth(var operand, var truth, boolean negated, int position) -> {
                Expression bound = binder.bind(operand);
                Boolean expected =
                        switch (truth) {
                            case TRUE -> Boolean.TRUE;
                            case FALSE -> Boolean.FALSE;
                            case UNKNOWN -> null;
                        };
                yield at(position, () -> resolver.forms().truth(bound, expected, negated));
            }
            case Predicate.IsDistinctFrom(
                            dev.isochron.sql.tree.Expression.RowOf left,
                            dev.isochron.sql.tree.Expression.RowOf right,
                            boolean negated,
                            int position) ->
                    distinctRows(left, right, negated, position);
            case Predicate.IsDistinctFrom(var left, var right, boolean negated, int position) -> {
                Expression a = binder.bind(left);
                Expression b = binder.bind(right);
                yield at(position, () -> resolver.forms().distinct(a, b, negated));
            }
            case Predicate.Between between -> between(between);
            case Predicate.Like like -> like(like);
            case Predicate.QuantifiedArray any -> {
                Expression operand = binder.bind(any.operand());
                Expression array = binder.bind(any.array());
                String symbol = any.operator().symbol();
                yield at(
                        any.position(),
                        () -> resolver.forms().any(symbol, operand, array, any.all()));
            }
            case Predicate.IsNull _, Predicate.InValues _ -> binder.bind(from);
        };
    }

    /// Rows are distinct if any of their fields are.
    private Expression distinctRows(
            dev.isochron.sql.tree.Expression.RowOf left,
            dev.isochron.sql.tree.Expression.RowOf right,
            boolean negated,
            int position) {
        List<Expression> a = binder.bind(left.fields());
        List<Expression> b = binder.bind(right.fields());
        return at(
                position,
                () -> {
                    if (a.size() != b.size() || a.isEmpty()) {
                        throw SqlException.of(
                                SqlCode.SYNTAX_ERROR,
                                "unequal number of entries in row expressions");
                    }
                    Expression any = resolver.forms().distinct(a.getFirst(), b.getFirst(), false);
                    for (int i = 1; i < a.size(); i++) {
                        Expression one = resolver.forms().distinct(a.get(i), b.get(i), false);
                        any = resolver.forms().or(any, one);
                    }
                    return negated ? resolver.forms().not(any) : any;
                });
    }

    private Expression between(Predicate.Between between) {
        Expression operand = binder.bind(between.operand());
        Expression low = binder.bind(between.low());
        Expression high = binder.bind(between.high());
        return at(
                between.position(),
                () -> {
                    Expression inside = within(operand, low, high);
                    if (between.symmetric()) {
                        inside = resolver.forms().or(inside, within(operand, high, low));
                    }
                    return between.negated() ? resolver.forms().not(inside) : inside;
                });
    }

    private Expression within(Expression operand, Expression low, Expression high) {
        return resolver.forms()
                .and(resolver.operator(">=", operand, low), resolver.operator("<=", operand, high));
    }

    private Expression like(Predicate.Like like) {
        Expression operand = binder.bind(like.operand());
        Expression written = binder.bind(like.pattern());
        dev.isochron.sql.tree.Expression escape = like.escape();
        List<Expression> parts = new ArrayList<>();
        parts.add(written);
        if (escape != null) {
            parts.add(binder.bind(escape));
        }
        return at(
                like.position(),
                () -> {
                    Expression pattern = written;
                    if (like.style() == Predicate.Style.SIMILAR) {
                        pattern = resolver.function("similar_to_escape", parts);
                    } else if (escape != null) {
                        pattern = resolver.function("like_escape", parts);
                    }
                    return resolver.operator(like.symbol(), operand, pattern);
                });
    }
}
