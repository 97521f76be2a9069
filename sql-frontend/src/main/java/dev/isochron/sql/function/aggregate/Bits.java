package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import java.util.List;

/// `bit_and`, `bit_or` and `bit_xor`.
final class Bits implements Accumulator {

    /// What is done with the bits.
    enum Kind {
        AND("bit_and"),
        OR("bit_or"),
        XOR("bit_xor");

        private final String function;

        Kind(String function) {
            this.function = function;
        }

        String function() {
            return function;
        }
    }

    private final Kind kind;
    private Value bits = Value.Null.NULL;

    Bits(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        take(arguments[0]);
    }

    private void take(Value value) {
        if (value.isNull()) {
            return;
        }
        if (bits.isNull()) {
            bits = value;
            return;
        }
        long a = Args.number(bits);
        long b = Args.number(value);
        bits =
                Value.of(
                        switch (kind) {
                            case AND -> a & b;
                            case OR -> a | b;
                            case XOR -> a ^ b;
                        });
    }

    @Override
    public Value result(Env env) {
        return bits;
    }

    @Override
    public List<Value> state() {
        return List.of(bits);
    }

    @Override
    public void merge(List<Value> state, Env env) {
        take(state.getFirst());
    }
}
