package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.function.datetime.IntervalMath;
import dev.isochron.sql.routine.Args;
import java.util.List;

/// `sum` and `avg` of intervals.
final class IntervalSum implements Accumulator {

    private final boolean isAverage;
    private long count;
    private CalendarInterval sum = new CalendarInterval(0, 0, 0);

    IntervalSum(boolean isAverage) {
        this.isAverage = isAverage;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        count++;
        sum = IntervalMath.add(sum, arguments[0]);
    }

    @Override
    public Value result(Env env) {
        if (count == 0) {
            return Value.Null.NULL;
        }
        return isAverage ? IntervalMath.divided(sum, (double) count) : sum;
    }

    @Override
    public List<Value> state() {
        return List.of(Value.of(count), sum);
    }

    @Override
    public void merge(List<Value> state, Env env) {
        count += Args.number(state.getFirst());
        sum = IntervalMath.add(sum, state.getLast());
    }
}
