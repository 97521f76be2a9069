package dev.isochron.sql.function.array;

import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.expression.Volatility;
import dev.isochron.sql.function.datetime.MomentMath;
import dev.isochron.sql.function.number.NumericMath;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;

/// `generate_series` and `generate_subscripts`: rows counted out one by one.
final class SeriesFunctions {

    private SeriesFunctions() {}

    static void define(Definer to) {
        for (String type : new String[] {"int4", "int8"}) {
            boolean isNarrow = type.equals("int4");
            to.set(
                    "generate_series(%1$s, %1$s) %1$s".formatted(type),
                    Volatility.IMMUTABLE,
                    (in, env) -> integers(in, Value.of(1), isNarrow));
            to.set(
                    "generate_series(%1$s, %1$s, %1$s) %1$s".formatted(type),
                    Volatility.IMMUTABLE,
                    (in, env) -> integers(in, in[2], isNarrow));
        }
        to.set(
                "generate_series(numeric, numeric) numeric",
                Volatility.IMMUTABLE,
                (in, env) -> numerics(in, new Numeric.Finite(BigDecimal.ONE)));
        to.set(
                "generate_series(numeric, numeric, numeric) numeric",
                Volatility.IMMUTABLE,
                (in, env) -> numerics(in, Args.numeric(in[2])));
        to.set(
                "generate_series(timestamp, timestamp, interval) timestamp",
                Volatility.IMMUTABLE,
                (in, env) -> moments(in, env));
        to.set(
                "generate_series(timestamptz, timestamptz, interval) timestamptz",
                Volatility.STABLE,
                SeriesFunctions::moments);
        to.set(
                "generate_subscripts(anyarray, int4) int4",
                Volatility.IMMUTABLE,
                (in, env) ->
                        Args.number(in[1]) == 1
                                ? integers(
                                        new Value[] {
                                            Value.of(1), Value.of(Args.elements(in[0]).size())
                                        },
                                        Value.of(1),
                                        true)
                                : RowSource.EMPTY);
    }

    private static SqlException zeroStep() {
        return invalid("step size cannot equal zero");
    }

    private static SqlException invalid(String message) {
        return SqlException.of(SqlCode.INVALID_PARAMETER_VALUE, message);
    }

    private static RowSource integers(Value[] in, Value by, boolean isNarrow) {
        long step = Args.number(by);
        if (step == 0) {
            throw zeroStep();
        }
        long last = Args.number(in[1]);
        return series(
                in[0],
                value -> step > 0 ? Args.number(value) <= last : Args.number(value) >= last,
                value -> next(Args.number(value), step, isNarrow));
    }

    /// Beyond the last number there is none.
    private static Value next(long number, long step, boolean isNarrow) {
        long next = number + step;
        boolean overflows =
                ((number ^ next) & (step ^ next)) < 0 || (isNarrow && next != (int) next);
        return overflows ? Value.Null.NULL : Value.of(next);
    }

    private static RowSource numerics(Value[] in, Numeric step) {
        requireFinite(in[0], "start value");
        requireFinite(in[1], "stop value");
        requireFinite(step, "step size");
        int direction = ((Numeric.Finite) step).value().signum();
        if (direction == 0) {
            throw zeroStep();
        }
        return series(
                in[0],
                value -> ValueOrder.compare(value, in[1]) * direction <= 0,
                value -> NumericMath.add(Args.numeric(value), step));
    }

    private static void requireFinite(Value value, String what) {
        if (value == Numeric.Special.NAN) {
            throw invalid(what + " cannot be NaN");
        }
        if (!(value instanceof Numeric.Finite)) {
            throw invalid(what + " cannot be infinity");
        }
    }

    private static RowSource moments(Value[] in, Env env) {
        CalendarInterval step = Args.interval(in[2]);
        int direction = ValueOrder.compare(step, new CalendarInterval(0, 0, 0));
        if (direction == 0) {
            throw zeroStep();
        }
        return series(
                in[0],
                value -> ValueOrder.compare(value, in[1]) * direction <= 0,
                value -> MomentMath.plus(value, step, env.format().zone()));
    }

    private interface Reached {
        boolean notYet(Value value);
    }

    private static RowSource series(Value first, Reached reached, UnaryOperator<Value> next) {
        return RowSource.of(
                new Iterator<Value[]>() {
                    private Value current = first;

                    @Override
                    public boolean hasNext() {
                        return !current.isNull() && reached.notYet(current);
                    }

                    @Override
                    public Value[] next() {
                        if (!hasNext()) {
                            throw new NoSuchElementException();
                        }
                        Value[] row = {current};
                        current = next.apply(current);
                        return row;
                    }
                });
    }
}
