package dev.isochron.protocol.row;

import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/// One value as a row holds it: every detail of it, but not its type.
///
/// Methods that read throw [MalformedRow] for bytes that were not written by [#write] for a value
/// of that type.
public final class StoredValue {

    /// A numeric begins with its scale plus this; what is below are the special ones.
    private static final int SPECIALS = 3;

    private StoredValue() {}

    /// The bytes of a value; not of null, for which a row has no bytes.
    public static Bytes write(Value value) {
        ByteSink out = new ByteSink();
        write(out, value);
        return Bytes.of(out.array(), 0, out.length());
    }

    /// The value that these bytes are of.
    public static Value read(ColumnType type, Bytes stored) {
        return read(type, stored.toBytes(), 0, stored.length());
    }

    static void write(ByteSink out, Value value) {
        switch (value) {
            case Value.Null _ -> throw new IllegalArgumentException("null has no bytes");
            case Value.Bool bool -> writeLong(out, bool.value() ? 1 : 0);
            case Value.Int number -> writeLong(out, number.value());
            case Numeric.Special special -> out.append(number(special));
            case Numeric.Finite finite -> {
                out.appendVarint((long) finite.value().scale() + SPECIALS);
                out.append(finite.value().unscaledValue().toByteArray());
            }
            case Value.Float4 number ->
                    out.appendBigEndian(Float.floatToIntBits(number.value()), Integer.BYTES);
            case Value.Float8 number ->
                    out.appendBigEndian(Double.doubleToLongBits(number.value()), Long.BYTES);
            case Value.Text text -> out.appendText(text.value());
            case Bytes bytes -> out.append(bytes);
            case Value.Uuid uuid -> {
                out.appendBigEndian(uuid.value().getMostSignificantBits(), Long.BYTES);
                out.appendBigEndian(uuid.value().getLeastSignificantBits(), Long.BYTES);
            }
            case Value.Date date -> writeLong(out, date.days());
            case Value.Time time -> writeLong(out, time.micros());
            case Value.LocalTimestamp timestamp -> writeLong(out, timestamp.micros());
            case Value.UtcTimestamp timestamp -> writeLong(out, timestamp.micros());
            case CalendarInterval interval -> {
                out.appendVarint(Varint.zigzag(interval.months()));
                out.appendVarint(Varint.zigzag(interval.days()));
                out.appendVarint(Varint.zigzag(interval.micros()));
            }
            case Value.Array array -> StoredArray.write(out, array);
        }
    }

    /// As few bytes as hold the value and its sign; none for zero.
    private static void writeLong(ByteSink out, long value) {
        out.appendBigEndian(value, bytesOf(value));
    }

