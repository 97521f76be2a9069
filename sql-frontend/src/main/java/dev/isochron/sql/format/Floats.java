package dev.isochron.sql.format;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Floating-point numbers as texts.
public final class Floats {

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*)(?:[pP][+-]?\\d+)?");

    private static final int FLOAT8_DIGITS = 15;
    private static final int FLOAT4_DIGITS = 6;

    private Floats() {}

    /// The `float8` of a text.
    public static double readDouble(String text) {
        String number = Integers.stripped(text);
        Double special = special(number);
        if (special != null) {
            return special;
        }
        requireNumber(number, "double precision", text);
        double value = Double.parseDouble(javaForm(number));
        if (Double.isInfinite(value) || (value == 0 && !isZero(number))) {
            throw outOfRange(text, "double precision");
        }
        return value;
    }

    /// The `float4` of a text.
    public static float readFloat(String text) {
        String number = Integers.stripped(text);
        Double special = special(number);
        if (special != null) {
            return special.floatValue();
        }
        requireNumber(number, "real", text);
        float value = Float.parseFloat(javaForm(number));
        if (Float.isInfinite(value) || (value == 0 && !isZero(number))) {
            throw outOfRange(text, "real");
        }
        return value;
    }

    private static void requireNumber(String number, String type, String text) {
        if (!DECIMAL.matcher(number).matches() && !HEXADECIMAL.matcher(number).matches()) {
            throw Refusal.invalidSyntax(type, text);
        }
    }

    /// Java wants an exponent on every hexadecimal number.
    private static String javaForm(String number) {
        boolean isHex = number.indexOf('x') >= 0 || number.indexOf('X') >= 0;
        boolean hasExponent = number.indexOf('p') >= 0 || number.indexOf('P') >= 0;
        return isHex && !hasExponent ? number + "p0" : number;
    }

    private static boolean isZero(String number) {
        return number.chars()
                .takeWhile(c -> c != 'e' && c != 'E')
                .noneMatch(c -> c > '0' && c <= '9');
    }

    private static @Nullable Double special(String number) {
        return switch (number.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static SqlException outOfRange(String text, String type) {
        return SqlException.of(
                SqlCode.NUMERIC_VALUE_OUT_OF_RANGE,
                "\"" + text + "\" is out of range for type " + type);
    }

    /// The text of a `float8`.
    ///
    /// @param extraDigits above zero for the shortest that reads back alike
    public static String write(double value, int extraDigits) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        return extraDigits > 0
                ? shown(shortest(value), value < 0 || isMinusZero(value), FLOAT8_DIGITS)
                : rounded(new BigDecimal(value), isMinusZero(value), FLOAT8_DIGITS + extraDigits);
    }

    /// The text of a `float4`.
    ///
    /// @param extraDigits above zero for the shortest that reads back alike
    public static String write(float value, int extraDigits) {
        String special = special(value);
        if (special != null) {
            return special;
        }
        boolean negative = value < 0 || isMinusZero(value);
        return extraDigits > 0
                ? shown(shortest(value), negative, FLOAT4_DIGITS)
                : rounded(new BigDecimal(value), isMinusZero(value), FLOAT4_DIGITS + extraDigits);
    }

    /// Java writes two digits even where one would do.
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value));
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? one : digits;
    }

    private static BigDecimal shortest(float value) {
        BigDecimal digits = new BigDecimal(Float.toString(value));
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.floatValue() == value ? one : digits;
    }

    private static @Nullable String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return null;
    }

    private static boolean isMinusZero(double value) {
        return value == 0 && 1 / value < 0;
    }

    /// As C's `%g` with so many digits.
    private static String rounded(BigDecimal exact, boolean minusZero, int digits) {
        int precision = Math.max(1, digits);
        BigDecimal near = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        return shown(near, exact.signum() < 0 || minusZero, precision);
    }

    /// Plain for exponents from -4 to below the number of digits, else with an exponent.
    private static String shown(BigDecimal value, boolean negative, int plainDigits) {
        if (value.signum() == 0) {
            return negative ? "-0" : "0";
        }
        BigDecimal trimmed = value.abs().stripTrailingZeros();
        BigInteger digits = trimmed.unscaledValue();
        int exponent = trimmed.precision() - trimmed.scale() - 1;
        String sign = negative ? "-" : "";
        if (exponent >= -4 && exponent < plainDigits) {
            return sign + trimmed.toPlainString();
        }
        String all = digits.toString();
        String fraction = all.length() > 1 ? "." + all.substring(1) : "";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return sign + all.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }
}
