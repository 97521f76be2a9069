package dev.isochron.protocol.tuple;

import dev.isochron.protocol.key.KeyBuilder;
import dev.isochron.protocol.value.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Decimal numbers in a key, without their scale.
///
/// A number above zero is `0.p₁p₂p₃… · 100ᵉ`, where each `p` is a pair of digits and the first is
/// not `00`. Its exponent comes first, then the pairs, each doubled, plus one if another follows:
/// so a number comes before those that go on where it ends. Below zero all of that is complemented.
///
/// ```
///   12.5 = 0.1250 · 100¹ → 1F 14 01 19 64      (12 → 25 = 19h, 50 → 100 = 64h)
///  -12.5                 → 1D EB FE E6 9B
/// ```
final class NumericElement {

    private static final int PAIR_VALUES = 100;
    private static final int MORE = 1;

    /// The exponents of the largest number there can be, and of the smallest above zero.
    private static final int MAX_EXPONENT = Numeric.MAX_INTEGER_DIGITS / 2;

    private static final int MIN_EXPONENT = -Numeric.MAX_SCALE / 2;

    private NumericElement() {}

    static void write(KeyBuilder out, Numeric numeric) {
        switch (numeric) {
            case Numeric.Special.MINUS_INFINITY -> out.append(Tag.NUMERIC_MINUS_INFINITY);
            case Numeric.Special.INFINITY -> out.append(Tag.NUMERIC_INFINITY);
            case Numeric.Special.NAN -> out.append(Tag.NUMERIC_NAN);
            case Numeric.Finite finite -> writeFinite(out, finite.value());
        }
    }

    private static void writeFinite(KeyBuilder out, BigDecimal value) {
        switch (value.signum()) {
            case 0 -> out.append(Tag.NUMERIC_ZERO);
            case 1 -> {
                out.append(Tag.NUMERIC_POSITIVE);
                writeMagnitude(out, value);
            }
            default -> {
                out.append(Tag.NUMERIC_NEGATIVE);
                int start = out.length();
                writeMagnitude(out, value);
                out.complementFrom(start);
            }
        }
    }

    private static void writeMagnitude(KeyBuilder out, BigDecimal value) {
        String digits = value.unscaledValue().abs().toString();
        int exponentOfTen = digits.length() - value.scale();
        // The exponent of 100 is half of it, rounded up; an odd one takes a zero in front.
        int zerosInFront = exponentOfTen & 1;
        ElementWriter.writeLong(out, (exponentOfTen + zerosInFront) / 2);
        int end = lengthWithoutZeros(digits);
        for (int at = -zerosInFront; at < end; at += 2) {
            int pair = 10 * digit(digits, at) + digit(digits, at + 1);
            out.append(2 * pair + (at + 2 < end ? MORE : 0));
        }
    }

    private static int lengthWithoutZeros(String digits) {
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return end;
    }

    private static int digit(String digits, int at) {
        return at < 0 || at >= digits.length() ? 0 : digits.charAt(at) - '0';
    }

    /// Reads what follows the tag of a number other than zero; the cursor is turned already if it
    /// is below zero.
    static Numeric read(Cursor in, boolean negative) {
        int start = in.position();
        long exponent = IntegerElement.read(in, in.next("a numeric"));
        if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
            throw in.malformed("a numeric beyond the limits: 100^" + exponent, start);
        }
        StringBuilder digits = new StringBuilder();
        int pairs = 0;
        int next;
        do {
            next = in.next("a numeric");
            appendPair(digits, next / 2, in);
            pairs++;
        } while ((next & MORE) != 0);
        BigInteger unscaled = new BigInteger(digits.toString());
        boolean plain = digits.charAt(0) + digits.charAt(1) != '0' + '0' && next != 0;
        if (!plain) {
            throw in.malformed("a numeric with zeros that are not needed", start);
        }
        int scale = 2 * (pairs - (int) exponent);
        BigDecimal value = new BigDecimal(negative ? unscaled.negate() : unscaled, scale);
        try {
            return Numeric.of(value.stripTrailingZeros());
        } catch (IllegalArgumentException beyond) {
            throw in.malformed("a numeric: " + beyond.getMessage(), start);
        }
    }

    private static void appendPair(StringBuilder digits, int pair, Cursor in) {
        if (pair >= PAIR_VALUES) {
            throw in.malformed("a numeric with the pair of digits " + pair, in.position() - 1);
        }
        digits.append((char) ('0' + pair / 10)).append((char) ('0' + pair % 10));
    }

    static void skip(Cursor in) {
        IntegerElement.skip(in, in.next("a numeric"));
        int next = in.next("a numeric");
        while ((next & MORE) != 0) {
            next = in.next("a numeric");
        }
    }
}
