package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Calls a function over the rows that share a partition with the current one.
///
/// It has no value on one row: the planner computes it over partitions and puts a [ColumnReference]
/// in its place.
///
/// @param partition rows that are equal in these share a partition; the directions do not matter
/// @param order of the rows of a partition; those equal in it are peers
/// @param type of the result
public record WindowCall(
        WindowFunction function,
        List<Expression> arguments,
        List<SortTerm> partition,
        List<SortTerm> order,
        SqlType type)
        implements Expression {

    public WindowCall {
        arguments = List.copyOf(arguments);
        partition = List.copyOf(partition);
        order = List.copyOf(order);
    }

    /// Whether both can be computed over the same partitions in the same order.
    public boolean sharesWindow(WindowCall other) {
        return partition.equals(other.partition) && order.equals(other.order);
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        throw new IllegalStateException(function.name() + " has a value only over a window");
    }

    @Override
    public List<Expression> children() {
        List<Expression> all = new ArrayList<>(arguments);
        partition.forEach(term -> all.add(term.key()));
        order.forEach(term -> all.add(term.key()));
        return all;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        int first = arguments.size();
        int second = first + partition.size();
        return new WindowCall(
                function,
                children.subList(0, first),
                withKeys(partition, children.subList(first, second)),
                withKeys(order, children.subList(second, children.size())),
                type);
    }

    private static List<SortTerm> withKeys(List<SortTerm> terms, List<Expression> keys) {
        List<SortTerm> changed = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            changed.add(terms.get(i).withKey(keys.get(i)));
        }
        return changed;
    }
}
