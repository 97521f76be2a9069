package dev.isochron.client.table;

import dev.isochron.client.error.BadInputException;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Java objects as values of columns.
///
/// A number becomes what its column is, if nothing is lost by that. Moments are cut to
/// microseconds, which is what columns hold.
public final class Values {

    private static final LocalDate DAY_ZERO = LocalDate.of(2000, 1, 1);
    static final LocalDateTime MIDNIGHT_ZERO = DAY_ZERO.atStartOfDay();
    static final Instant INSTANT_ZERO = MIDNIGHT_ZERO.toInstant(ZoneOffset.UTC);

    private static final long NANOS_PER_MICRO = 1_000;

    private Values() {}

    /// The value of an object in this column.
    ///
    /// @throws BadInputException if the column cannot hold it
    public static Value of(String table, Column column, @Nullable Object object) {
        try {
            Value value = convert(column.type(), object);
            if (column.type().accepts(value)) {
                return value;
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw wrong(table, column, object, String.valueOf(e.getMessage()));
        }
        throw wrong(table, column, object, "it is not of that type or beyond its limits");
    }

    private static BadInputException wrong(
            String table, Column column, @Nullable Object object, String why) {
        String kind = object == null ? "null" : "this " + object.getClass().getSimpleName();
        return new BadInputException(
                new BadInput.WrongType(
                        column.name(),
                        "column %s of %s is %s and cannot hold %s: %s"
                                .formatted(column.name(), table, column.type(), kind, why)));
    }

    private static Value convert(ColumnType type, @Nullable Object object) {
        return switch (object) {
            case null -> Value.Null.NULL;
            case Value value -> value;
            case Boolean bool -> Value.of(bool);
            case Number number -> number(type, number);
            case String text -> text(type, text);
            case byte[] bytes -> Bytes.of(bytes);
            case UUID uuid -> Value.of(uuid);
            case LocalDate date -> date(date);
            case LocalTime time -> new Value.Time(time.toNanoOfDay() / NANOS_PER_MICRO);
            case LocalDateTime time ->
                    new Value.LocalTimestamp(ChronoUnit.MICROS.between(MIDNIGHT_ZERO, time));
            case Instant instant ->
                    new Value.UtcTimestamp(ChronoUnit.MICROS.between(INSTANT_ZERO, instant));
            case List<?> list -> array(type, list);
            default -> throw new IllegalArgumentException("such objects are no values");
        };
    }

    private static Value date(LocalDate date) {
        return new Value.Date(Math.toIntExact(ChronoUnit.DAYS.between(DAY_ZERO, date)));
    }

    private static Value number(ColumnType type, Number number) {
        return switch (type) {
            case ColumnType.Scalar.FLOAT4 -> new Value.Float4(number.floatValue());
            case ColumnType.Scalar.FLOAT8 -> new Value.Float8(number.doubleValue());
            case ColumnType.AnyNumeric _ -> Numeric.of(decimal(number));
            case ColumnType.FixedNumeric fixed ->
                    Numeric.of(decimal(number).setScale(fixed.scale()));
            default -> Value.of(decimal(number).longValueExact());
        };
    }

    private static BigDecimal decimal(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            case Double _, Float _ -> new BigDecimal(number.toString());
            default -> BigDecimal.valueOf(number.longValue());
        };
    }

    private static Value text(ColumnType type, String text) {
        return Value.of(type instanceof ColumnType.PaddedText ? text.stripTrailing() : text);
    }

    private static Value array(ColumnType type, List<?> list) {
        if (!(type instanceof ColumnType.Array(ColumnType element))) {
            throw new IllegalArgumentException("it is no array");
        }
        List<Value> elements = new ArrayList<>(list.size());
        list.forEach(one -> elements.add(convert(element, one)));
        return new Value.Array(elements);
    }

    static LocalDate toDate(Value.Date date) {
        return DAY_ZERO.plusDays(date.days());
    }
}
