package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import java.util.List;

/// `min` and `max`.
final class Extremum implements Accumulator {

    private final boolean greatest;
    private Value best = Value.Null.NULL;

    Extremum(boolean greatest) {
        this.greatest = greatest;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        take(arguments[0]);
    }

    private void take(Value value) {
        if (value.isNull()) {
            return;
        }
        int order = best.isNull() ? 0 : ValueOrder.compare(value, best);
        if (best.isNull() || (greatest ? order > 0 : order < 0)) {
            best = value;
        }
    }

    @Override
    public Value result(Env env) {
        return best;
    }

    @Override
    public List<Value> state() {
        return List.of(best);
    }

    @Override
    public void merge(List<Value> state, Env env) {
        take(state.getFirst());
    }
}
