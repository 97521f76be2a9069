package dev.isochron.sql.plan;

import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.logical.Logicals;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Moves conditions down to the rows that they are about, as far as that changes nothing.
final class Pushdown {

    private Pushdown() {}

    static Logical rewrite(Logical node) {
        return push(node, List.of());
    }

    /// The part with conditions on its rows.
    private static Logical push(Logical node, List<Expression> terms) {
        return switch (node) {
            case Logical.Filter(Logical input, Expression condition) -> {
                List<Expression> all = new ArrayList<>(terms);
                List<Expression> stay = new ArrayList<>();
                for (Expression term : Conditions.terms(condition)) {
                    (Conditions.isMovable(term) ? all : stay).add(term);
                }
                yield filtered(push(input, all), stay);
            }
            case Logical.Project project -> project(project, terms);
            case Logical.Join join -> join(join, terms);
            case Logical.Apply apply -> apply(apply, terms);
            case Logical.Aggregate aggregate -> aggregate(aggregate, terms);
            case Logical.Sort(Logical input, var sorted) ->
                    new Logical.Sort(push(input, terms), sorted);
            case Logical.Distinct(Logical input, var keys) when keys.isEmpty() ->
                    new Logical.Distinct(push(input, terms), keys);
            case Logical.SetOperation(var kind, boolean all, var keys, Logical left, Logical right)
                    when keys.isEmpty() ->
                    new Logical.SetOperation(
                            kind, all, keys, push(left, terms), push(right, terms));
            case Logical.Scan _,
                    Logical.Listed _,
                    Logical.Functions _,
                    Logical.Virtual _,
                    Logical.Shared _,
                    Logical.ProjectSet _,
                    Logical.Window _,
                    Logical.Insert _,
                    Logical.Update _,
                    Logical.Delete _,
                    Logical.Distinct _,
                    Logical.SetOperation _,
                    Logical.Limit _ ->
                    filtered(
                            Logicals.withInputs(
                                    node, node.inputs().stream().map(Pushdown::rewrite).toList()),
                            terms);
        };
    }

    private static Logical filtered(Logical node, List<Expression> terms) {
        Expression condition = Conditions.all(terms);
        return condition == null ? node : new Logical.Filter(node, condition);
    }

    private static Logical project(Logical.Project project, List<Expression> terms) {
        List<Expression> down = new ArrayList<>();
        List<Expression> stay = new ArrayList<>();
        for (Expression term : terms) {
            BitSet columns = Expressions.columnsOf(term);
            boolean moves =
                    columns.stream()
                            .allMatch(i ->
                                    Conditions.isMovable(project.values().get(i))
                                            && !Decorrelation.hasSubquery(project.values().get(i)));
            if (moves) {
                down.add(Conditions.replaced(term, project.values()));
            } else {
                stay.add(term);
            }
        }
        Logical input = push(project.input(), down);
        return filtered(merged(input, project.values()), stay);
    }

    /// Of columns that are only passed on, nothing is to be computed in between.
    private static Logical merged(Logical input, List<Expression> values) {
        if (!(input instanceof Logical.Project(Logical below, List<Expression> inner))) {
            return new Logical.Project(input, values);
        }
        boolean isPlain =
                inner.stream()
                        .allMatch(one -> one instanceof ColumnReference || one instanceof Constant);
        return isPlain
                ? new Logical.Project(
                        below,
                        values.stream().map(value -> Conditions.named(value, inner)).toList())
                : new Logical.Project(input, values);
    }

    private static Logical aggregate(Logical.Aggregate aggregate, List<Expression> terms) {
        List<Expression> down = new ArrayList<>();
        List<Expression> stay = new ArrayList<>();
        int keys = aggregate.keys().size();
        for (Expression term : terms) {
            boolean moves =
                    keys > 0
                            && !Conditions.isConstant(term)
                            && Conditions.isWithin(term, 0, keys)
                            && aggregate.keys().stream().allMatch(Conditions::isMovable);
            if (moves) {
                down.add(Conditions.replaced(term, aggregate.keys()));
            } else {
                stay.add(term);
            }
        }
        return filtered(
                new Logical.Aggregate(
                        push(aggregate.input(), down), aggregate.keys(), aggregate.calls()),
                stay);
    }

