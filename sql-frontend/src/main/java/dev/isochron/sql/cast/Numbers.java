package dev.isochron.sql.cast;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.Integers;
import dev.isochron.sql.format.Numerics;
import dev.isochron.sql.type.Refusal;
import dev.isochron.sql.type.TypeId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Turns numbers into numbers of other types.
public final class Numbers {

    private static final MathContext FLOAT4_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final MathContext FLOAT8_DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);
    private static final double INT8_END = 0x1p63;

    private Numbers() {}

    /// The same number in another type.
    ///
    /// @param to one of the six numeric types
    public static Value convert(Value value, TypeId to) {
        return switch (to) {
            case INT2, INT4, INT8 -> toInteger(value, to);
            case FLOAT4 -> new Value.Float4(toFloat(value));
            case FLOAT8 -> new Value.Float8(toDouble(value));
            default -> toNumeric(value);
        };
    }

    private static Value toInteger(Value value, TypeId to) {
        return switch (value) {
            case Value.Int(long number) -> checked(number, to);
            case Value.Float4(float number) -> ofDouble(number, to);
            case Value.Float8(double number) -> ofDouble(number, to);
            case Numeric.Finite(BigDecimal number) -> ofDecimal(number, to);
            case Numeric.Special.NAN -> throw cannotConvert("NaN", to);
            case Numeric.Special _ -> throw cannotConvert("infinity", to);
            default -> throw new IllegalArgumentException("not a number: " + value);
        };
    }

    private static SqlException cannotConvert(String what, TypeId to) {
        return SqlException.of(
                SqlCode.FEATURE_NOT_SUPPORTED,
                "cannot convert " + what + " to " + to.displayName());
    }

    private static Value checked(long number, TypeId to) {
        if (!Integers.fits(number, to)) {
            throw Refusal.outOfRange(to.displayName());
        }
        return Value.of(number);
    }

    private static Value ofDouble(double number, TypeId to) {
        double rounded = Math.rint(number);
        if (!(rounded >= -INT8_END && rounded < INT8_END)) {
            throw Refusal.outOfRange(to.displayName());
        }
        return checked((long) rounded, to);
    }

    private static Value ofDecimal(BigDecimal number, TypeId to) {
        if (number.precision() - number.scale() > 20) {
            throw Refusal.outOfRange(to.displayName());
        }
        BigDecimal rounded = number.setScale(0, RoundingMode.HALF_UP);
        try {
            return checked(rounded.longValueExact(), to);
        } catch (ArithmeticException _) {
            throw Refusal.outOfRange(to.displayName());
        }
    }

    /// The nearest `float4`.
    static float toFloat(Value value) {
        return switch (value) {
            case Value.Int(long number) -> (float) number;
            case Value.Float4(float number) -> number;
            case Value.Float8(double number) -> narrow(number);
            case Numeric numeric -> ofNumeric(numeric);
            default -> throw new IllegalArgumentException("not a number: " + value);
        };
    }

    private static float narrow(double number) {
        float narrow = (float) number;
        if (Float.isInfinite(narrow) && !Double.isInfinite(number)) {
            throw overflow();
        }
        if (narrow == 0 && number != 0) {
            throw underflow();
        }
        return narrow;
    }

    /// A result too large for a float.
    public static SqlException overflow() {
        return SqlException.of(SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: overflow");
    }

    /// A result too small for a float.
    public static SqlException underflow() {
        return SqlException.of(SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: underflow");
    }

    private static float ofNumeric(Numeric numeric) {
        return switch (numeric) {
            case Numeric.Special.NAN -> Float.NaN;
            case Numeric.Special.INFINITY -> Float.POSITIVE_INFINITY;
            case Numeric.Special.MINUS_INFINITY -> Float.NEGATIVE_INFINITY;
            case Numeric.Finite(BigDecimal number) -> {
                float near = number.floatValue();
                if (Float.isInfinite(near) || (near == 0 && number.signum() != 0)) {
                    throw tooFar(number, "real");
                }
                yield near;
            }
        };
    }

    private static SqlException tooFar(BigDecimal number, String type) {
        return SqlException.of(
                SqlCode.NUMERIC_VALUE_OUT_OF_RANGE,
                "\"" + number.toPlainString() + "\" is out of range for type " + type);
    }

    /// The nearest `float8`.
    public static double toDouble(Value value) {
        return switch (value) {
            case Value.Int(long number) -> (double) number;
            case Value.Float4(float number) -> number;
            case Value.Float8(double number) -> number;
            case Numeric.Special.NAN -> Double.NaN;
            case Numeric.Special.INFINITY -> Double.POSITIVE_INFINITY;
            case Numeric.Special.MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
            case Numeric.Finite(BigDecimal number) -> {
                double near = number.doubleValue();
                if (Double.isInfinite(near) || (near == 0 && number.signum() != 0)) {
                    throw tooFar(number, "double precision");
                }
                yield near;
            }
            default -> throw new IllegalArgumentException("not a number: " + value);
        };
    }

    /// The numeric of a number: of a float with as many digits as it is sure of.
    public static Numeric toNumeric(Value value) {
        return switch (value) {
            case Value.Int(long number) -> new Numeric.Finite(BigDecimal.valueOf(number));
            case Value.Float4(float number) -> ofFloat(number, FLOAT4_DIGITS);
            case Value.Float8(double number) -> ofFloat(number, FLOAT8_DIGITS);
            case Numeric numeric -> numeric;
            default -> throw new IllegalArgumentException("not a number: " + value);
        };
    }

    private static Numeric ofFloat(double number, MathContext digits) {
        if (Double.isNaN(number)) {
            return Numeric.Special.NAN;
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? Numeric.Special.INFINITY : Numeric.Special.MINUS_INFINITY;
        }
        BigDecimal near = new BigDecimal(number).round(digits).stripTrailingZeros();
        return Numerics.of(near);
    }
}
