package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/// `(a, …) op ANY (SELECT …)`, or `ALL`; `IN` is `= ANY`, `NOT IN` is `<> ALL`.
///
/// @param id by which [Env#subquery] knows it
/// @param left what each row is compared with
/// @param test the comparison: its first columns are the values of `left`, the others the row of
///   the subquery
/// @param all whether it must hold for all rows
/// @param arguments what the [OuterValue]s within the subquery are, on this row
public record QuantifiedSubquery(
        int id, List<Expression> left, Expression test, boolean all, List<Expression> arguments)
        implements Expression {

    public QuantifiedSubquery {
        left = List.copyOf(left);
        arguments = List.copyOf(arguments);
    }

    @Override
    public SqlType type() {
        return SqlType.BOOL;
    }

    @Override
    public Value evaluate(Value[] row, Env env) {
        Value[] own = new Value[left.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = left.get(i).evaluate(row, env);
        }
        boolean unknown = false;
        try (RowSource rows = Subqueries.open(id, arguments, row, env)) {
            for (Value[] next = rows.next(); next != null; next = rows.next()) {
                Value holds = test.evaluate(joined(own, next), env);
                if (all ? Truth.isFalse(holds) : Truth.isTrue(holds)) {
                    return holds;
                }
                unknown |= holds.isNull();
            }
        }
        return unknown ? Truth.UNKNOWN : Truth.of(all);
    }

    private static Value[] joined(Value[] own, Value[] next) {
        Value[] both = new Value[own.length + next.length];
        System.arraycopy(own, 0, both, 0, own.length);
        System.arraycopy(next, 0, both, own.length, next.length);
        return both;
    }

    /// Those of this row; the test has a row of its own and is no child.
    @Override
    public List<Expression> children() {
        List<Expression> all = new ArrayList<>(left);
        all.addAll(arguments);
        return all;
    }

    @Override
    public Expression withChildren(List<Expression> children) {
        int count = left.size();
        return new QuantifiedSubquery(
                id,
                children.subList(0, count),
                test,
                all,
                children.subList(count, children.size()));
    }

    @Override
    public Volatility ownVolatility() {
        return Volatility.VOLATILE;
    }
}
