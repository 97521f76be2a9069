package dev.isochron.protocol.tuple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyBuilder;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.RandomValues;
import dev.isochron.protocol.value.Seeds;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the door plate of the package promises, over random and odd values of every type.
class TupleTest {

    private static final int SEEDS = 200;

    private static final int LONG_ENOUGH = 1 << 16;

    private static final ColumnType NUMERIC = new ColumnType.AnyNumeric();

    @Test
    void bytesAreOrderedAsTheValuesAreInEverySortOrder() {
        for (ColumnType type : RandomValues.types()) {
            for (SortOrder order : SortOrder.values()) {
                Seeds.each(
                        SEEDS,
                        random -> {
                            RandomValues values = new RandomValues(random);
                            Value a = values.nullable(type);
                            Value b = values.nullable(type);
                            assertEquals(
                                    Integer.signum(order.compare(a, b)),
                                    Integer.signum(write(order, a).compareTo(write(order, b))),
                                    () -> "%s %s: %s and %s".formatted(type, order, a, b));
                        });
            }
        }
    }

    @Test
    void tuplesAreOrderedColumnByColumn() {
        Seeds.each(
                20_000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    KeyBuilder a = new KeyBuilder(LONG_ENOUGH);
                    KeyBuilder b = new KeyBuilder(LONG_ENOUGH);
                    int expected = 0;
                    for (int column = random.nextInt(1, 4); column > 0; column--) {
                        ColumnType type = values.pick(RandomValues.types());
                        SortOrder order = values.pick(List.of(SortOrder.values()));
                        Value x = values.nullable(type);
                        Value y = random.nextBoolean() ? x : values.nullable(type);
                        ElementWriter.write(a, x, order);
                        ElementWriter.write(b, y, order);
                        expected = expected == 0 ? order.compare(x, y) : expected;
                    }
                    if (a.length() <= Key.MAX_BYTES && b.length() <= Key.MAX_BYTES) {
                        assertEquals(
                                Integer.signum(expected),
                                Integer.signum(a.toKey().compareTo(b.toKey())));
                    }
                });
    }

    @Test
    void whatIsReadComparesEqualAndIsTheSameIfItIsPlain() {
        for (ColumnType type : RandomValues.types()) {
            for (SortOrder order : SortOrder.values()) {
                Seeds.each(
                        SEEDS,
                        random -> {
                            Value value = new RandomValues(random).nullable(type);
                            Key key = write(order, value);
                            ElementReader reader = new ElementReader(key, 0);
                            Value read = reader.read(type, order);
                            assertEquals(key.length(), reader.position());
                            assertEquals(0, ValueOrder.compare(value, read));
                            assertEquals(PlainValue.isPlain(type, value), value.equals(read));
                            assertEquals(key, write(order, read));
                        });
            }
        }
    }

    @Test
    void elementsAreSkippedWithoutKnowingTypeOrOrder() {
        Seeds.each(
                20_000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    KeyBuilder out = new KeyBuilder(LONG_ENOUGH);
                    List<Integer> ends = new ArrayList<>();
                    for (int column = 0; column < 3; column++) {
                        SortOrder order = values.pick(List.of(SortOrder.values()));
                        ElementWriter.write(out, values.nullable(values.type()), order);
                        ends.add(out.length());
                    }
                    if (out.length() > Key.MAX_BYTES) {
                        return;
                    }
                    ElementReader reader = new ElementReader(out.toKey(), 0);
                    for (int end : ends) {
                        assertTrue(reader.atElement());
                        reader.skip();
                        assertEquals(end, reader.position());
                    }
                    assertFalse(reader.atElement());
                });
    }

    @Test
    void noElementIsAPrefixOfAnother() {
        for (ColumnType type : RandomValues.types()) {
            for (SortOrder order : SortOrder.values()) {
                Seeds.each(
                        SEEDS,
                        random -> {
                            RandomValues values = new RandomValues(random);
                            Key a = write(order, values.nullable(type));
                            Key b = write(order, values.nullable(type));
                            assertTrue(a.equals(b) || !a.startsWith(b), () -> a + " " + b);
                        });
            }
        }
    }

    @Test
    void theDoorPlateTellsTheBytes() {
        assertBytes("13", Value.of(0));
        assertBytes("14 01", Value.of(1));
        assertBytes("15 01 00", Value.of(256));
        assertBytes("12 FE", Value.of(-1));
        assertBytes("12 00", Value.of(-255));
        assertBytes("11 FE FF", Value.of(-256));
        assertBytes("1B 7F FF FF FF FF FF FF FF", Value.of(Long.MAX_VALUE));
        assertBytes("0B 7F FF FF FF FF FF FF FF", Value.of(Long.MIN_VALUE));
        assertBytes("0A", Value.of(true));
        assertBytes("24 61 C3 A9 00", Value.of("aé"));
        assertBytes("25 61 00 FF 00 01", Bytes.of((byte) 'a', (byte) 0));
        assertBytes("1F 14 01 19 64", Numeric.of("12.5"));
        assertBytes("1D EB FE E6 9B", Numeric.of("-12.5"));
        assertBytes("1E", Numeric.of("0.000"));
        assertBytes("22 80 00 00 00", new Value.Float4(-0f));
        assertBytes("22 BF 80 00 00", new Value.Float4(1f));
        assertBytes("27 14 1E 13", new CalendarInterval(1, 0, 0));
        assertBytes("28 14 01 2F 04", new Value.Array(List.of(Value.of(1), Value.Null.NULL)));
        assertEquals(Key.ofHex("EB FE"), write(SortOrder.DESC_NULLS_FIRST, Value.of(1)));
        assertEquals(Key.ofHex("08"), write(SortOrder.ASC_NULLS_FIRST, Value.Null.NULL));
        assertEquals(Key.ofHex("2F"), write(SortOrder.ASC_NULLS_LAST, Value.Null.NULL));
        assertEquals(Key.ofHex("D0"), write(SortOrder.DESC_NULLS_FIRST, Value.Null.NULL));
        assertEquals(Key.ofHex("F7"), write(SortOrder.DESC_NULLS_LAST, Value.Null.NULL));
    }

    @Test
    void theScaleIsNotInTheKeyButADeclaredOneIsKnown() {
        Key key = write(SortOrder.ASC_NULLS_LAST, Numeric.of("1.00"));
        assertEquals(key, write(SortOrder.ASC_NULLS_LAST, Numeric.of("1")));
        assertEquals(Numeric.of("1"), read(key, NUMERIC));
        assertEquals(Numeric.of("1.00"), read(key, new ColumnType.FixedNumeric(5, 2)));
    }

    @Test
    void theLargestAndSmallestNumbersAreShort() {
        for (String number : List.of("9e131071", "1e-16383", "-9e131071", "-1e-16383")) {
            Key key = write(SortOrder.ASC_NULLS_LAST, Numeric.of(number));
            assertTrue(key.length() <= 6, number);
            assertEquals(Numeric.of(number), read(key, NUMERIC));
        }
    }

    @Test
    void bytesThatNobodyWritesAreRefused() {
        refused("14 00", Scalar.INT64, "integer with a leading zero");
        refused("12 FF", Scalar.INT64, "minus zero");
        refused("1B FF FF FF FF FF FF FF FF", Scalar.INT64, "integer beyond 64 bits");
        refused("0B 00 00 00 00 00 00 00 00", Scalar.INT64, "integer beyond 64 bits");
        refused("14", Scalar.INT64, "integer without its byte");
        refused("24 61", ColumnType.Text.UNLIMITED, "text without its end");
        refused("24 C0 80 00", ColumnType.Text.UNLIMITED, "a long form of U+0000");
        refused("24 ED A0 80 00", ColumnType.Text.UNLIMITED, "half a surrogate pair");
        refused("25 00 02", Scalar.BYTES, "a zero that means nothing");
        refused("1F 14 01 00", NUMERIC, "zero that claims to be more");
        refused("1F 14 01 01 64", NUMERIC, "a pair of zeros in front");
        refused("1F 14 01 19 00", NUMERIC, "a pair of zeros behind");
        refused("1F 14 01 C8", NUMERIC, "a pair of digits of 100");
        refused("1F 1B 7F FF FF FF FF FF FF FF 02", NUMERIC, "an exponent without measure");
        refused("22 7F FF FF FF", Scalar.FLOAT4, "minus zero");
        refused("22 FF C0 00 01", Scalar.FLOAT4, "another NaN");
        refused("28 14 01", new ColumnType.Array(Scalar.INT64), "array without its end");
        refused("27 13 18 14 1D D7 60 00", Scalar.INTERVAL, "a whole day beside the days");
        refused("14 01", ColumnType.Text.UNLIMITED, "an integer for a text");
        refused("08", Scalar.INT64, "null where nulls come last");
        refused("30", Scalar.INT64, "no element");
        refused("", Scalar.INT64, "nothing");
        refused("17 80 00 00 00", Scalar.DATE, "a date beyond all");
    }

    private static void refused(String hex, ColumnType type, String what) {
        Key key = Key.ofHex(hex);
        assertThrows(MalformedKey.class, () -> read(key, type), what);
    }

    /// Random bytes, and real ones with a byte changed, cut or doubled.
    @Test
    void anyBytesAreReadAndWrittenBackTheSameOrRefused() {
        Seeds.each(
                50_000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    ColumnType type = values.type();
                    SortOrder order = values.pick(List.of(SortOrder.values()));
                    byte[] bytes = write(order, values.nullable(type)).toBytes();
                    if (random.nextInt(4) == 0) {
                        bytes = values.bytes(random.nextInt(12));
                    } else {
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    readOrRefuse(Key.of(bytes), type, order);
                });
    }

    private static void readOrRefuse(Key key, ColumnType type, SortOrder order) {
        ElementReader reader = new ElementReader(key, 0);
        try {
            Value value = reader.read(type, order);
            assertEquals(key.prefix(reader.position()), write(order, value));
            ElementReader skipping = new ElementReader(key, 0);
            skipping.skip();
            assertEquals(reader.position(), skipping.position());
        } catch (MalformedKey expected) {
            assertFalse(String.valueOf(expected.getMessage()).isBlank());
        }
        try {
            new ElementReader(key, 0).skip();
        } catch (MalformedKey expected) {
            assertFalse(String.valueOf(expected.getMessage()).isBlank());
        }
    }

    private static void assertBytes(String hex, Value value) {
        assertEquals(Key.ofHex(hex), write(SortOrder.ASC_NULLS_LAST, value), value.toString());
    }

    private static Key write(SortOrder order, Value value) {
        KeyBuilder out = new KeyBuilder();
        ElementWriter.write(out, value, order);
        return out.toKey();
    }

    private static Value read(Key key, ColumnType type) {
        return new ElementReader(key, 0).read(type, SortOrder.ASC_NULLS_LAST);
    }
}
