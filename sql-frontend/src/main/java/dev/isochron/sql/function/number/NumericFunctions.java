package dev.isochron.sql.function.number;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Numeric.Special;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Body;
import dev.isochron.sql.format.Numerics;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;

/// Functions of `numeric`: rounding, roots, powers, logarithms.
final class NumericFunctions {

    private static final int MIN_ROUND_SCALE = -131_072;
    private static final int LOG_GUARD = 8;
    private static final double LOG10_E = 0.434294481903252;
    private static final int MAX_WEIGHT = 131_072;

    /// From here on PostgreSQL does not begin to compute the exponential.
    private static final BigDecimal EXP_END = BigDecimal.valueOf(6000);

    private NumericFunctions() {}

    static void define(Definer to) {
        finite(to, "ceil", x -> x.setScale(0, RoundingMode.CEILING));
        finite(to, "ceiling", x -> x.setScale(0, RoundingMode.CEILING));
        finite(to, "floor", x -> x.setScale(0, RoundingMode.FLOOR));
        finite(to, "round", x -> x.setScale(0, RoundingMode.HALF_UP));
        finite(to, "trunc", x -> x.setScale(0, RoundingMode.DOWN));
        finite(to, "trim_scale", NumericFunctions::trimmed);
        to.function("round(numeric, int4) numeric", rounding(RoundingMode.HALF_UP));
        to.function("trunc(numeric, int4) numeric", rounding(RoundingMode.DOWN));
        to.function("sign(numeric) numeric", (in, env) -> sign(Args.numeric(in[0])));
        to.function("scale(numeric) int4", (in, env) -> scale(in[0], false));
        to.function("min_scale(numeric) int4", (in, env) -> scale(in[0], true));
        to.function("sqrt(numeric) numeric", (in, env) -> sqrt(Args.numeric(in[0])));
        to.function("exp(numeric) numeric", (in, env) -> exp(Args.numeric(in[0])));
        to.function("ln(numeric) numeric", (in, env) -> ln(Args.numeric(in[0])));
        Body log10 = (in, env) -> log(new Numeric.Finite(BigDecimal.TEN), Args.numeric(in[0]));
        to.function("log(numeric) numeric", log10);
        to.function("log10(numeric) numeric", log10);
        to.function(
                "log(numeric, numeric) numeric",
                (in, env) -> log(Args.numeric(in[0]), Args.numeric(in[1])));
        Body power = (in, env) -> power(Args.numeric(in[0]), Args.numeric(in[1]));
        to.both("power", "^(numeric, numeric) numeric", power);
        to.function("pow(numeric, numeric) numeric", power);
        to.function("factorial(int8) numeric", (in, env) -> factorial(Args.number(in[0])));
    }

    private static void finite(Definer to, String name, UnaryOperator<BigDecimal> function) {
        to.function(
                name + "(numeric) numeric",
                (in, env) ->
                        in[0] instanceof Numeric.Finite(BigDecimal number)
                                ? Numerics.of(function.apply(number))
                                : in[0]);
    }

