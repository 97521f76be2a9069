package dev.isochron.protocol.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.SortOrder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// PostgreSQL's order, told by what its documentation and its `ORDER BY` say.
class ValueOrderTest {

    @Test
    void numbersStandBetweenTheInfinitiesAndNaNAboveAll() {
        ascending(
                Numeric.of("-Infinity"),
                Numeric.of("-1e100"),
                Numeric.of("-0.1"),
                Numeric.of("0.00"),
                Numeric.of("1e-100"),
                Numeric.of("1e100"),
                Numeric.of("Infinity"),
                Numeric.of("NaN"));
        ascending(
                new Value.Float8(Double.NEGATIVE_INFINITY),
                new Value.Float8(-Double.MIN_VALUE),
                new Value.Float8(-0.0),
                new Value.Float8(Double.MIN_VALUE),
                new Value.Float8(Double.POSITIVE_INFINITY),
                new Value.Float8(Double.NaN));
    }

    @Test
    void equalValuesMayDifferInDetail() {
        equal(Numeric.of("1.0"), Numeric.of("1.00"));
        equal(new Value.Float4(0f), new Value.Float4(-0f));
        equal(new Value.Float8(0), new Value.Float8(-0.0));
        equal(new CalendarInterval(1, 0, 0), new CalendarInterval(0, 30, 0));
        equal(new CalendarInterval(0, 1, 0), new CalendarInterval(0, 0, 86_400_000_000L));
        equal(new CalendarInterval(0, 1, -1), new CalendarInterval(0, 0, 86_399_999_999L));
        equal(
                new Value.Array(List.of(Numeric.of("1.0"))),
                new Value.Array(List.of(Numeric.of("1"))));
        assertEquals(
                0, ValueOrder.compare(new Value.Float8(Double.NaN), new Value.Float8(Double.NaN)));
    }

    @Test
    void arraysCompareElementByElementThenByLengthWithNullOnTop() {
        ascending(
                numbers(),
                numbers(1L),
                numbers(1L, 1L),
                numbers(1L, 2L),
                numbers(1L, null),
                numbers(2L),
                numbers((Long) null));
    }

