package dev.isochron.sql.bind;

import dev.isochron.sql.expression.AggregateCall;
import dev.isochron.sql.expression.ColumnReference;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.expression.Expressions;
import dev.isochron.sql.expression.OuterValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query that is run by itself, and what it takes from the row of the query around it.
final class Frame {

    private final @Nullable Scope around;
    private final @Nullable Clause clause;
    private final List<Expression> captured = new ArrayList<>();

    /// @param around the names of the query around it, or null
    Frame(@Nullable Scope around) {
        this(around, null);
    }

    /// @param clause of the query around it that it stands in
    Frame(@Nullable Scope around, @Nullable Clause clause) {
        this.around = around;
        this.clause = clause;
    }

    @Nullable Scope around() {
        return around;
    }

    /// What the query around it hands over for each run.
    List<Expression> captured() {
        return List.copyOf(captured);
    }

    /// The value of an expression over the row around it.
    Expression outer(Expression value, String name) {
        int at = captured.indexOf(value);
        if (at < 0) {
            at = captured.size();
            captured.add(value);
        }
        return new OuterValue(at, value.type(), name);
    }

    /// An aggregate that takes nothing but values of the row around this query is one of the query
    /// around it, and here a value from there.
    ///
    /// @param call the aggregate as it was bound here
    /// @param before how much was captured before its arguments
    /// @return null if it is one of this query
    @Nullable Expression lifted(AggregateCall call, int before, int position) {
        boolean isOuter =
                Expressions.contains(call, OuterValue.class::isInstance)
                        && !Expressions.contains(call, ColumnReference.class::isInstance);
        if (!isOuter || clause == null) {
            return null;
        }
        Expression there =
                Expressions.rewrite(
                        call,
                        node ->
                                node instanceof OuterValue value
                                        ? captured.get(value.index())
                                        : node);
        if (!Expressions.contains(there, ColumnReference.class::isInstance)) {
            return null;
        }
        clause.requireAggregates(position);
        captured.subList(before, captured.size()).clear();
        return outer(there, call.routine().name());
    }

    /// How much is captured.
    int size() {
        return captured.size();
    }
}
