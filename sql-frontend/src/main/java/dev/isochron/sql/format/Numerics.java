package dev.isochron.sql.format;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.Modifier;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decimal numbers as texts, and within their declared precision.
public final class Numerics {

    private static final Pattern DECIMAL =
            Pattern.compile("([+-]?)(?:(\\d+)\\.?(\\d*)|\\.(\\d+))(?:[eE]([+-]?\\d+))?");

    /// Beyond this an exponent is refused before anything is computed with it.
    private static final int MAX_EXPONENT_DIGITS = 7;

    private Numerics() {}

    /// The numeric of a text.
    public static Numeric read(String text) {
        String number = Integers.stripped(text);
        return switch (number.toLowerCase(Locale.ROOT)) {
            case "nan" -> Numeric.Special.NAN;
            case "inf", "+inf", "infinity", "+infinity" -> Numeric.Special.INFINITY;
            case "-inf", "-infinity" -> Numeric.Special.MINUS_INFINITY;
            default -> readNumber(number, text);
        };
    }

    private static Numeric readNumber(String number, String text) {
        Matcher parts = DECIMAL.matcher(number);
        if (!parts.matches()) {
            throw Refusal.invalidSyntax("numeric", text);
        }
        String exponent = parts.group(5);
        if (exponent != null
                && exponent.replaceFirst("^[+-]?0*", "").length() > MAX_EXPONENT_DIGITS) {
            throw Refusal.numericOverflow();
        }
        return of(new BigDecimal(number));
    }

    /// The numeric of a number, with the zeros that a positive exponent stands for.
    ///
    /// @throws SqlException beyond the limits
    public static Numeric of(BigDecimal number) {
        try {
            return Numeric.of(number);
        } catch (IllegalArgumentException _) {
            throw Refusal.numericOverflow();
        }
    }

    /// The text of a numeric.
    public static String write(Numeric numeric) {
        return switch (numeric) {
            case Numeric.Finite(BigDecimal number) -> number.toPlainString();
            case Numeric.Special.NAN -> "NaN";
            case Numeric.Special.INFINITY -> "Infinity";
            case Numeric.Special.MINUS_INFINITY -> "-Infinity";
        };
    }

    /// Rounds to the declared scale and refuses what has too many digits.
    ///
    /// @param modifier of the type; without one nothing happens
    public static Numeric fit(Numeric numeric, int modifier) {
        if (modifier < 0 || numeric == Numeric.Special.NAN) {
            return numeric;
        }
        int precision = Modifier.precision(modifier);
        int scale = Modifier.scale(modifier);
        if (!(numeric instanceof Numeric.Finite(BigDecimal number))) {
            throw overflow(precision, scale, "cannot hold an infinite value.");
        }
        BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > precision && rounded.signum() != 0) {
            int digits = precision - scale;
            String limit = digits == 0 ? "1" : "10^" + digits;
            throw overflow(
                    precision, scale, "must round to an absolute value less than " + limit + ".");
        }
        return of(scale < 0 ? rounded.setScale(0) : rounded);
    }

    private static SqlException overflow(int precision, int scale, String what) {
        return SqlError.of(SqlCode.NUMERIC_VALUE_OUT_OF_RANGE, "numeric field overflow")
                .withDetail("A field with precision " + precision + ", scale " + scale + " " + what)
                .exception();
    }
}
