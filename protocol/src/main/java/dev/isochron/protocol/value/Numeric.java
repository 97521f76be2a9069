package dev.isochron.protocol.value;

import java.math.BigDecimal;

/// A decimal number of any precision, or one of the three that PostgreSQL adds to them.
public sealed interface Numeric extends Value {

    /// PostgreSQL's limits: digits before the decimal point, and behind it.
    int MAX_INTEGER_DIGITS = 131_072;

    int MAX_SCALE = 16_383;

    /// No number within the limits has an unscaled value of more bits: (131072 + 16383) · log2(10).
    int MAX_BITS = 489_835;

    /// A number.
    ///
    /// @param value its scale, from 0 to 16383, is part of it: `1.0` and `1.00` are told apart
    record Finite(BigDecimal value) implements Numeric {
        public Finite {
            boolean inRange =
                    value.scale() >= 0
                            && value.scale() <= MAX_SCALE
                            && value.unscaledValue().bitLength() <= MAX_BITS
                            && value.precision() - value.scale() <= MAX_INTEGER_DIGITS;
            if (!inRange) {
                throw new IllegalArgumentException(
                        "a numeric has at most "
                                + MAX_INTEGER_DIGITS
                                + " digits before the point and a scale of 0 to "
                                + MAX_SCALE
                                + ", but this has a scale of "
                                + value.scale());
            }
        }
    }

    /// What is a numeric and not a number; in PostgreSQL's order, with all numbers between the
    /// first two.
    enum Special implements Numeric {
        MINUS_INFINITY,
        INFINITY,
        NAN
    }

    /// The numeric of this number; one with a negative scale is written out, as in PostgreSQL.
    ///
    /// @throws IllegalArgumentException beyond the limits
    static Numeric of(BigDecimal value) {
        if (value.scale() >= 0) {
            return new Finite(value);
        }
        // Before the zeros are written out, because there may be 2^31 of them.
        if (value.signum() == 0) {
            return new Finite(BigDecimal.ZERO);
        }
        if ((long) value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
            throw new IllegalArgumentException(
                    "a numeric has at most " + MAX_INTEGER_DIGITS + " digits before the point");
        }
        return new Finite(value.setScale(0));
    }

    /// The numeric that a text such as `-12.50` or `1e9` or `NaN` stands for.
    ///
    /// @throws IllegalArgumentException if it stands for none
    static Numeric of(String text) {
        return switch (text) {
            case "-Infinity" -> Special.MINUS_INFINITY;
            case "Infinity" -> Special.INFINITY;
            case "NaN" -> Special.NAN;
            default -> of(new BigDecimal(text));
        };
    }
}
