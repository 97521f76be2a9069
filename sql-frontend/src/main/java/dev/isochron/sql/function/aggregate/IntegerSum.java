package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// `sum` of integers: 64 bits as long as they do, then as many as it takes.
final class IntegerSum implements Accumulator {

    private final boolean asInteger;
    private boolean isEmpty = true;
    private long low;
    private BigInteger high = BigInteger.ZERO;

    /// @param asInteger whether the result is a `bigint`, and not a `numeric`
    IntegerSum(boolean asInteger) {
        this.asInteger = asInteger;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        take(Args.number(arguments[0]));
    }

    private void take(long number) {
        isEmpty = false;
        long sum = low + number;
        if (((low ^ sum) & (number ^ sum)) < 0) {
            high = high.add(BigInteger.valueOf(low));
            low = number;
        } else {
            low = sum;
        }
    }

    @Override
    public Value result(Env env) {
        if (isEmpty) {
            return Value.Null.NULL;
        }
        BigInteger all = high.add(BigInteger.valueOf(low));
        if (!asInteger) {
            return new Numeric.Finite(new BigDecimal(all));
        }
        if (all.bitLength() >= Long.SIZE) {
            throw Refusal.outOfRange("bigint");
        }
        return Value.of(all.longValue());
    }

    @Override
    public List<Value> state() {
        return List.of(
                isEmpty
                        ? Value.Null.NULL
                        : new Numeric.Finite(new BigDecimal(high.add(BigInteger.valueOf(low)))));
    }

    @Override
    public void merge(List<Value> state, Env env) {
        if (state.getFirst() instanceof Numeric.Finite(BigDecimal sum)) {
            isEmpty = false;
            high = high.add(sum.toBigIntegerExact());
        }
    }
}
