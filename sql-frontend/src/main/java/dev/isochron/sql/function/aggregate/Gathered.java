package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import java.util.ArrayList;
import java.util.List;

/// `array_agg`: all values, nulls as well.
final class Gathered implements Accumulator {

    private static final long BYTES_EACH = 40;

    private final List<Value> elements = new ArrayList<>();

    @Override
    public void add(Value[] arguments, Env env) {
        take(arguments[0]);
    }

    private void take(Value value) {
        if (elements.size() >= Value.Array.MAX_ELEMENTS) {
            throw SqlException.of(
                    SqlCode.PROGRAM_LIMIT_EXCEEDED,
                    "array size exceeds the maximum allowed (" + Value.Array.MAX_ELEMENTS + ")");
        }
        elements.add(value);
    }

    @Override
    public Value result(Env env) {
        return elements.isEmpty() ? Value.Null.NULL : new Value.Array(elements);
    }

    @Override
    public List<Value> state() {
        return List.copyOf(elements);
    }

    @Override
    public void merge(List<Value> state, Env env) {
        state.forEach(this::take);
    }

    @Override
    public long heldBytes() {
        return BYTES_EACH * elements.size();
    }
}
