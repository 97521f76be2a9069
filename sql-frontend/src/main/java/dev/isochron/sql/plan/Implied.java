package dev.isochron.sql.plan;

import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.Or;
import dev.isochron.sql.expression.RowComparison;
import dev.isochron.sql.run.Sargs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What conditions on several columns say of one. Rows that meet the condition meet this, but not
/// the other way round: it tells where to look, and the condition is looked at all the same.
///
/// ```
/// (a, b) IN ((1, 2), (3, 4))               a is 1 or 3, b is 2 or 4
/// a = 1 AND c < 5 OR a = 7                 a is 1 or 7
/// (a, b) > (1, 2)                          a >= 1
/// ```
final class Implied {

    private Implied() {}

    /// What a column may be equal to by one of these conditions.
    static Optional<Sargs.Part> equal(List<Expression> conditions, int place, int from, int until) {
        for (Expression condition : conditions) {
            if (condition instanceof Or(List<Expression> terms)) {
                Optional<Sargs.Part> part = anyOf(terms, place, from, until);
                if (part.isPresent()) {
                    return part;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Sargs.Part> anyOf(
            List<Expression> terms, int place, int from, int until) {
        List<Expression> values = new ArrayList<>();
        for (Expression term : terms) {
            Optional<Sargs.Part> part = allOf(term, place, from, until);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            for (Expression value : part.get().values()) {
                if (!values.contains(value)) {
                    values.add(value);
                }
            }
        }
        return Optional.of(new Sargs.Part(values, null, false));
    }

    private static Optional<Sargs.Part> allOf(Expression term, int place, int from, int until) {
        for (Expression condition : Expressions.conjuncts(term)) {
            Optional<Sargs.Part> part =
                    condition instanceof Or(List<Expression> terms)
                            ? anyOf(terms, place, from, until)
                            : Conditions.equal(condition, place, from, until)
                                    .filter(found -> found.array() == null && !found.nulls());
            if (part.isPresent()) {
                return part;
            }
        }
        return Optional.empty();
    }

    /// How the first column of a row is compared, if that can be said.
    static Optional<Conditions.Compared> first(Expression condition, int from, int until) {
        if (!(condition instanceof RowComparison rows)) {
            return Optional.empty();
        }
        return switch (rows.comparison()) {
            case LESS, LESS_OR_EQUAL ->
                    Conditions.between(
                            rows.left().getFirst(), "<=", rows.right().getFirst(), from, until);
            case GREATER, GREATER_OR_EQUAL ->
                    Conditions.between(
                            rows.left().getFirst(), ">=", rows.right().getFirst(), from, until);
            case EQUAL, NOT_EQUAL -> Optional.empty();
        };
    }
}
