package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import java.util.List;

/// `count`.
final class Count implements Accumulator {

    private long count;

    @Override
    public void add(Value[] arguments, Env env) {
        count++;
    }

    @Override
    public Value result(Env env) {
        return Value.of(count);
    }

    @Override
    public List<Value> state() {
        return List.of(Value.of(count));
    }

    @Override
    public void merge(List<Value> state, Env env) {
        count += Args.number(state.getFirst());
    }
}
