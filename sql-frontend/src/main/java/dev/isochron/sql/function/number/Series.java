package dev.isochron.sql.function.number;

import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Exponentials and logarithms to any number of digits.
final class Series {

    private static final int GUARD = 12;
    private static final int MAX_HALVINGS = 40;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final double LOG10_E = 0.434294481903252;

    /// Beyond this `exp` overflows, or is zero at any scale.
    private static final int MAX_EXPONENT = 310_000;

    private Series() {}

    /// `e` to the power of a number, exact to about so many digits behind the point.
    static BigDecimal exp(BigDecimal x, int scale) {
        double size = x.doubleValue();
        if (size > MAX_EXPONENT) {
            throw Refusal.numericOverflow();
        }
        if (size < -MAX_EXPONENT) {
            return BigDecimal.ZERO.setScale(scale);
        }
        int wholeDigits = (int) Math.max(0, size * LOG10_E) + 1;
        if (size < 0 && -size * LOG10_E > scale + 1) {
            return BigDecimal.ZERO.setScale(scale);
        }
        // Halve until the series converges quickly, then square as often.
        int halvings = 0;
        double rest = Math.abs(size);
        while (rest > 0.01 && halvings < MAX_HALVINGS) {
            rest /= 2;
            halvings++;
        }
        int digits = scale + wholeDigits + GUARD + halvings;
        MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
        BigDecimal small = x.divide(TWO.pow(halvings), context);
        BigDecimal sum = series(small, context);
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, context);
        }
        return sum.setScale(scale, RoundingMode.HALF_UP);
    }

    private static BigDecimal series(BigDecimal x, MathContext context) {
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        BigDecimal end = BigDecimal.ONE.movePointLeft(context.getPrecision() + 1);
        for (int i = 1; term.abs().compareTo(end) > 0; i++) {
            term = term.multiply(x, context).divide(BigDecimal.valueOf(i), context);
            sum = sum.add(term, context);
        }
        return sum;
    }

    /// The natural logarithm of a positive number, exact to about so many digits behind the point.
    static BigDecimal ln(BigDecimal x, int scale) {
        int exponent = x.precision() - x.scale() - 1;
        int digits = scale + GUARD + Integer.toString(Math.abs(exponent)).length() + 10;
        MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
        BigDecimal mantissa = x.movePointLeft(exponent);
        BigDecimal result = lnOfSmall(mantissa, context);
        if (exponent != 0) {
            BigDecimal lnTen = lnOfSmall(BigDecimal.TEN, context);
            result = result.add(lnTen.multiply(BigDecimal.valueOf(exponent)), context);
        }
        // Near one the mantissa carries all the digits there are.
        return result.setScale(scale, RoundingMode.HALF_UP);
    }

    /// Roots bring the number near one, then `2 artanh((x - 1) / (x + 1))`.
    private static BigDecimal lnOfSmall(BigDecimal x, MathContext context) {
        BigDecimal root = x;
        int roots = 0;
        BigDecimal near = new BigDecimal("0.01");
        while (root.subtract(BigDecimal.ONE).abs().compareTo(near) > 0 && roots < MAX_HALVINGS) {
            root = root.sqrt(context);
            roots++;
        }
        BigDecimal ratio = root.subtract(BigDecimal.ONE).divide(root.add(BigDecimal.ONE), context);
        BigDecimal square = ratio.multiply(ratio, context);
        BigDecimal power = ratio;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal end = BigDecimal.ONE.movePointLeft(context.getPrecision() + 1);
        for (int i = 1; power.abs().compareTo(end) > 0; i += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(i), context), context);
            power = power.multiply(square, context);
        }
        return sum.multiply(new BigDecimal(BigInteger.TWO.pow(roots + 1)), context);
    }
}
