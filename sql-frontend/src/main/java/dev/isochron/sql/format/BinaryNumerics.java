package dev.isochron.sql.format;

import dev.isochron.protocol.value.Numeric;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.type.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;

/// Numerics in binary: count of digits, weight of the first, sign, scale, then digits to the base
/// of 10000.
final class BinaryNumerics {

    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final int HEADER = 4 * Short.BYTES;
    private static final int DIGITS = 4;
    private static final int BASE = 10_000;

    private BinaryNumerics() {}

    static Numeric read(ByteBuffer in) {
        if (in.remaining() < HEADER) {
            throw tooShort();
        }
        int count = in.getShort() & 0xFFFF;
        int weight = in.getShort();
        int sign = in.getShort() & 0xFFFF;
        int scale = in.getShort() & 0xFFFF;
        if (in.remaining() < count * Short.BYTES) {
            throw tooShort();
        }
        return switch (sign) {
            case NAN -> Numeric.Special.NAN;
            case INFINITY -> Numeric.Special.INFINITY;
            case MINUS_INFINITY -> Numeric.Special.MINUS_INFINITY;
            case POSITIVE, NEGATIVE -> {
                if (scale > Numeric.MAX_SCALE) {
                    throw Refusal.invalidBinary("invalid scale in external \"numeric\" value");
                }
                BigDecimal value = readDigits(in, count, weight);
                BigDecimal scaled = value.setScale(scale, RoundingMode.DOWN);
                yield Numerics.of(sign == NEGATIVE ? scaled.negate() : scaled);
            }
            default -> throw Refusal.invalidBinary("invalid sign in external \"numeric\" value");
        };
    }

    private static BigDecimal readDigits(ByteBuffer in, int count, int weight) {
        StringBuilder digits = new StringBuilder(count * DIGITS + 1).append('0');
        for (int i = 0; i < count; i++) {
            int digit = in.getShort();
            if (digit < 0 || digit >= BASE) {
                throw Refusal.invalidBinary("invalid digit in external \"numeric\" value");
            }
            String text = Integer.toString(digit);
            digits.append("0".repeat(DIGITS - text.length())).append(text);
        }
        return new BigDecimal(new BigInteger(digits.toString()), (count - 1 - weight) * DIGITS);
    }

    private static SqlException tooShort() {
        return SqlException.of(SqlCode.PROTOCOL_VIOLATION, "insufficient data left in message");
    }

    static byte[] write(Numeric numeric) {
        return switch (numeric) {
            case Numeric.Special.NAN -> header(NAN);
            case Numeric.Special.INFINITY -> header(INFINITY);
            case Numeric.Special.MINUS_INFINITY -> header(MINUS_INFINITY);
            case Numeric.Finite(BigDecimal value) -> write(value);
        };
    }

    private static byte[] header(int sign) {
        return ByteBuffer.allocate(HEADER).putShort(2, (short) 0).putShort(4, (short) sign).array();
    }

    private static byte[] write(BigDecimal value) {
        int groups = (value.scale() + DIGITS - 1) / DIGITS;
        BigInteger aligned = value.setScale(groups * DIGITS).unscaledValue().abs();
        short[] digits = digitsOf(aligned);
        int from = 0;
        int to = digits.length;
        while (from < to && digits[from] == 0) {
            from++;
        }
        while (to > from && digits[to - 1] == 0) {
            to--;
        }
        int weight = from == to ? 0 : digits.length - 1 - from - groups;
        ByteBuffer out = ByteBuffer.allocate(HEADER + (to - from) * Short.BYTES);
        out.putShort((short) (to - from)).putShort((short) weight);
        out.putShort((short) (value.signum() < 0 ? NEGATIVE : POSITIVE));
        out.putShort((short) value.scale());
        for (int i = from; i < to; i++) {
            out.putShort(digits[i]);
        }
        return out.array();
    }

    /// To the base of 10000, the highest first.
    private static short[] digitsOf(BigInteger number) {
        String text = number.toString();
        int count = (text.length() + DIGITS - 1) / DIGITS;
        short[] digits = new short[count];
        int end = text.length();
        for (int i = count - 1; i >= 0; i--) {
            digits[i] = Short.parseShort(text.substring(Math.max(0, end - DIGITS), end));
            end -= DIGITS;
        }
        return digits;
    }
}
