package dev.isochron.protocol.tuple;

import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;

/// Which values come back from a key just as they went in.
///
/// A key keeps what the order sees. Of the values that compare equal, one is read back: the
/// plainest. A row stores the key's columns that held another.
public final class PlainValue {

    private PlainValue() {}

    /// Whether [ElementReader] gives back this very value once it was written as one of this type.
    public static boolean isPlain(ColumnType type, Value value) {
        return switch (value) {
            case Numeric.Finite number -> isPlainNumber(type, number);
            case Value.Float4(float number) -> !isMinusZero(number);
            case Value.Float8(double number) -> !isMinusZero(number);
            case CalendarInterval interval -> interval.equals(interval.plainest());
            case Value.Array array when type instanceof ColumnType.Array(ColumnType element) ->
                    array.elements().stream().allMatch(each -> isPlain(element, each));
            case Value.Array _ ->
                    throw new IllegalArgumentException(type + " does not hold arrays");
            case Value.Null _,
                    Value.Bool _,
                    Value.Int _,
                    Numeric.Special _,
                    Value.Text _,
                    Bytes _,
                    Value.Uuid _,
                    Value.Date _,
                    Value.Time _,
                    Value.LocalTimestamp _,
                    Value.UtcTimestamp _ ->
                    true;
        };
    }

    private static boolean isPlainNumber(ColumnType type, Numeric.Finite number) {
        int scale = number.value().scale();
        if (type instanceof ColumnType.FixedNumeric fixed) {
            return scale == fixed.scale();
        }
        return scale == 0 || scale == number.value().stripTrailingZeros().scale();
    }

    private static boolean isMinusZero(double number) {
        return number == 0 && Double.doubleToRawLongBits(number) != 0;
    }
}
