package dev.isochron.protocol.tuple;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads the elements of a tuple one after the other from the bytes of a key, believing nothing.
///
/// Every method but the accessors throws [dev.isochron.protocol.key.MalformedKey] for bytes that no
/// [ElementWriter] wrote.
public final class ElementReader {

    private static final int COMPLEMENT = 0xFF;

    private final Key key;
    private final Cursor in;

    /// @param position where in the key the first element begins
    public ElementReader(Key key, int position) {
        this.key = key;
        this.in = new Cursor(key, position);
    }

    /// The byte at which the next element, or whatever follows the last, begins.
    public int position() {
        return in.position();
    }

    public void moveTo(int position) {
        in.moveTo(position);
    }

    /// Whether an element begins here, and not the end of the key or something between elements.
    public boolean atElement() {
        return in.remaining() > 0 && isTag(key.byteAt(in.position()));
    }

    /// Whether this byte can begin an element.
    public static boolean isTag(int first) {
        return isAscending(first) || isAscending(first ^ COMPLEMENT);
    }

    private static boolean isAscending(int first) {
        return first >= Tag.LOWEST && first <= Tag.HIGHEST;
    }

    /// Reads the next element as a value of this type; the plainest one, where several compare
    /// equal.
    public Value read(ColumnType type, SortOrder order) {
        if (order.isDescending()) {
            in.turn();
        }
        try {
            boolean nullsFirst = order.isDescending() != order.isNullsFirst();
            return readAscending(type, nullsFirst);
        } finally {
            in.turnBack();
        }
    }

    private Value readAscending(ColumnType type, boolean nullsFirst) {
        int start = in.position();
        int tag = in.next("a tuple");
        if (tag == (nullsFirst ? Tag.NULL_FIRST : Tag.NULL_LAST)) {
            return Value.Null.NULL;
        }
        try {
            return switch (type) {
                case ColumnType.Scalar scalar -> readScalar(scalar, tag, start);
                case ColumnType.AnyNumeric _ -> readNumeric(tag, start);
                case ColumnType.FixedNumeric fixed -> readFixed(fixed, tag, start);
                case ColumnType.Text _, ColumnType.PaddedText _ -> {
                    require(tag == Tag.TEXT, tag, type, start);
                    yield new Value.Text(TextElement.read(in));
                }
                case ColumnType.Array array -> {
                    require(tag == Tag.ARRAY, tag, type, start);
                    yield readArray(array.element());
                }
            };
        } catch (IllegalArgumentException refused) {
            throw in.malformed("not a value of " + type + ": " + refused.getMessage(), start);
        }
    }

    private Value readScalar(ColumnType.Scalar type, int tag, int start) {
        switch (type) {
            case BOOL -> require(tag == Tag.FALSE || tag == Tag.TRUE, tag, type, start);
            case FLOAT4 -> require(tag == Tag.FLOAT4, tag, type, start);
            case FLOAT8 -> require(tag == Tag.FLOAT8, tag, type, start);
            case BYTES -> require(tag == Tag.BYTES, tag, type, start);
            case UUID -> require(tag == Tag.UUID, tag, type, start);
            case INTERVAL -> require(tag == Tag.INTERVAL, tag, type, start);
            case INT16, INT32, INT64, DATE, TIME, LOCAL_TIMESTAMP, UTC_TIMESTAMP ->
                    require(IntegerElement.isTag(tag), tag, type, start);
        }
        return switch (type) {
            case BOOL -> new Value.Bool(tag == Tag.TRUE);
            // How wide the column was when the key was written is not in the key.
            case INT16, INT32, INT64 -> new Value.Int(IntegerElement.read(in, tag));
            case FLOAT4 -> readFloat4(start);
            case FLOAT8 -> readFloat8(start);
            case BYTES -> readBytes();
            case UUID -> readUuid();
            case DATE -> new Value.Date(readDays(tag));
            case TIME -> new Value.Time(IntegerElement.read(in, tag));
            case LOCAL_TIMESTAMP -> new Value.LocalTimestamp(IntegerElement.read(in, tag));
            case UTC_TIMESTAMP -> new Value.UtcTimestamp(IntegerElement.read(in, tag));
            case INTERVAL -> readInterval();
        };
    }

    private void require(boolean holds, int tag, ColumnType type, int start) {
        if (!holds) {
            throw in.malformed("the tag %02X where %s belongs".formatted(tag, type), start);
        }
    }

    private Numeric readNumeric(int tag, int start) {
        return switch (tag) {
            case Tag.NUMERIC_MINUS_INFINITY -> Numeric.Special.MINUS_INFINITY;
            case Tag.NUMERIC_INFINITY -> Numeric.Special.INFINITY;
            case Tag.NUMERIC_NAN -> Numeric.Special.NAN;
            case Tag.NUMERIC_ZERO -> Numeric.of("0");
            case Tag.NUMERIC_POSITIVE -> NumericElement.read(in, false);
            case Tag.NUMERIC_NEGATIVE -> {
                in.turn();
                Numeric number = NumericElement.read(in, true);
                in.turn();
                yield number;
            }
            default -> {
                require(false, tag, new ColumnType.AnyNumeric(), start);
                throw new AssertionError("refused above");
            }
        };
    }