    private static int bytesOf(long value) {
        if (value == 0) {
            return 0;
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value) + 1;
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    static Value read(ColumnType type, byte[] bytes, int from, int to) {
        try {
            return switch (type) {
                case ColumnType.Scalar scalar -> readScalar(scalar, bytes, from, to);
                case ColumnType.AnyNumeric _, ColumnType.FixedNumeric _ ->
                        readNumeric(bytes, from, to);
                case ColumnType.Text _, ColumnType.PaddedText _ ->
                        new Value.Text(StoredText.read(bytes, from, to));
                case ColumnType.Array array -> StoredArray.read(array.element(), bytes, from, to);
            };
        } catch (IllegalArgumentException refused) {
            throw new MalformedRow("a value of " + type + ": " + refused.getMessage(), refused);
        }
    }

    private static Value readScalar(ColumnType.Scalar type, byte[] bytes, int from, int to) {
        return switch (type) {
            case BOOL -> new Value.Bool(readBoolean(bytes, from, to));
            case INT16, INT32, INT64 -> new Value.Int(readLong(bytes, from, to));
            case FLOAT4 -> new Value.Float4(readFloat4(bytes, from, to));
            case FLOAT8 -> new Value.Float8(readFloat8(bytes, from, to));
            case BYTES -> Bytes.of(bytes, from, to - from);
            case UUID -> {
                requireLength(2 * Long.BYTES, from, to);
                long high = bigEndian(bytes, from, from + Long.BYTES);
                long low = bigEndian(bytes, from + Long.BYTES, to);
                yield new Value.Uuid(new java.util.UUID(high, low));
            }
            case DATE -> new Value.Date(readInt(bytes, from, to));
            case TIME -> new Value.Time(readLong(bytes, from, to));
            case LOCAL_TIMESTAMP -> new Value.LocalTimestamp(readLong(bytes, from, to));
            case UTC_TIMESTAMP -> new Value.UtcTimestamp(readLong(bytes, from, to));
            case INTERVAL -> readInterval(bytes, from, to);
        };
    }

    static boolean readBoolean(byte[] bytes, int from, int to) {
        long value = readLong(bytes, from, to);
        if (value != 0 && value != 1) {
            throw new MalformedRow("a boolean is 0 or 1, not " + value);
        }
        return value == 1;
    }

    static long readLong(byte[] bytes, int from, int to) {
        int count = to - from;
        if (count > Long.BYTES) {
            throw new MalformedRow("an integer of " + count + " bytes");
        }
        if (count == 0) {
            return 0;
        }
        int unused = Long.SIZE - count * Byte.SIZE;
        long value = bigEndian(bytes, from, to) << unused >> unused;
        if (bytesOf(value) != count) {
            throw new MalformedRow("an integer of more bytes than it needs");
        }
        return value;
    }

    private static int readInt(byte[] bytes, int from, int to) {
        long value = readLong(bytes, from, to);
        if (value != (int) value) {
            throw new MalformedRow(value + " is not of 32 bits");
        }
        return (int) value;
    }

    static double readFloat8(byte[] bytes, int from, int to) {
        requireLength(Long.BYTES, from, to);
        long bits = bigEndian(bytes, from, to);
        double value = Double.longBitsToDouble(bits);
        if (Double.doubleToLongBits(value) != bits) {
            throw new MalformedRow("a NaN that is written another way");
        }
        return value;
    }

    private static float readFloat4(byte[] bytes, int from, int to) {
        requireLength(Integer.BYTES, from, to);
        int bits = (int) bigEndian(bytes, from, to);
        float value = Float.intBitsToFloat(bits);
        if (Float.floatToIntBits(value) != bits) {
            throw new MalformedRow("a NaN that is written another way");
        }
        return value;
    }

    private static Numeric readNumeric(byte[] bytes, int from, int to) {
        ByteCursor in = new ByteCursor(bytes, from, to);
        int scale = in.count(Numeric.MAX_SCALE + SPECIALS, "as the scale of a numeric") - SPECIALS;
        if (scale < 0) {
            requireLength(1, from, to);
            return special(scale + SPECIALS);
        }
        byte[] unscaled = Arrays.copyOfRange(bytes, in.position(), to);
        if (unscaled.length == 0 || unscaled.length > Numeric.MAX_BITS / Byte.SIZE + 1) {
            throw new MalformedRow("a numeric of " + unscaled.length + " bytes");
        }
        BigInteger number = new BigInteger(unscaled);
        if (number.bitLength() / Byte.SIZE + 1 != unscaled.length) {
            throw new MalformedRow("a numeric of more bytes than it needs");
        }
        return new Numeric.Finite(new BigDecimal(number, scale));
    }

    private static int number(Numeric.Special special) {
        return switch (special) {
            case MINUS_INFINITY -> 0;
            case INFINITY -> 1;
            case NAN -> 2;
        };
    }

    private static Numeric.Special special(int number) {
        return switch (number) {
            case 0 -> Numeric.Special.MINUS_INFINITY;
            case 1 -> Numeric.Special.INFINITY;
            default -> Numeric.Special.NAN;
        };
    }

    private static CalendarInterval readInterval(byte[] bytes, int from, int to) {
        ByteCursor in = new ByteCursor(bytes, from, to);
        long months = Varint.unzigzag(in.varint());
        long days = Varint.unzigzag(in.varint());
        long micros = Varint.unzigzag(in.varint());
        if (months != (int) months || days != (int) days || in.remaining() != 0) {
            throw new MalformedRow("an interval is two numbers of 32 bits and one of 64");
        }
        return new CalendarInterval((int) months, (int) days, micros);
    }

    private static void requireLength(int wanted, int from, int to) {
        if (to - from != wanted) {
            throw new MalformedRow((to - from) + " bytes where " + wanted + " belong");
        }
    }

    private static long bigEndian(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return value;
    }
}
