package dev.isochron.sql.function.number;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// Everything on numbers.
public final class NumberFunctions {

    private NumberFunctions() {}

    /// Declares it.
    public static void define(Definer to) {
        IntegerMath.define(to);
        FloatMath.define(to);
        AngleFunctions.define(to);
        NumericMath.define(to);
        NumericFunctions.define(to);
        to.function(
                "to_hex(int4) text",
                (in, env) -> Value.of(Integer.toHexString(Args.integer(in[0]))));
        to.function(
                "to_hex(int8) text", (in, env) -> Value.of(Long.toHexString(Args.number(in[0]))));
        to.function("width_bucket(float8, float8, float8, int4) int4", (in, env) -> bucket(in));
        to.function(
                "width_bucket(numeric, numeric, numeric, int4) int4", (in, env) -> exactBucket(in));
        to.function(
                "width_bucket(anycompatible, anycompatiblearray) int4",
                (in, env) -> bucketOf(in[0], Args.elements(in[1])));
    }

    private static SqlException invalid(String message) {
        return SqlException.of(SqlCode.INVALID_ARGUMENT_FOR_WIDTH_BUCKET_FUNCTION, message);
    }

    private static long count(Value value) {
        long count = Args.number(value);
        if (count <= 0) {
            throw invalid("count must be greater than zero");
        }
        return count;
    }

    private static Value bucket(Value[] in) {
        double operand = Args.real(in[0]);
        double low = Args.real(in[1]);
        double high = Args.real(in[2]);
        long count = count(in[3]);
        if (Double.isNaN(operand) || Double.isNaN(low) || Double.isNaN(high)) {
            throw invalid("operand, lower bound, and upper bound cannot be NaN");
        }
        if (Double.isInfinite(low) || Double.isInfinite(high)) {
            throw invalid("lower and upper bounds must be finite");
        }
        if (low == high) {
            throw invalid("lower bound cannot equal upper bound");
        }
        boolean up = low < high;
        if (up ? operand < low : operand > low) {
            return Value.of(0);
        }
        if (up ? operand >= high : operand <= high) {
            return bucketNumber(count + 1);
        }
        return bucketNumber((long) (count * ((operand - low) / (high - low))) + 1);
    }

    private static Value bucketNumber(long number) {
        if (number > Integer.MAX_VALUE) {
            throw Refusal.outOfRange("integer");
        }
        return Value.of(number);
    }

    private static Value exactBucket(Value[] in) {
        long count = count(in[3]);
        if (in[0] == Numeric.Special.NAN
                || in[1] == Numeric.Special.NAN
                || in[2] == Numeric.Special.NAN) {
            throw invalid("operand, lower bound, and upper bound cannot be NaN");
        }
        if (!(in[1] instanceof Numeric.Finite(BigDecimal low))
                || !(in[2] instanceof Numeric.Finite(BigDecimal high))) {
            throw invalid("lower and upper bounds must be finite");
        }
        int direction = low.compareTo(high);
        if (direction == 0) {
            throw invalid("lower bound cannot equal upper bound");
        }
        int fromLow = ValueOrder.compare(in[0], in[1]) * -direction;
        int fromHigh = ValueOrder.compare(in[0], in[2]) * -direction;
        if (fromLow < 0) {
            return Value.of(0);
        }
        if (fromHigh >= 0) {
            return bucketNumber(count + 1);
        }
        BigDecimal operand = ((Numeric.Finite) in[0]).value();
        BigDecimal place =
                operand.subtract(low)
                        .multiply(BigDecimal.valueOf(count))
                        .divide(high.subtract(low), 0, RoundingMode.DOWN);
        return bucketNumber(place.longValueExact() + 1);
    }

    private static Value bucketOf(Value operand, List<Value> thresholds) {
        int low = 0;
        int high = thresholds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ValueOrder.compare(operand, thresholds.get(middle)) < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Value.of(low);
    }
}
