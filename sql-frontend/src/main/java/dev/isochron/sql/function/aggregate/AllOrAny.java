package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import java.util.List;

/// `bool_and` and `bool_or`.
final class AllOrAny implements Accumulator {

    private final boolean all;
    private Value sofar = Value.Null.NULL;

    AllOrAny(boolean all) {
        this.all = all;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        take(arguments[0]);
    }

    private void take(Value value) {
        if (!value.isNull() && (sofar.isNull() || Args.truth(value) != all)) {
            sofar = value;
        }
    }

    @Override
    public Value result(Env env) {
        return sofar;
    }

    @Override
    public List<Value> state() {
        return List.of(sofar);
    }

    @Override
    public void merge(List<Value> state, Env env) {
        take(state.getFirst());
    }
}
