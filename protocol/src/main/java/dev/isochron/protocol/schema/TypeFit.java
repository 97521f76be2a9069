package dev.isochron.protocol.schema;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;

/// Which values fit which types, and which types share their keys.
final class TypeFit {

    private TypeFit() {}

    static boolean accepts(ColumnType type, Value value) {
        return value.isNull()
                || switch (type) {
                    case ColumnType.Scalar scalar -> acceptsScalar(scalar, value);
                    case ColumnType.AnyNumeric _ -> value instanceof Numeric;
                    case ColumnType.FixedNumeric fixed ->
                            value == Numeric.Special.NAN
                                    || (value instanceof Numeric.Finite number
                                            && fixed.fits(number.value()));
                    case ColumnType.Text text ->
                            value instanceof Value.Text(String characters)
                                    && (text.maxCharacters().isEmpty()
                                            || isAtMost(
                                                    characters, text.maxCharacters().getAsInt()));
                    case ColumnType.PaddedText padded ->
                            value instanceof Value.Text(String characters)
                                    && !characters.endsWith(" ")
                                    && isAtMost(characters, padded.characters());
                    case ColumnType.Array array ->
                            value instanceof Value.Array elements
                                    && elements.elements().stream()
                                            .allMatch(element -> accepts(array.element(), element));
                };
    }

    private static boolean acceptsScalar(ColumnType.Scalar type, Value value) {
        return switch (type) {
            case BOOL -> value instanceof Value.Bool;
            case INT16 -> isInt(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> isInt(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> value instanceof Value.Int;
            case FLOAT4 -> value instanceof Value.Float4;
            case FLOAT8 -> value instanceof Value.Float8;
            case BYTES -> value instanceof Bytes;
            case UUID -> value instanceof Value.Uuid;
            case DATE -> value instanceof Value.Date;
            case TIME -> value instanceof Value.Time;
            case LOCAL_TIMESTAMP -> value instanceof Value.LocalTimestamp;
            case UTC_TIMESTAMP -> value instanceof Value.UtcTimestamp;
            case INTERVAL -> value instanceof CalendarInterval;
        };
    }

    private static boolean isInt(Value value, long min, long max) {
        return value instanceof Value.Int(long number) && number >= min && number <= max;
    }

    private static boolean isAtMost(String characters, int limit) {
        return characters.length() <= limit
                || characters.codePointCount(0, characters.length()) <= limit;
    }

    /// The widest of the types that share their keys with this one.
    static ColumnType family(ColumnType type) {
        return switch (type) {
            case ColumnType.Scalar.INT16, ColumnType.Scalar.INT32 -> ColumnType.Scalar.INT64;
            case ColumnType.Scalar scalar -> scalar;
            case ColumnType.AnyNumeric any -> any;
            case ColumnType.FixedNumeric _ -> new ColumnType.AnyNumeric();
            case ColumnType.Text _ -> ColumnType.Text.UNLIMITED;
            case ColumnType.PaddedText _ -> new ColumnType.PaddedText(1);
            case ColumnType.Array array -> new ColumnType.Array(family(array.element()));
        };
    }
}
