package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// `string_agg` of bytes.
final class JoinedBytes implements Accumulator {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Value firstSeparator = Bytes.takeOver(new byte[0]);
    private boolean isEmpty = true;

    @Override
    public void add(Value[] arguments, Env env) {
        if (arguments[0].isNull()) {
            return;
        }
        if (isEmpty) {
            firstSeparator = arguments[1];
            isEmpty = false;
        } else if (!arguments[1].isNull()) {
            bytes.writeBytes(Args.bytes(arguments[1]).toBytes());
        }
        bytes.writeBytes(Args.bytes(arguments[0]).toBytes());
    }

    @Override
    public Value result(Env env) {
        return isEmpty ? Value.Null.NULL : Bytes.takeOver(bytes.toByteArray());
    }

    @Override
    public List<Value> state() {
        return isEmpty ? List.of() : List.of(firstSeparator, Bytes.takeOver(bytes.toByteArray()));
    }

    @Override
    public void merge(List<Value> state, Env env) {
        if (!state.isEmpty()) {
            add(new Value[] {state.getLast(), state.getFirst()}, env);
        }
    }

    @Override
    public long heldBytes() {
        return bytes.size();
    }
}
