package dev.isochron.sql.expression;

import dev.isochron.protocol.value.Value;
import java.util.List;

/// Opens the subquery of an expression.
final class Subqueries {

    private Subqueries() {}

    static RowSource open(int id, List<Expression> arguments, Value[] row, Env env) {
        Value[] in = new Value[arguments.size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = arguments.get(i).evaluate(row, env);
        }
        return env.subquery(id, in);
    }
}
