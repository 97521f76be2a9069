package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// Compares two rows, field by field from the left; the first fields that differ decide.
///
/// @param comparison what is asked
/// @param orders for each field the function behind its order: below zero, zero or above it
/// @param left the fields of the one
/// @param right the fields of the other, of the same types
public record RowComparison(
        Comparison comparison, List<Ordering> orders, List<Expression> left, List<Expression> right)
        implements Expression {

    public RowComparison {
        orders = List.copyOf(orders);
        left = List.copyOf(left);
        right = List.copyOf(right);
    }

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        boolean byEquality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        boolean unknown = false;
        for (int i = 0; i < left.size(); i++) {
            Value a = left.get(i).evaluate(row, env);
            Value b = right.get(i).evaluate(row, env);
            if (a.isNull() || b.isNull()) {
                if (!byEquality) {
                    return Truth.UNKNOWN;
                }
                unknown = true;
                continue;
            }
            int order = orders.get(i).compare(a, b);
            if (order != 0) {
                return Truth.of(comparison.holds(order));
            }
        }
        return unknown ? Truth.UNKNOWN : Truth.of(comparison.holds(0));
    }

    @Override
    public List<Expression> children() {
        List<Expression> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        int half = left.size();
        return new RowComparison(
                comparison, orders, children.subList(0, half), children.subList(half, 2 * half));
    }
}