    @Test
    void textComparesAsItsBytesDo() {
        Seeds.each(
                3000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    Value a = values.value(ColumnType.Text.UNLIMITED);
                    Value b = values.value(ColumnType.Text.UNLIMITED);
                    assertEquals(
                            Integer.signum(Arrays.compareUnsigned(utf8(a), utf8(b))),
                            Integer.signum(ValueOrder.compare(a, b)));
                });
    }

    private static byte[] utf8(Value text) {
        return ((Value.Text) text).value().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void uuidsCompareAsTheirBytesDo() {
        ascending(
                Value.of(UUID.fromString("00000000-0000-0000-0000-000000000001")),
                Value.of(UUID.fromString("00000000-0000-0000-ffff-000000000000")),
                Value.of(UUID.fromString("7fffffff-0000-0000-0000-000000000000")),
                Value.of(UUID.fromString("80000000-0000-0000-0000-000000000000")));
    }

    @Test
    void theInfiniteDatesAreTheOutermost() {
        ascending(
                Value.Date.MINUS_INFINITY,
                new Value.Date(Value.Date.MIN_DAYS),
                new Value.Date(0),
                new Value.Date(Value.Date.MAX_DAYS),
                Value.Date.INFINITY);
        ascending(
                Value.UtcTimestamp.MINUS_INFINITY,
                new Value.UtcTimestamp(-1),
                new Value.UtcTimestamp(0),
                Value.UtcTimestamp.INFINITY);
    }

    @Test
    void nullsStandWhereTheSortOrderSays() {
        Value one = Value.of(1);
        Value two = Value.of(2);
        Value none = Value.Null.NULL;
        assertEquals(List.of(one, two, none), sorted(SortOrder.ASC_NULLS_LAST));
        assertEquals(List.of(none, one, two), sorted(SortOrder.ASC_NULLS_FIRST));
        assertEquals(List.of(none, two, one), sorted(SortOrder.DESC_NULLS_FIRST));
        assertEquals(List.of(two, one, none), sorted(SortOrder.DESC_NULLS_LAST));
    }

    private static List<Value> sorted(SortOrder order) {
        return List.<Value>of(Value.of(2), Value.Null.NULL, Value.of(1)).stream()
                .sorted(order)
                .toList();
    }

    @Test
    void theOrderIsTotalOverEveryType() {
        Seeds.each(
                3000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    ColumnType type = values.type();
                    Value a = values.nullable(type);
                    Value b = values.nullable(type);
                    Value c = values.nullable(type);
                    assertEquals(
                            Integer.signum(ValueOrder.compare(a, b)),
                            -Integer.signum(ValueOrder.compare(b, a)));
                    assertEquals(0, ValueOrder.compare(a, a));
                    if (ValueOrder.compare(a, b) <= 0 && ValueOrder.compare(b, c) <= 0) {
                        assertTrue(ValueOrder.compare(a, c) <= 0);
                    }
                });
    }

    @Test
    void everyTypeAcceptsItsValuesAndNoOther() {
        Seeds.each(
                3000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    ColumnType type = values.type();
                    ColumnType other = values.type();
                    assertTrue(type.accepts(values.nullable(type)));
                    Value foreign = values.value(other);
                    boolean empty = foreign instanceof Value.Array(var none) && none.isEmpty();
                    if (!type.sharesKeysWith(other)
                            && !areBothText(type, other)
                            && !empty
                            && !onlyNulls(foreign)) {
                        assertEquals(false, type.accepts(foreign), () -> type + " " + foreign);
                    }
                });
    }

    private static boolean areBothText(ColumnType a, ColumnType b) {
        return isText(a) && isText(b);
    }

    private static boolean isText(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _, ColumnType.PaddedText _ -> true;
            case ColumnType.Array(ColumnType element) -> isText(element);
            default -> false;
        };
    }

    private static boolean onlyNulls(Value value) {
        return value instanceof Value.Array(var elements)
                && elements.stream().allMatch(Value::isNull);
    }

    @Test
    void valuesRefuseWhatTheirTypeCannotHold() {
        assertThrows(IllegalArgumentException.class, () -> Value.of("a\0b"));
        assertThrows(IllegalArgumentException.class, () -> Value.of("\ud800"));
        assertThrows(IllegalArgumentException.class, () -> Value.of("\udc00\ud800"));
        assertThrows(IllegalArgumentException.class, () -> new Value.Time(-1));
        assertThrows(IllegalArgumentException.class, () -> new Value.Date(Integer.MIN_VALUE + 1));
        assertThrows(
                IllegalArgumentException.class, () -> new Value.LocalTimestamp(Long.MAX_VALUE - 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Value.Array(List.of(new Value.Array(List.of()))));
    }

    @Test
    void aNumericIsWrittenOutOnlyWithinTheLimits() {
        assertEquals(Numeric.of("1e3"), Numeric.of(new BigDecimal("1000")));
        assertEquals(Numeric.of("0e9"), Numeric.of("0"));
        Numeric.of("9e131071");
        assertThrows(IllegalArgumentException.class, () -> Numeric.of("9e131072"));
        assertThrows(IllegalArgumentException.class, () -> Numeric.of("1e2147483647"));
        Numeric.of("1e-16383");
        assertThrows(IllegalArgumentException.class, () -> Numeric.of("1e-16384"));
    }

    @Test
    void theWidthOfANumberIsItsColumns() {
        assertTrue(Scalar.INT16.accepts(Value.of(-32768)));
        assertEquals(false, Scalar.INT16.accepts(Value.of(32768)));
        assertEquals(false, Scalar.INT32.accepts(Value.of(1L << 31)));
        ColumnType.FixedNumeric money = new ColumnType.FixedNumeric(4, 2);
        assertTrue(money.accepts(Numeric.of("99.99")));
        assertEquals(false, money.accepts(Numeric.of("100.00")));
        assertEquals(false, money.accepts(Numeric.of("1.5")));
        assertEquals(false, money.accepts(Numeric.of("Infinity")));
        assertEquals(false, new ColumnType.PaddedText(3).accepts(Value.of("a ")));
        assertTrue(new ColumnType.PaddedText(1).accepts(Value.of("\ud800\udc00")));
    }

    private static void ascending(Value... values) {
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                int expected = Integer.compare(i, j);
                int at = i;
                int other = j;
                assertEquals(
                        expected,
                        Integer.signum(ValueOrder.compare(values[i], values[j])),
                        () -> values[at] + " and " + values[other]);
            }
        }
    }

    private static void equal(Value a, Value b) {
        assertEquals(0, ValueOrder.compare(a, b));
        assertNotEquals(a, b);
    }

    private static Value numbers(@Nullable Long... numbers) {
        return new Value.Array(
                Arrays.stream(numbers)
                        .map(number -> number == null ? Value.Null.NULL : Value.of(number))
                        .toList());
    }
}
