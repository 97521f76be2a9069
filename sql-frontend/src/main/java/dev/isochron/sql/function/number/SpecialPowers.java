package dev.isochron.sql.function.number;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Numeric.Special;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.math.BigDecimal;

/// Powers in which NaN or an infinity takes part.
final class SpecialPowers {

    private static final Numeric ZERO = new Numeric.Finite(BigDecimal.ZERO);
    private static final Numeric ONE = new Numeric.Finite(BigDecimal.ONE);

    private SpecialPowers() {}

    static Numeric power(Numeric base, Numeric exponent) {
        if (base == Special.NAN) {
            return isZero(exponent) ? ONE : Special.NAN;
        }
        if (exponent == Special.NAN) {
            return isOne(base) ? ONE : Special.NAN;
        }
        if (exponent instanceof Special) {
            return toInfinity(base, exponent == Special.INFINITY);
        }
        BigDecimal power = ((Numeric.Finite) exponent).value();
        if (power.signum() == 0) {
            return ONE;
        }
        if (base == Special.INFINITY) {
            return power.signum() > 0 ? Special.INFINITY : ZERO;
        }
        boolean isWhole = power.stripTrailingZeros().scale() <= 0;
        if (!isWhole) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                    "a negative number raised to a non-integer power yields a complex result");
        }
        if (power.signum() < 0) {
            return ZERO;
        }
        return power.toBigInteger().testBit(0) ? Special.MINUS_INFINITY : Special.INFINITY;
    }

    private static boolean isZero(Numeric value) {
        return value instanceof Numeric.Finite(BigDecimal number) && number.signum() == 0;
    }

    private static boolean isOne(Numeric value) {
        return value instanceof Numeric.Finite(BigDecimal number)
                && number.compareTo(BigDecimal.ONE) == 0;
    }

    private static Numeric toInfinity(Numeric base, boolean positive) {
        if (base instanceof Special) {
            return positive ? Special.INFINITY : ZERO;
        }
        BigDecimal number = ((Numeric.Finite) base).value();
        int size = number.abs().compareTo(BigDecimal.ONE);
        if (size == 0) {
            return ONE;
        }
        if (number.signum() == 0 && !positive) {
            throw SqlException.of(
                    SqlCode.INVALID_ARGUMENT_FOR_POWER_FUNCTION,
                    "zero raised to a negative power is undefined");
        }
        return size > 0 == positive ? Special.INFINITY : ZERO;
    }
}
