package dev.isochron.sql.function.number;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Numeric.Special;
import dev.isochron.protocol.value.ValueOrder;
import dev.isochron.sql.format.Numerics;
import dev.isochron.sql.routine.Args;
import dev.isochron.sql.routine.Definer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Arithmetic of `numeric`, with NaN and the infinities.
public final class NumericMath {

    private static final Numeric ZERO = new Numeric.Finite(BigDecimal.ZERO);

    private NumericMath() {}

    static void define(Definer to) {
        to.operator("+(numeric) numeric", (in, env) -> in[0]);
        to.both("numeric_uminus", "-(numeric) numeric", (in, env) -> negated(Args.numeric(in[0])));
        to.both("abs", "@(numeric) numeric", (in, env) -> absolute(Args.numeric(in[0])));
        to.operator(
                "+(numeric, numeric) numeric",
                (in, env) -> add(Args.numeric(in[0]), Args.numeric(in[1])));
        to.operator(
                "-(numeric, numeric) numeric",
                (in, env) -> add(Args.numeric(in[0]), negated(Args.numeric(in[1]))));
        to.operator(
                "*(numeric, numeric) numeric",
                (in, env) -> multiply(Args.numeric(in[0]), Args.numeric(in[1])));
        to.operator(
                "/(numeric, numeric) numeric",
                (in, env) -> divide(Args.numeric(in[0]), Args.numeric(in[1])));
        to.both(
                "mod",
                "%(numeric, numeric) numeric",
                (in, env) -> remainder(Args.numeric(in[0]), Args.numeric(in[1])));
        to.function(
                "div(numeric, numeric) numeric",
                (in, env) -> quotient(Args.numeric(in[0]), Args.numeric(in[1])));
        to.function(
                "gcd(numeric, numeric) numeric",
                (in, env) -> gcd(Args.numeric(in[0]), Args.numeric(in[1])));
        to.function(
                "lcm(numeric, numeric) numeric",
                (in, env) -> lcm(Args.numeric(in[0]), Args.numeric(in[1])));
    }

    private static int sign(Numeric value) {
        return switch (value) {
            case Special.INFINITY -> 1;
            case Special.MINUS_INFINITY -> -1;
            case Special.NAN -> 0;
            case Numeric.Finite(BigDecimal number) -> number.signum();
        };
    }

    private static Numeric infinity(int sign) {
        return sign == 0 ? Special.NAN : sign > 0 ? Special.INFINITY : Special.MINUS_INFINITY;
    }

    static Numeric negated(Numeric value) {
        return switch (value) {
            case Numeric.Finite(BigDecimal number) -> new Numeric.Finite(number.negate());
            case Special.NAN -> value;
            case Special.INFINITY -> Special.MINUS_INFINITY;
            case Special.MINUS_INFINITY -> Special.INFINITY;
        };
    }

    static Numeric absolute(Numeric value) {
        return sign(value) < 0 ? negated(value) : value;
    }

    /// The sum.
    public static Numeric add(Numeric a, Numeric b) {
        if (a instanceof Numeric.Finite(BigDecimal x)
                && b instanceof Numeric.Finite(BigDecimal y)) {
            return Numerics.of(x.add(y));
        }
        if (a == Special.NAN || b == Special.NAN) {
            return Special.NAN;
        }
        if (a instanceof Special && b instanceof Special) {
            return a.equals(b) ? a : Special.NAN;
        }
        return a instanceof Special ? a : b;
    }

    /// The difference.
    public static Numeric subtract(Numeric a, Numeric b) {
        return add(a, negated(b));
    }

    /// The product.
    public static Numeric multiply(Numeric a, Numeric b) {
        if (a instanceof Numeric.Finite(BigDecimal x)
                && b instanceof Numeric.Finite(BigDecimal y)) {
            BigDecimal product = x.multiply(y);
            return Numerics.of(
                    product.scale() > Numeric.MAX_SCALE
                            ? product.setScale(Numeric.MAX_SCALE, RoundingMode.HALF_UP)
                            : product);
        }
        return a == Special.NAN || b == Special.NAN ? Special.NAN : infinity(sign(a) * sign(b));
    }

    /// The quotient, with PostgreSQL's scale.
    public static Numeric divide(Numeric a, Numeric b) {
        if (a == Special.NAN || b == Special.NAN) {
            return Special.NAN;
        }
        if (b instanceof Numeric.Finite(BigDecimal divisor)) {
            if (divisor.signum() == 0) {
                throw IntegerMath.divisionByZero();
            }
            if (a instanceof Numeric.Finite(BigDecimal dividend)) {
                int scale = Scale.ofQuotient(dividend, divisor);
                return Numerics.of(dividend.divide(divisor, scale, RoundingMode.HALF_UP));
            }
            return infinity(sign(a) * divisor.signum());
        }
        return a instanceof Special ? Special.NAN : ZERO;
    }

    /// The root, with PostgreSQL's scale.
    public static Numeric squareRoot(Numeric value) {
        return NumericFunctions.sqrt(value);
    }

    private static Numeric remainder(Numeric a, Numeric b) {
        if (a == Special.NAN || b == Special.NAN) {
            return Special.NAN;
        }
        if (b instanceof Numeric.Finite(BigDecimal divisor)) {
            if (divisor.signum() == 0) {
                throw IntegerMath.divisionByZero();
            }
            if (a instanceof Numeric.Finite(BigDecimal dividend)) {
                int scale = Math.max(dividend.scale(), divisor.scale());
                return Numerics.of(dividend.remainder(divisor).setScale(scale, RoundingMode.DOWN));
            }
            return Special.NAN;
        }
        return a instanceof Special ? Special.NAN : a;
    }

    private static Numeric quotient(Numeric a, Numeric b) {
        if (a instanceof Numeric.Finite(BigDecimal x)
                && b instanceof Numeric.Finite(BigDecimal y)) {
            if (y.signum() == 0) {
                throw IntegerMath.divisionByZero();
            }
            return Numerics.of(x.divideToIntegralValue(y).setScale(0, RoundingMode.DOWN));
        }
        return divide(a, b);
    }

    private static Numeric gcd(Numeric a, Numeric b) {
        if (a instanceof Numeric.Finite(BigDecimal x)
                && b instanceof Numeric.Finite(BigDecimal y)) {
            int scale = Math.max(x.scale(), y.scale());
            BigInteger common =
                    x.setScale(scale).unscaledValue().gcd(y.setScale(scale).unscaledValue());
            return Numerics.of(new BigDecimal(common, scale));
        }
        return Special.NAN;
    }

    private static Numeric lcm(Numeric a, Numeric b) {
        if (a instanceof Numeric.Finite(BigDecimal x)
                && b instanceof Numeric.Finite(BigDecimal y)) {
            int scale = Math.max(x.scale(), y.scale());
            BigInteger p = x.setScale(scale).unscaledValue();
            BigInteger q = y.setScale(scale).unscaledValue();
            BigInteger multiple =
                    p.signum() == 0 || q.signum() == 0
                            ? BigInteger.ZERO
                            : p.divide(p.gcd(q)).multiply(q).abs();
            return Numerics.of(new BigDecimal(multiple, scale));
        }
        return Special.NAN;
    }

    /// Below zero, zero or above zero, with NaN above everything.
    static int compare(Numeric a, Numeric b) {
        return ValueOrder.compare(a, b);
    }
}
