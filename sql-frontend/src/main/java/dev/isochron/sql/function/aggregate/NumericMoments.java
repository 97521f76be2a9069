package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.function.number.NumericMath;
import dev.isochron.sql.routine.Args;
import java.math.BigDecimal;
import java.util.List;

/// Spread of integers and numerics, exact until the last division.
final class NumericMoments implements Accumulator {

    private final Spread spread;
    private long count;
    private boolean isVague;
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;

    NumericMoments(Spread spread) {
        this.spread = spread;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        count++;
        if (Numbers.toNumeric(arguments[0]) instanceof Numeric.Finite(BigDecimal number)) {
            sum = sum.add(number);
            squares = squares.add(number.multiply(number));
        } else {
            isVague = true;
        }
    }

    @Override
    public Value result(Env env) {
        if (count < (spread.isOfSample() ? 2 : 1)) {
            return Value.Null.NULL;
        }
        if (isVague) {
            return Numeric.Special.NAN;
        }
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal numerator = n.multiply(squares).subtract(sum.multiply(sum));
        if (numerator.signum() <= 0) {
            return new Numeric.Finite(BigDecimal.ZERO);
        }
        BigDecimal divisor = n.multiply(spread.isOfSample() ? n.subtract(BigDecimal.ONE) : n);
        Numeric variance =
                NumericMath.divide(new Numeric.Finite(numerator), new Numeric.Finite(divisor));
        return spread.isRoot() ? NumericMath.squareRoot(variance) : variance;
    }

    @Override
    public List<Value> state() {
        return List.of(
                Value.of(count),
                Value.of(isVague),
                new Numeric.Finite(sum),
                new Numeric.Finite(squares));
    }

    @Override
    public void merge(List<Value> state, Env env) {
        count += Args.number(state.get(0));
        isVague |= Args.truth(state.get(1));
        sum = sum.add(((Numeric.Finite) state.get(2)).value());
        squares = squares.add(((Numeric.Finite) state.get(3)).value());
    }
}
