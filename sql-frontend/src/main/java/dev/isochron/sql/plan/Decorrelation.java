package dev.isochron.sql.plan;

import dev.isochron.sql.expression.ArraySubquery;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.ExistsSubquery;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.Not;
import dev.isochron.sql.expression.OuterValue;
import dev.isochron.sql.expression.QuantifiedSubquery;
import dev.isochron.sql.expression.ScalarSubquery;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.logical.Logicals;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes joins of EXISTS and IN in conditions.
///
/// ```
/// Filter (EXISTS (q where q.x = row.y) and rest)      Filter (rest)
///   input                                        →      Semi Join (q.x = row.y)
///                                                         input
///                                                         q without its condition
/// ```
///
/// So does LATERAL, if the query takes nothing from the row but conditions on top of it. NOT EXISTS
/// becomes an anti join. NOT IN stays, as a null on either side means something else there.
final class Decorrelation {

    private final List<Logical> subplans;

    Decorrelation(List<Logical> subplans) {
        this.subplans = subplans;
    }

    Logical rewrite(Logical node) {
        Logical below =
                Logicals.withInputs(node, node.inputs().stream().map(this::rewrite).toList());
        return switch (below) {
            case Logical.Filter(Logical input, Expression condition) -> filter(input, condition);
            case Logical.Apply apply -> lateral(apply).orElse(apply);
            default -> below;
        };
    }

    private Optional<Logical> lateral(Logical.Apply apply) {
        Logical query = subplans.get(apply.id());
        List<Expression> values = new ArrayList<>();
        int left = apply.left().width();
        for (int i = 0; i < left; i++) {
            values.add(new ColumnReference(i, SqlType.UNKNOWN, "c" + i));
        }
        if (query instanceof Logical.Project(Logical below, List<Expression> given)) {
            query = below;
            for (Expression value : given) {
                boolean mayBeNull = value instanceof ColumnReference || !apply.outer();
                if (!mayBeNull || !Conditions.isMovable(value) || hasSubquery(value)) {
                    return Optional.empty();
                }
                values.add(withArguments(Conditions.shifted(value, left), apply.arguments()));
            }
        } else {
            for (int i = left; i < apply.width(); i++) {
                values.add(new ColumnReference(i, SqlType.UNKNOWN, "c" + i));
            }
        }
        List<Expression> conditions = new ArrayList<>();
        for (Expression term : Conditions.terms(apply.condition())) {
            conditions.add(Conditions.replaced(term, values));
        }
        Logical.Kind kind = apply.outer() ? Logical.Kind.LEFT : Logical.Kind.INNER;
        return pulled(apply.left(), kind, query, apply.arguments(), conditions)
                .map(joined -> new Logical.Project(joined, values));
    }

    private Logical filter(Logical input, Expression condition) {
        Logical joined = input;
        List<Expression> rest = new ArrayList<>();
        for (Expression term : Conditions.terms(condition)) {
            Optional<Logical> join = join(joined, term);
            if (join.isPresent()) {
                joined = join.get();
            } else {
                rest.add(term);
            }
        }
        Expression left = Conditions.all(rest);
        return left == null ? joined : new Logical.Filter(joined, left);
    }

    private Optional<Logical> join(Logical input, Expression term) {
        return switch (term) {
            case ExistsSubquery(int id, List<Expression> arguments) ->
                    exists(input, Logical.Kind.SEMI, id, arguments);
            case Not(ExistsSubquery(int id, List<Expression> arguments)) ->
                    exists(input, Logical.Kind.ANTI, id, arguments);
            case QuantifiedSubquery in when !in.all() -> in(input, in);
            default -> Optional.empty();
        };
    }

    private Optional<Logical> exists(
            Logical input, Logical.Kind kind, int id, List<Expression> arguments) {
        Logical inner = subplans.get(id);
        while (inner instanceof Logical.Project(Logical below, _)) {
            inner = below;
        }
        return pulled(input, kind, inner, arguments, List.of());
    }

    private Optional<Logical> in(Logical input, QuantifiedSubquery in) {
        Logical inner = subplans.get(in.id());
        List<Expression> columns = new ArrayList<>(in.left());
        if (inner instanceof Logical.Project(Logical below, List<Expression> values)) {
            inner = below;
            values.forEach(value -> columns.add(Conditions.shifted(value, input.width())));
        } else {
            for (int i = 0; i < inner.width(); i++) {
                columns.add(column(i + input.width(), in, i));
            }
        }
        boolean isPlain =
                columns.stream()
                        .noneMatch(value -> hasOuter(value) || !Conditions.isMovable(value));
        if (!isPlain) {
            return Optional.empty();
        }
        Expression test = Conditions.replaced(in.test(), columns);
        return pulled(input, Logical.Kind.SEMI, inner, in.arguments(), List.of(test));
    }

    private static Expression column(int index, QuantifiedSubquery in, int place) {
        int wanted = in.left().size() + place;
        Expression[] found = new Expression[1];
        Expressions.forEach(
                in.test(),
                node -> {
                    if (node instanceof ColumnReference reference && reference.index() == wanted) {
                        found[0] = reference.at(index);
                    }
                });
        Expression known = found[0];
        return known == null ? in.left().getFirst() : known;
    }

    /// Joins with a query whose conditions on the outer row stand on top of it.
    private Optional<Logical> pulled(
            Logical input,
            Logical.Kind kind,
            Logical query,
            List<Expression> arguments,
            List<Expression> also) {
        List<Expression> conditions = new ArrayList<>(also);
        List<Expression> inside = new ArrayList<>();
        Logical inner = query;
        while (inner instanceof Logical.Filter(Logical below, Expression condition)) {
            for (Expression term : Conditions.terms(condition)) {
                if (hasOuter(term)) {
                    conditions.add(
                            withArguments(Conditions.shifted(term, input.width()), arguments));
                } else {
                    inside.add(term);
                }
            }
            inner = below;
        }
        if (hasOuter(inner)) {
            return Optional.empty();
        }
        Logical rows = rewrite(inside.isEmpty() ? inner : filterOf(inner, inside));
        return Optional.of(new Logical.Join(kind, input, rows, Conditions.all(conditions)));
    }

    private static Logical filterOf(Logical input, List<Expression> terms) {
        Expression condition = Conditions.all(terms);
        return condition == null ? input : new Logical.Filter(input, condition);
    }

    private static Expression withArguments(Expression condition, List<Expression> arguments) {
        return Expressions.rewrite(
                condition,
                node -> node instanceof OuterValue outer ? arguments.get(outer.index()) : node);
    }

    private static boolean hasOuter(Expression expression) {
        return Expressions.contains(expression, OuterValue.class::isInstance);
    }

    private static boolean hasOuter(Logical node) {
        boolean[] found = new boolean[1];
        Logicals.forEach(node, expression -> found[0] |= hasOuter(expression));
        return found[0];
    }

    /// Whether a query runs subqueries.
    static boolean hasSubquery(Expression expression) {
        return Expressions.contains(
                expression,
                node ->
                        node instanceof ExistsSubquery
                                || node instanceof QuantifiedSubquery
                                || node instanceof ScalarSubquery
                                || node instanceof ArraySubquery);
    }
}
