package dev.isochron.sql.function.number;

import java.math.BigDecimal;
import java.math.BigInteger;

/// How many digits behind the point PostgreSQL gives to results that have no end.
///
/// It aims at sixteen significant digits and counts in groups of four, which is why the scale of
/// `10/3` and `1/3` differ as they do.
final class Scale {

    /// What every scale of a result stays within.
    static final int MAX = 1000;

    /// How many significant digits a result has at least.
    static final int SIGNIFICANT = 16;

    private static final int GROUP = 4;
    private static final double LN_10 = 2.302585092994046;

    private Scale() {}

    /// Bounded, and no smaller than the operands' own.
    static int bounded(int scale, BigDecimal... operands) {
        int bounded = Math.max(scale, 0);
        for (BigDecimal operand : operands) {
            bounded = Math.max(bounded, operand.scale());
        }
        return Math.min(bounded, MAX);
    }

    /// The group of four digits that the first digit is in, 0 just before the point.
    static int weight(BigDecimal value) {
        return value.signum() == 0
                ? 0
                : Math.floorDiv(value.precision() - value.scale() - 1, GROUP);
    }

    /// The first group of four digits, 1 to 9999; of zero 0.
    static int firstGroup(BigDecimal value) {
        if (value.signum() == 0) {
            return 0;
        }
        BigInteger whole = value.abs().movePointLeft(GROUP * weight(value)).toBigInteger();
        return whole.intValueExact();
    }

    static int ofQuotient(BigDecimal dividend, BigDecimal divisor) {
        int weight = weight(dividend) - weight(divisor);
        if (firstGroup(dividend) <= firstGroup(divisor)) {
            weight--;
        }
        return bounded(SIGNIFICANT - weight * GROUP, dividend, divisor);
    }

    static int ofSquareRoot(BigDecimal value) {
        int weight = weight(value);
        int digits = (weight + 1) * GROUP / 2 - 1;
        return bounded(SIGNIFICANT - digits, value);
    }

    /// About the decimal logarithm of the natural logarithm.
    static int lnWeight(BigDecimal value) {
        if (value.signum() <= 0) {
            return 0;
        }
        boolean isNearOne =
                value.compareTo(new BigDecimal("0.9")) >= 0
                        && value.compareTo(new BigDecimal("1.1")) <= 0;
        if (isNearOne) {
            BigDecimal distance = value.subtract(BigDecimal.ONE);
            return distance.signum() == 0
                    ? 0
                    : weight(distance) * GROUP + (int) Math.log10(firstGroup(distance));
        }
        return (int) Math.log10(Math.abs(ln(value)));
    }

    /// The natural logarithm, roughly, of numbers of any size.
    static double ln(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        return Math.log(value.movePointLeft(exponent).doubleValue()) + exponent * LN_10;
    }
}