    /// A declared scale is known without being in the key.
    private Numeric readFixed(ColumnType.FixedNumeric type, int tag, int start) {
        Numeric numeric = readNumeric(tag, start);
        if (numeric instanceof Numeric.Finite finite && finite.value().scale() <= type.scale()) {
            return new Numeric.Finite(finite.value().setScale(type.scale()));
        }
        return numeric;
    }

    private Value.Float4 readFloat4(int start) {
        int ordered = (int) in.bigEndian(Integer.BYTES, "a real");
        int bits = ordered < 0 ? ordered ^ Integer.MIN_VALUE : ~ordered;
        float value = Float.intBitsToFloat(bits);
        if (Float.floatToIntBits(value == 0 ? 0 : value) != bits) {
            throw in.malformed("a real that is written another way", start);
        }
        return new Value.Float4(value);
    }

    private Value.Float8 readFloat8(int start) {
        long ordered = in.bigEndian(Long.BYTES, "a double precision");
        long bits = ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered;
        double value = Double.longBitsToDouble(bits);
        if (Double.doubleToLongBits(value == 0 ? 0 : value) != bits) {
            throw in.malformed("a double precision that is written another way", start);
        }
        return new Value.Float8(value);
    }

    private Bytes readBytes() {
        byte[] bytes = new byte[in.remaining()];
        int length = 0;
        while (true) {
            int next = in.next("bytes");
            if (next == Tag.ESCAPE && endsBytes()) {
                return Bytes.of(bytes, 0, length);
            }
            bytes[length++] = (byte) next;
        }
    }

    private boolean endsBytes() {
        int meaning = in.next("bytes");
        if (meaning != Tag.BYTES_END && meaning != Tag.ESCAPED_ZERO) {
            throw in.malformed("%02X after a zero in bytes".formatted(meaning), in.position() - 1);
        }
        return meaning == Tag.BYTES_END;
    }

    private Value.Uuid readUuid() {
        long high = in.bigEndian(Long.BYTES, "a uuid");
        return new Value.Uuid(new UUID(high, in.bigEndian(Long.BYTES, "a uuid")));
    }

    private int readDays(int tag) {
        long days = IntegerElement.read(in, tag);
        if (days != (int) days) {
            throw new IllegalArgumentException("no date is " + days + " days from 2000-01-01");
        }
        return (int) days;
    }

    private CalendarInterval readInterval() {
        long days = IntegerElement.read(in, in.next("an interval"));
        return CalendarInterval.ofSpan(days, IntegerElement.read(in, in.next("an interval")));
    }

    private Value.Array readArray(ColumnType element) {
        List<Value> elements = new ArrayList<>();
        while (in.peek("an array") != Tag.ARRAY_END) {
            elements.add(readAscending(element, false));
        }
        in.next("an array");
        return new Value.Array(elements);
    }

    /// Passes over the next element, whatever its type and direction. Only its shape is looked at.
    public void skip() {
        int first = in.peek("a tuple");
        if (isAscending(first ^ COMPLEMENT)) {
            in.turn();
        }
        try {
            skipAscending();
        } finally {
            in.turnBack();
        }
    }

    private void skipAscending() {
        int start = in.position();
        int tag = in.next("a tuple");
        switch (tag) {
            case Tag.NULL_FIRST, Tag.NULL_LAST, Tag.FALSE, Tag.TRUE -> {}
            case Tag.NUMERIC_MINUS_INFINITY,
                    Tag.NUMERIC_ZERO,
                    Tag.NUMERIC_INFINITY,
                    Tag.NUMERIC_NAN -> {}
            case Tag.NUMERIC_POSITIVE -> NumericElement.skip(in);
            case Tag.NUMERIC_NEGATIVE -> {
                in.turn();
                NumericElement.skip(in);
                in.turn();
            }
            case Tag.FLOAT4 -> in.bigEndian(Integer.BYTES, "a real");
            case Tag.FLOAT8 -> in.bigEndian(Long.BYTES, "a double precision");
            case Tag.TEXT -> TextElement.skip(in);
            case Tag.BYTES -> skipBytes();
            case Tag.UUID -> in.bigEndian(2 * Long.BYTES, "a uuid");
            case Tag.INTERVAL -> {
                skipInteger(in.next("an interval"), start);
                skipInteger(in.next("an interval"), start);
            }
            case Tag.ARRAY -> skipArray();
            default -> skipInteger(tag, start);
        }
    }

    private void skipInteger(int tag, int start) {
        if (!IntegerElement.isTag(tag)) {
            throw in.malformed("the tag %02X, which no element has".formatted(tag), start);
        }
        IntegerElement.skip(in, tag);
    }

    private void skipBytes() {
        while (in.next("bytes") != Tag.ESCAPE || !endsBytes()) {
            // Every byte up to the end belongs to it.
        }
    }

    private void skipArray() {
        while (in.peek("an array") != Tag.ARRAY_END) {
            skipAscending();
        }
        in.next("an array");
    }
}
