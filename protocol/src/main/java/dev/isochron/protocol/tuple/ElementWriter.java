package dev.isochron.protocol.tuple;

import dev.isochron.protocol.key.KeyBuilder;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.util.UUID;

/// Writes elements of a tuple behind each other into a [KeyBuilder].
public final class ElementWriter {

    private ElementWriter() {}

    /// Writes one value.
    ///
    /// @throws dev.isochron.protocol.key.KeyTooLong beyond the builder's limit
    public static void write(KeyBuilder out, Value value, SortOrder order) {
        int start = out.length();
        if (order.isDescending()) {
            // Complementing puts the null that is written first last.
            writeAscending(out, value, !order.isNullsFirst());
            out.complementFrom(start);
        } else {
            writeAscending(out, value, order.isNullsFirst());
        }
    }

    /// Writes an integer, without a [Value.Int] for it.
    public static void writeLong(KeyBuilder out, long value, SortOrder order) {
        int start = out.length();
        writeLong(out, value);
        if (order.isDescending()) {
            out.complementFrom(start);
        }
    }

    private static void writeAscending(KeyBuilder out, Value value, boolean nullsFirst) {
        switch (value) {
            case Value.Null _ -> out.append(nullsFirst ? Tag.NULL_FIRST : Tag.NULL_LAST);
            case Value.Bool bool -> out.append(bool.value() ? Tag.TRUE : Tag.FALSE);
            case Value.Int number -> writeLong(out, number.value());
            case Numeric numeric -> NumericElement.write(out, numeric);
            case Value.Float4 number -> writeFloat4(out, number.value());
            case Value.Float8 number -> writeFloat8(out, number.value());
            case Value.Text text -> TextElement.write(out, text.value());
            case Bytes bytes -> writeBytes(out, bytes);
            case Value.Uuid uuid -> writeUuid(out, uuid.value());
            case Value.Date date -> writeLong(out, date.days());
            case Value.Time time -> writeLong(out, time.micros());
            case Value.LocalTimestamp timestamp -> writeLong(out, timestamp.micros());
            case Value.UtcTimestamp timestamp -> writeLong(out, timestamp.micros());
            case CalendarInterval interval -> writeInterval(out, interval);
            case Value.Array array -> writeArray(out, array);
        }
    }

    /// As many bytes as the value needs; below zero one less than the value, so that its bytes are
    /// the complement of those of its magnitude.
    static void writeLong(KeyBuilder out, long value) {
        if (value >= 0) {
            int count = bytesOf(value);
            out.append(Tag.ZERO + count).appendBigEndian(value, count);
        } else {
            int count = bytesOf(-value);
            out.append(Tag.ZERO - count).appendBigEndian(value - 1, count);
        }
    }

    private static int bytesOf(long magnitude) {
        return (Long.SIZE - Long.numberOfLeadingZeros(magnitude) + Byte.SIZE - 1) / Byte.SIZE;
    }

    private static void writeFloat4(KeyBuilder out, float value) {
        int bits = Float.floatToIntBits(value == 0 ? 0 : value);
        int ordered = bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
        out.append(Tag.FLOAT4).appendBigEndian(ordered, Integer.BYTES);
    }

    private static void writeFloat8(KeyBuilder out, double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0 : value);
        long ordered = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        out.append(Tag.FLOAT8).appendBigEndian(ordered, Long.BYTES);
    }

    private static void writeBytes(KeyBuilder out, Bytes bytes) {
        out.append(Tag.BYTES);
        for (int i = 0; i < bytes.length(); i++) {
            int next = bytes.byteAt(i);
            out.append(next);
            if (next == Tag.ESCAPE) {
                out.append(Tag.ESCAPED_ZERO);
            }
        }
        out.append(Tag.ESCAPE).append(Tag.BYTES_END);
    }

    private static void writeUuid(KeyBuilder out, UUID uuid) {
        out.append(Tag.UUID)
                .appendBigEndian(uuid.getMostSignificantBits(), Long.BYTES)
                .appendBigEndian(uuid.getLeastSignificantBits(), Long.BYTES);
    }

    private static void writeInterval(KeyBuilder out, CalendarInterval interval) {
        out.append(Tag.INTERVAL);
        writeLong(out, interval.spanDays());
        writeLong(out, interval.spanMicrosOfDay());
    }

    /// Elements stand in PostgreSQL's order for arrays, where null is above all.
    private static void writeArray(KeyBuilder out, Value.Array array) {
        out.append(Tag.ARRAY);
        for (Value element : array.elements()) {
            writeAscending(out, element, false);
        }
        out.append(Tag.ARRAY_END);
    }
}
