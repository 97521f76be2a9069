package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import java.util.List;

/// `string_agg`: texts, each with what separates it from those before.
final class JoinedText implements Accumulator {

    private final StringBuilder text = new StringBuilder();
    private String firstSeparator = "";
    private boolean isEmpty = true;

    @Override
    public void add(Value[] arguments, Env env) {
        if (arguments[0].isNull()) {
            return;
        }
        String separator = arguments[1].isNull() ? "" : Args.text(arguments[1]);
        if (isEmpty) {
            firstSeparator = separator;
            isEmpty = false;
        } else {
            text.append(separator);
        }
        text.append(Args.text(arguments[0]));
    }

    @Override
    public Value result(Env env) {
        return isEmpty ? Value.Null.NULL : Value.of(text.toString());
    }

    @Override
    public List<Value> state() {
        return isEmpty ? List.of() : List.of(Value.of(firstSeparator), Value.of(text.toString()));
    }

    @Override
    public void merge(List<Value> state, Env env) {
        if (!state.isEmpty()) {
            add(new Value[] {state.getLast(), state.getFirst()}, env);
        }
    }

    @Override
    public long heldBytes() {
        return 2L * text.capacity();
    }
}
