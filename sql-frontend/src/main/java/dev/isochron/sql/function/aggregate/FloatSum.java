package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import java.util.List;

/// `sum` of floats, in the order of the rows.
final class FloatSum implements Accumulator {

    private final boolean isNarrow;
    private Value sum = Value.Null.NULL;

    FloatSum(boolean isNarrow) {
        this.isNarrow = isNarrow;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        take(arguments[0]);
    }

    private void take(Value value) {
        if (value.isNull()) {
            return;
        }
        if (sum.isNull()) {
            sum = value;
            return;
        }
        double a = Args.real(sum);
        double b = Args.real(value);
        double both = isNarrow ? (float) (a + b) : a + b;
        if (Double.isInfinite(both) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
            throw Numbers.overflow();
        }
        sum = isNarrow ? new Value.Float4((float) both) : new Value.Float8(both);
    }

    @Override
    public Value result(Env env) {
        return sum;
    }

    @Override
    public List<Value> state() {
        return List.of(sum);
    }

    @Override
    public void merge(List<Value> state, Env env) {
        take(state.getFirst());
    }
}
