package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.function.number.NumericMath;
import dev.isochron.sql.routine.Args;
import java.math.BigDecimal;
import java.util.List;

/// `sum` and `avg` of numerics; `avg` of integers, too.
final class NumericSum implements Accumulator {

    private static final Numeric ZERO = new Numeric.Finite(BigDecimal.ZERO);

    private final boolean isAverage;
    private long count;
    private Numeric sum = ZERO;

    NumericSum(boolean isAverage) {
        this.isAverage = isAverage;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        count++;
        sum = NumericMath.add(sum, Numbers.toNumeric(arguments[0]));
    }

    @Override
    public Value result(Env env) {
        if (count == 0) {
            return Value.Null.NULL;
        }
        return isAverage
                ? NumericMath.divide(sum, new Numeric.Finite(BigDecimal.valueOf(count)))
                : sum;
    }

    @Override
    public List<Value> state() {
        return List.of(Value.of(count), sum);
    }

    @Override
    public void merge(List<Value> state, Env env) {
        count += Args.number(state.getFirst());
        sum = NumericMath.add(sum, Args.numeric(state.getLast()));
    }
}
