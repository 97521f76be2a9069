package dev.isochron.sql.plan;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.And;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Constant;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.InList;
import dev.isochron.sql.expression.Not;
import dev.isochron.sql.expression.NullTest;
import dev.isochron.sql.expression.Or;
import dev.isochron.sql.run.Sargs;
import dev.isochron.sql.store.Statistics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// About which part of a table's rows meet conditions, by what ANALYZE found. Conditions are taken
/// not to depend on each other.
final class Selectivity {

    /// Of a condition of which nothing is known.
    private static final double SOME = 1.0 / 3;

    /// How many elements an array is taken to have.
    private static final double ELEMENTS = 10;

    private final Statistics statistics;

    /// Where the table's columns begin in the row that conditions read.
    private final int from;

    private final int until;

    Selectivity(Statistics statistics, int from, int width) {
        this.statistics = statistics;
        this.from = from;
        this.until = from + width;
    }

    /// The part that meets all of them.
    double all(List<Expression> conditions) {
        double part = 1;
        for (Expression condition : conditions) {
            part *= one(condition);
        }
        return part;
    }

    private double one(Expression condition) {
        Optional<Conditions.Compared> compared = Conditions.compared(condition, from, until);
        if (compared.isPresent()) {
            return compared(compared.get());
        }
        return switch (condition) {
            case And(List<Expression> terms) -> all(terms);
            case Or(List<Expression> terms) -> {
                double none = 1;
                for (Expression term : terms) {
                    none *= 1 - one(term);
                }
                yield 1 - none;
            }
            case Not(Expression operand) -> 1 - one(operand);
            case NullTest(ColumnReference column, boolean negated) when isOwn(column) -> {
                double nulls = statistics.nulls(column.index() - from);
                yield negated ? 1 - nulls : nulls;
            }
            case InList in when in.operand() instanceof ColumnReference column && isOwn(column) -> {
                double part = Math.min(1, equal(column.index() - from, in.items()));
                yield in.negated() ? 1 - part : part;
            }
            default -> SOME;
        };
    }

    private boolean isOwn(ColumnReference column) {
        return column.index() >= from && column.index() < until;
    }

    private double compared(Conditions.Compared compared) {
        int place = compared.place() - from;
        Value value = value(compared.other());
        return switch (compared.operator()) {
            case "=" -> statistics.equal(place, value);
            case "<", "<=" -> statistics.below(place, value);
            default -> statistics.above(place, value);
        };
    }

    private static @Nullable Value value(Expression expression) {
        return expression instanceof Constant(Value value, _) ? value : null;
    }

    private double equal(int place, List<Expression> values) {
        double part = 0;
        for (Expression each : values) {
            part += statistics.equal(place, value(each));
        }
        return part;
    }

    /// The part whose column is what one part of a path asks for.
    double of(int place, Sargs.Part part) {
        if (part.nulls()) {
            return statistics.nulls(place);
        }
        double elements = part.array() == null ? 0 : ELEMENTS * statistics.equal(place, null);
        return Math.min(1, equal(place, part.values()) + elements);
    }

    /// The part whose column is within a range.
    double within(int place, Sargs.@Nullable End low, Sargs.@Nullable End high) {
        double above = low == null ? 1 : statistics.above(place, value(low.value()));
        double below = high == null ? 1 : statistics.below(place, value(high.value()));
        boolean isSure = low != null && high != null && isKnown(low) && isKnown(high);
        return isSure ? Math.max(0, above + below - (1 - statistics.nulls(place))) : above * below;
    }

    private static boolean isKnown(Sargs.End end) {
        return value(end.value()) != null;
    }
}