    private static BigDecimal trimmed(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Value scale(Value value, boolean trimmed) {
        return value instanceof Numeric.Finite(BigDecimal number)
                ? Value.of(trimmed ? trimmed(number).scale() : number.scale())
                : Value.Null.NULL;
    }

    private static Body rounding(RoundingMode mode) {
        return (in, env) -> {
            if (!(in[0] instanceof Numeric.Finite(BigDecimal number))) {
                return in[0];
            }
            int scale = Math.clamp(Args.number(in[1]), MIN_ROUND_SCALE, Numeric.MAX_SCALE);
            BigDecimal rounded = number.setScale(scale, mode);
            return Numerics.of(scale < 0 ? rounded.setScale(0) : rounded);
        };
    }

    private static Numeric sign(Numeric value) {
        return switch (value) {
            case Special.NAN -> value;
            case Special.INFINITY -> new Numeric.Finite(BigDecimal.ONE);
            case Special.MINUS_INFINITY -> new Numeric.Finite(BigDecimal.ONE.negate());
            case Numeric.Finite(BigDecimal number) ->
                    new Numeric.Finite(BigDecimal.valueOf(number.signum()));
        };
    }

    static Numeric sqrt(Numeric value) {
        if (!(value instanceof Numeric.Finite(BigDecimal number))) {
            if (value == Special.MINUS_INFINITY) {
                throw negativeRoot();
            }
            return value;
        }
        if (number.signum() < 0) {
            throw negativeRoot();
        }
        int scale = Scale.ofSquareRoot(number);
        if (number.signum() == 0) {
            return new Numeric.Finite(BigDecimal.ZERO.setScale(scale));
        }
        // Exact: the root of an integer, with one digit more than is kept.
        BigDecimal shifted = number.movePointRight(2 * (scale + 1));
        BigDecimal root = new BigDecimal(shifted.toBigInteger().sqrt(), scale + 1);
        return Numerics.of(root.setScale(scale, RoundingMode.HALF_UP));
    }

    private static SqlException negativeRoot() {
        return SqlException.of(
                SqlCode.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                "cannot take square root of a negative number");
    }

    private static Numeric exp(Numeric value) {
        if (!(value instanceof Numeric.Finite(BigDecimal number))) {
            return value == Special.MINUS_INFINITY ? new Numeric.Finite(BigDecimal.ZERO) : value;
        }
        if (number.compareTo(EXP_END) >= 0) {
            throw Refusal.numericOverflow();
        }
        double weight = Math.clamp(number.doubleValue() * LOG10_E, -2000, 2000);
        int scale = Scale.bounded(Scale.SIGNIFICANT - (int) weight, number);
        return Numerics.of(Series.exp(number, scale));
    }

    private static Numeric ln(Numeric value) {
        if (!(value instanceof Numeric.Finite(BigDecimal number))) {
            if (value == Special.MINUS_INFINITY) {
                throw negativeLogarithm();
            }
            return value;
        }
        requirePositive(number);
        int scale = Scale.bounded(Scale.SIGNIFICANT - Scale.lnWeight(number), number);
        return Numerics.of(Series.ln(number, scale));
    }

    private static void requirePositive(BigDecimal number) {
        if (number.signum() == 0) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_LOGARITHM, "cannot take logarithm of zero");
        }
        if (number.signum() < 0) {
            throw negativeLogarithm();
        }
    }

    private static SqlException negativeLogarithm() {
        return SqlException.of(
                SqlCode.INVALID_ARGUMENT_FOR_LOGARITHM,
                "cannot take logarithm of a negative number");
    }

    private static Numeric log(Numeric base, Numeric value) {
        if (base == Special.NAN || value == Special.NAN) {
            return Special.NAN;
        }
        if (!(base instanceof Numeric.Finite(BigDecimal b))
                || !(value instanceof Numeric.Finite(BigDecimal x))) {
            return logOfInfinity(base, value);
        }
        requirePositive(b);
        requirePositive(x);
        int weight = Scale.lnWeight(x) - Scale.lnWeight(b);
        int scale = Scale.bounded(Scale.SIGNIFICANT - weight, b, x);
        int digits = Math.max(scale, 0) + LOG_GUARD + Math.abs(Scale.lnWeight(b)) * 2 + 8;
        BigDecimal divisor = Series.ln(b, digits);
        if (divisor.signum() == 0) {
            throw IntegerMath.divisionByZero();
        }
        return Numerics.of(Series.ln(x, digits).divide(divisor, scale, RoundingMode.HALF_UP));
    }

    private static Numeric logOfInfinity(Numeric base, Numeric value) {
        if (base == Special.MINUS_INFINITY || value == Special.MINUS_INFINITY) {
            throw negativeLogarithm();
        }
        if (base instanceof Numeric.Finite(BigDecimal b)) {
            requirePositive(b);
            return Special.INFINITY;
        }
        if (value instanceof Numeric.Finite(BigDecimal x)) {
            requirePositive(x);
            return new Numeric.Finite(BigDecimal.ZERO);
        }
        return Special.NAN;
    }

    private static Numeric power(Numeric base, Numeric exponent) {
        if (!(base instanceof Numeric.Finite(BigDecimal b))
                || !(exponent instanceof Numeric.Finite(BigDecimal e))) {
            return SpecialPowers.power(base, exponent);
        }
        if (b.signum() == 0 && e.signum() < 0) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                    "zero raised to a negative power is undefined");
        }
        boolean isWhole = trimmed(e).scale() <= 0;
        if (b.signum() < 0 && !isWhole) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                    "a negative number raised to a non-integer power yields a complex result");
        }
        boolean fits = isWhole && e.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        return Numerics.of(fits ? wholePower(b, e.intValueExact()) : anyPower(b, e));
    }

    private static BigDecimal wholePower(BigDecimal base, int exponent) {
        int scale = Scale.bounded(Scale.SIGNIFICANT, base);
        if (exponent == 0) {
            return BigDecimal.ONE.setScale(scale);
        }
        if (base.signum() == 0) {
            return BigDecimal.ZERO.setScale(scale);
        }
        double weight = exponent * Scale.ln(base.abs()) * LOG10_E;
        if (weight > MAX_WEIGHT) {
            throw Refusal.numericOverflow();
        }
        if (weight + 1 < -scale) {
            return BigDecimal.ZERO.setScale(scale);
        }
        int digits = (int) Math.max(1, weight + scale) + 12;
        MathContext context =
                new MathContext(
                        digits + Integer.toString(Math.abs(exponent)).length(),
                        RoundingMode.HALF_EVEN);
        BigDecimal power = base.pow(Math.abs(exponent), context);
        return exponent < 0
                ? BigDecimal.ONE.divide(power, scale, RoundingMode.HALF_UP)
                : power.setScale(scale, RoundingMode.HALF_UP);
    }

    private static BigDecimal anyPower(BigDecimal base, BigDecimal exponent) {
        if (base.signum() == 0) {
            return BigDecimal.ZERO.setScale(Scale.bounded(Scale.SIGNIFICANT, base, exponent));
        }
        boolean isOdd = base.signum() < 0 && exponent.toBigInteger().testBit(0);
        double ln = Scale.ln(base.abs()) * exponent.doubleValue();
        double weight = Math.clamp(ln * LOG10_E, -2000, MAX_WEIGHT + 2000);
        if (weight > MAX_WEIGHT) {
            throw Refusal.numericOverflow();
        }
        int scale = Scale.bounded(Scale.SIGNIFICANT - (int) weight, base, exponent);
        int digits = scale + (int) Math.abs(weight) + exponent.precision() + LOG_GUARD + 12;
        BigDecimal product = Series.ln(base.abs(), digits).multiply(exponent);
        BigDecimal power = Series.exp(product, scale);
        return isOdd ? power.negate() : power;
    }

    private static Numeric factorial(long number) {
        if (number < 0) {
            throw SqlException.of(
                    SqlCode.NUMERIC_VALUE_OUT_OF_RANGE,
                    "factorial of a negative number is undefined");
        }
        if (number > 32_177) {
            throw Refusal.numericOverflow();
        }
        BigInteger product = BigInteger.ONE;
        for (long i = 2; i <= number; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return Numerics.of(new BigDecimal(product));
    }
}