    private static Logical join(Logical.Join join, List<Expression> terms) {
        Logical.Join simple = simplified(join, terms);
        int left = simple.left().width();
        int all = left + simple.right().width();
        boolean intoLeft =
                simple.kind() != Logical.Kind.RIGHT && simple.kind() != Logical.Kind.FULL;
        boolean intoRight =
                simple.kind() == Logical.Kind.INNER || simple.kind() == Logical.Kind.RIGHT;
        List<Expression> toLeft = new ArrayList<>();
        List<Expression> toRight = new ArrayList<>();
        List<Expression> stay = new ArrayList<>();
        List<Expression> condition = new ArrayList<>();
        for (Expression term : terms) {
            if (intoLeft && Conditions.isWithin(term, 0, left)) {
                toLeft.add(term);
            } else if (intoRight && Conditions.isWithin(term, left, all)) {
                toRight.add(Conditions.shifted(term, -left));
            } else if (simple.kind() == Logical.Kind.INNER) {
                condition.add(term);
            } else {
                stay.add(term);
            }
        }
        boolean ofLeft =
                simple.kind() == Logical.Kind.INNER
                        || simple.kind() == Logical.Kind.SEMI
                        || simple.kind() == Logical.Kind.RIGHT;
        boolean ofRight = simple.kind() != Logical.Kind.RIGHT && simple.kind() != Logical.Kind.FULL;
        for (Expression term : Conditions.terms(simple.condition())) {
            boolean moves = Conditions.isMovable(term) && !Conditions.isConstant(term);
            if (moves && ofLeft && Conditions.isWithin(term, 0, left)) {
                toLeft.add(term);
            } else if (moves && ofRight && Conditions.isWithin(term, left, all)) {
                toRight.add(Conditions.shifted(term, -left));
            } else {
                condition.add(term);
            }
        }
        return filtered(
                new Logical.Join(
                        simple.kind(),
                        push(simple.left(), toLeft),
                        push(simple.right(), toRight),
                        Conditions.all(condition)),
                stay);
    }

    private static Logical apply(Logical.Apply apply, List<Expression> terms) {
        List<Expression> down = new ArrayList<>();
        List<Expression> stay = new ArrayList<>();
        int left = apply.left().width();
        for (Expression term : terms) {
            (Conditions.isWithin(term, 0, left) ? down : stay).add(term);
        }
        return filtered(Logicals.withInputs(apply, List.of(push(apply.left(), down))), stay);
    }

    /// An outer join whose added rows no condition lets through is an inner one.
    private static Logical.Join simplified(Logical.Join join, List<Expression> terms) {
        int left = join.left().width();
        int all = left + join.right().width();
        boolean right = terms.stream().anyMatch(term -> Conditions.rejectsNulls(term, left, all));
        boolean ofLeft = terms.stream().anyMatch(term -> Conditions.rejectsNulls(term, 0, left));
        Logical.Kind kind =
                switch (join.kind()) {
                    case LEFT -> right ? Logical.Kind.INNER : Logical.Kind.LEFT;
                    case RIGHT -> ofLeft ? Logical.Kind.INNER : Logical.Kind.RIGHT;
                    case FULL ->
                            right && ofLeft
                                    ? Logical.Kind.INNER
                                    : ofLeft
                                            ? Logical.Kind.LEFT
                                            : right ? Logical.Kind.RIGHT : Logical.Kind.FULL;
                    case INNER, SEMI, ANTI -> join.kind();
                };
        return new Logical.Join(kind, join.left(), join.right(), join.condition());
    }
}
