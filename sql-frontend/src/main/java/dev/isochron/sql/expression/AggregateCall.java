package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls an aggregate function.
///
/// It has no value on one row: the planner computes it over groups and puts a [ColumnReference] in
/// its place.
///
/// @param arguments none for `count(*)`
/// @param isDistinct whether equal rows of arguments count once
/// @param filter which rows count; null: all
/// @param order in which the rows are taken
/// @param type of the result
public record AggregateCall(
        AggregateRoutine routine,
        List<Expression> arguments,
        boolean isDistinct,
        @Nullable Expression filter,
        List<SortTerm> order,
        SqlType type)
        implements Expression {

    public AggregateCall {
        arguments = List.copyOf(arguments);
        order = List.copyOf(order);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        throw new IllegalStateException(routine.name() + " has a value only over a group of rows");
    }

    @Override
    public List<Expression> children() {
        List<Expression> all = new ArrayList<>(arguments);
        order.forEach(term -> all.add(term.key()));
        if (filter != null) {
            all.add(filter);
        }
        return all;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        int count = arguments.size();
        List<SortTerm> sorted = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            sorted.add(order.get(i).withKey(children.get(count + i)));
        }
        return new AggregateCall(
                routine,
                children.subList(0, count),
                isDistinct,
                filter == null ? null : children.getLast(),
                sorted,
                type);
    }
}
