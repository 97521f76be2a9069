package dev.isochron.sql.function.aggregate;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.cast.Numbers;
import dev.isochron.sql.expression.Accumulator;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.routine.Args;
import java.util.List;

/// Average and spread of floats, by Youngs and Cramer's way of keeping the sum of squares.
final class FloatMoments implements Accumulator {

    /// What is asked for.
    enum Kind {
        AVERAGE,
        VARIANCE_OF_SAMPLE,
        VARIANCE_OF_ALL,
        DEVIATION_OF_SAMPLE,
        DEVIATION_OF_ALL
    }

    private final Kind kind;
    private double count;
    private double sum;
    private double squares;

    FloatMoments(Kind kind) {
        this.kind = kind;
    }

    @Override
    public void add(Value[] arguments, Env env) {
        double value = Args.real(arguments[0]);
        boolean isFinite = !Double.isInfinite(value) && !Double.isInfinite(sum);
        count++;
        sum += value;
        if (count > 1) {
            double distance = value * count - sum;
            squares += distance * distance / (count * (count - 1));
            if (isFinite && Double.isInfinite(sum)) {
                throw Numbers.overflow();
            }
        } else if (Double.isInfinite(value) || Double.isNaN(value)) {
            squares = Double.NaN;
        }
    }

    @Override
    public Value result(Env env) {
        boolean ofSample = kind == Kind.VARIANCE_OF_SAMPLE || kind == Kind.DEVIATION_OF_SAMPLE;
        if (count < (ofSample ? 2 : 1)) {
            return Value.Null.NULL;
        }
        return new Value.Float8(
                switch (kind) {
                    case AVERAGE -> sum / count;
                    case VARIANCE_OF_SAMPLE -> squares / (count - 1);
                    case VARIANCE_OF_ALL -> squares / count;
                    case DEVIATION_OF_SAMPLE -> Math.sqrt(squares / (count - 1));
                    case DEVIATION_OF_ALL -> Math.sqrt(squares / count);
                });
    }

    @Override
    public List<Value> state() {
        return List.of(new Value.Float8(count), new Value.Float8(sum), new Value.Float8(squares));
    }

    @Override
    public void merge(List<Value> state, Env env) {
        double otherCount = Args.real(state.get(0));
        double otherSum = Args.real(state.get(1));
        double otherSquares = Args.real(state.get(2));
        if (otherCount == 0) {
            return;
        }
        if (count == 0) {
            count = otherCount;
            sum = otherSum;
            squares = otherSquares;
            return;
        }
        double distance = sum / count - otherSum / otherCount;
        double all = count + otherCount;
        squares += otherSquares + count * otherCount * distance * distance / all;
        sum += otherSum;
        count = all;
    }
}
