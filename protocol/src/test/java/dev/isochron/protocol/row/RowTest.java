package dev.isochron.protocol.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.RandomValues;
import dev.isochron.protocol.value.Seeds;
import dev.isochron.protocol.value.Value;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the door plate of the package promises.
class RowTest {

    private static final SchemaVersion V3 = new SchemaVersion(3);

    private static final ColumnId A = new ColumnId(1);
    private static final ColumnId B = new ColumnId(2);
    private static final ColumnId C = new ColumnId(300);

    @Test
    void theDoorPlateTellsTheBytes() {
        Row row = new RowBuilder(V3).set(B, Value.of(256)).set(A, Value.of("hi")).build();
        assertBytes("10 03 02 00 01 02 02 04 68 69 01 00", row);
        Row withNull = new RowBuilder(V3).set(B, Value.Null.NULL).set(A, Value.of(0)).build();
        assertBytes("10 03 01 01 01 02 00", withNull);
        Row wide = new RowBuilder(V3).set(C, Value.of(true)).build();
        assertBytes("11 03 01 00 01 2C 01 01", wide);
        Row longOne = new RowBuilder(V3).set(A, Value.of("x".repeat(300))).build();
        assertEquals("1203010001012c", hex(longOne).substring(0, 14));
        assertBytes("10 03 00 00", new RowBuilder(V3).build());
    }

    private static void assertBytes(String hex, Row row) {
        assertEquals(hex.replace(" ", "").toLowerCase(Locale.ROOT), hex(row));
    }

    private static String hex(Row row) {
        return HexFormat.of().formatHex(row.toBytes());
    }

    @Test
    void everyValueIsReadBackInEveryDetail() {
        for (ColumnType type : RandomValues.types()) {
            Seeds.each(
                    200,
                    random -> {
                        Value value = new RandomValues(random).nullable(type);
                        Row row = new RowBuilder(V3).set(A, value).build();
                        assertEquals(value, row.value(Column.nullable(A, "a", type)));
                        assertEquals(row, Row.parse(row.toBytes()));
                    });
        }
    }

    @Test
    void theScaleAndTheSignOfZeroAreKept() {
        Row row =
                new RowBuilder(V3)
                        .set(A, Numeric.of("1.00"))
                        .set(B, new Value.Float8(-0.0))
                        .build();
        Column numeric = Column.required(A, "a", new ColumnType.AnyNumeric());
        assertEquals(Numeric.of("1.00"), row.value(numeric));
        assertEquals(new Value.Float8(-0.0), row.value(Column.required(B, "b", Scalar.FLOAT8)));
    }

    @Test
    void aColumnIsMissingNullOrThere() {
        Row row = new RowBuilder(V3).set(A, Value.of(7)).set(B, Value.Null.NULL).build();
        assertEquals(7, row.longAt(row.placeOf(A)));
        assertEquals(Row.NULL, row.placeOf(B));
        assertEquals(Row.MISSING, row.placeOf(C));
        Column added = new Column(C, "c", Scalar.INT64, false, false, Value.of(42));
        assertEquals(Value.of(42), row.value(added));
        assertEquals(Value.Null.NULL, row.value(Column.nullable(B, "b", Scalar.INT64)));
        assertThrows(IndexOutOfBoundsException.class, () -> row.longAt(Row.MISSING));
        assertThrows(IndexOutOfBoundsException.class, () -> row.longAt(1));
    }

    @Test
    void valuesAreReadInPlace() {
        Row row =
                new RowBuilder(V3)
                        .set(new ColumnId(1), Value.of(-5))
                        .set(new ColumnId(2), Value.of(true))
                        .set(new ColumnId(3), new Value.Float8(1.5))
                        .set(new ColumnId(4), Value.of("é"))
                        .set(new ColumnId(5), Bytes.of((byte) 9))
                        .build();
        assertEquals(-5, row.longAt(0));
        assertTrue(row.booleanAt(1));
        assertEquals(1.5, row.doubleAt(2));
        assertEquals("é", row.textAt(3));
        assertEquals(ByteBuffer.wrap(new byte[] {9}), row.bytesAt(4));
        assertEquals(5, row.columns());
        assertEquals(V3, row.version());
    }

    /// Random edits, mirrored in a map.
    @Test
    void anEditedRowIsThatOfItsColumnsWhateverTheOrder() {
        Seeds.each(
                3000,
                random -> {
                    Mirror mirror = new Mirror(new RandomValues(random), random);
                    for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
                        mirror.edit();
                    }
                    mirror.check();
                });
    }

    private static final class Mirror {
        private final RandomValues values;
        private final SplittableRandom random;
        private final TreeMap<ColumnId, Value> expected = new TreeMap<>();
        private final TreeMap<ColumnId, ColumnType> types = new TreeMap<>();
        private Row row = new RowBuilder(V3).build();

        Mirror(RandomValues values, SplittableRandom random) {
            this.values = values;
            this.random = random;
        }

        void edit() {
            RowBuilder builder = row.edit(V3);
            for (int sets = random.nextInt(5); sets > 0; sets--) {
                ColumnId id = new ColumnId(1 + random.nextInt(6) * 60);
                ColumnType type = types.computeIfAbsent(id, _ -> values.type());
                if (random.nextInt(4) == 0) {
                    builder.drop(id);
                    expected.remove(id);
                } else {
                    Value value = values.nullable(type);
                    builder.set(id, value);
                    expected.put(id, value);
                }
            }
            row = builder.build();
        }

        void check() {
            RowBuilder straight = new RowBuilder(V3);
            expected.forEach(straight::set);
            assertEquals(straight.build(), row);
            assertEquals(straight.build().hashCode(), row.hashCode());
            types.forEach((id, type) ->
                    assertEquals(
                            expected.getOrDefault(id, Value.Null.NULL),
                            row.value(Column.nullable(id, "c", type))));
        }
    }

    @Test
    void aRowWithinOtherBytesIsReadWhereItLies() {
        Row row = new RowBuilder(V3).set(A, Value.of("inside")).build();
        byte[] around = new byte[row.length() + 7];
        row.toBuffer().get(around, 3, row.length());
        Row read = Row.parse(around, 3, row.length());
        assertEquals(row, read);
        assertEquals("inside", read.textAt(0));
        assertEquals(row, read.edit(V3).build());
    }

    @Test
    void aRowOverItsLimitIsRefusedAndSaysWhichColumnIsToBlame() {
        RowBuilder builder =
                new RowBuilder(V3)
                        .set(A, Value.of("x".repeat(10)))
                        .set(B, Value.of("y".repeat(100)));
        RowTooLarge refused = assertThrows(RowTooLarge.class, () -> builder.build(64));
        assertEquals(B, refused.largest());
        assertEquals(100, refused.largestBytes());
        assertTrue(refused.bytes() >= 110);
        assertEquals(64, refused.limit());
        assertEquals(118, builder.build(118).length());
        assertThrows(RowTooLarge.class, () -> builder.build(117));
    }

    @Test
    void theDefaultLimitIsAMebibyte() {
        int overhead = 8;
        Value most = Value.of("x".repeat((1 << 20) - overhead));
        assertEquals(1 << 20, new RowBuilder(V3).set(A, most).build().length());
        RowBuilder more = new RowBuilder(V3).set(A, Value.of("x".repeat((1 << 20) - overhead + 1)));
        assertThrows(RowTooLarge.class, more::build);
    }

    @Test
    void thereIsALimitToTheNumberOfColumns() {
        RowBuilder builder = new RowBuilder(V3);
        for (int i = Table.MAX_COLUMNS; i >= 1; i--) {
            builder.set(new ColumnId(i), Value.of(i));
        }
        Row row = builder.build();
        assertEquals(Table.MAX_COLUMNS, row.columns());
        assertEquals(700, row.longAt(row.placeOf(new ColumnId(700))));
        ColumnId oneMore = new ColumnId(Table.MAX_COLUMNS + 1);
        assertThrows(IllegalArgumentException.class, () -> builder.set(oneMore, Value.of(1)));
    }

    @Test
    void bytesThatNobodyWritesAreRefused() {
        refused("", "nothing");
        refused("20 03 00 00", "another format");
        refused("16 03 00 00", "ends of four bytes");
        refused("10 00 00 00", "version 0");
        refused("10 83 00 00 00", "a version with a byte to spare");
        refused("10 03 01 00 01", "no end");
        refused("10 03 01 00 01 02 00", "a body too short");
        refused("10 03 01 00 01 00 00", "a body too long");
        refused("10 03 02 00 02 01 00 00", "ids out of order");
        refused("10 03 02 00 01 01 00 00", "an id twice");
        refused("10 03 01 01 01 01 00", "null and a value");
        refused("10 03 01 00 00 00", "column 0");
        refused("10 03 02 00 01 02 01 00 05", "an end before its beginning");
        refused("11 03 01 00 00 01 00", "wide ids without need");
        refused("12 03 01 00 01 00 00", "wide ends without need");
        refused("10 03 C1 0C 00", "more columns than a table has");
        refused("10 FF FF FF FF FF FF FF FF FF FF 01 00", "a number without end");
    }

    private static void refused(String hex, String what) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThrows(MalformedRow.class, () -> Row.parse(bytes), what);
    }

    @Test
    void valuesThatNobodyWritesAreRefused() {
        refused("00 00", Scalar.INT64, "zero with a byte");
        refused("00 7F", Scalar.INT64, "a byte to spare");
        refused("01 02 03 04 05 06 07 08 09", Scalar.INT64, "nine bytes");
        refused("02", Scalar.BOOL, "a boolean of 2");
        refused("01 02 03 04 05", Scalar.DATE, "a date of 40 bits");
        refused("7F 00 00 00 00 00", Scalar.TIME, "a time beyond the day");
        refused("C3", ColumnType.Text.UNLIMITED, "text cut in a character");
        refused("61 00", ColumnType.Text.UNLIMITED, "text with U+0000");
        refused("00 00", new ColumnType.AnyNumeric(), "a special numeric with more");
        refused("03", new ColumnType.AnyNumeric(), "a numeric without digits");
        refused("03 00 01", new ColumnType.AnyNumeric(), "a numeric with a byte to spare");
        refused("7F F8 00 00 00 00 00 01", Scalar.FLOAT8, "another NaN");
        refused("00 00", Scalar.INTERVAL, "an interval of two numbers");
        refused("02 01 01 01", new ColumnType.Array(Scalar.INT64), "an array with more");
        refused("7F", new ColumnType.Array(Scalar.INT64), "an array that promises too much");
        refused("00", Scalar.UUID, "a uuid of one byte");
    }

    private static void refused(String hex, ColumnType type, String what) {
        Bytes bytes = Bytes.of(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThrows(MalformedRow.class, () -> StoredValue.read(type, bytes), what);
    }

    @Test
    void anyBytesAreARowThatIsBuiltAgainTheSameOrRefused() {
        Seeds.each(
                20_000,
                random -> {
                    byte[] bytes = damaged(random);
                    try {
                        Row row = Row.parse(bytes);
                        assertEquals(row, row.edit(row.version()).build());
                        assertEquals(bytes.length, row.length());
                    } catch (MalformedRow expected) {
                        assertFalse(String.valueOf(expected.getMessage()).isBlank());
                    }
                });
    }

    private static byte[] damaged(SplittableRandom random) {
        RandomValues values = new RandomValues(random);
        if (random.nextInt(4) == 0) {
            byte[] bytes = values.bytes(random.nextInt(1, 16));
            bytes[0] = (byte) (RowShape.FORMAT + random.nextInt(8));
            return bytes;
        }
        RowBuilder builder = new RowBuilder(V3);
        for (int i = random.nextInt(4); i > 0; i--) {
            builder.set(new ColumnId(1 + random.nextInt(400)), values.nullable(values.type()));
        }
        byte[] bytes = builder.build().toBytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    @Test
    void anyBytesAreAValueThatIsWrittenAgainTheSameOrRefused() {
        Seeds.each(
                20_000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    ColumnType type = values.type();
                    byte[] bytes = StoredValue.write(values.value(values.type())).toBytes();
                    if (bytes.length > 0 && random.nextBoolean()) {
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    try {
                        Value value = StoredValue.read(type, Bytes.of(bytes));
                        assertEquals(Bytes.of(bytes), StoredValue.write(value));
                    } catch (MalformedRow expected) {
                        assertFalse(String.valueOf(expected.getMessage()).isBlank());
                    }
                });
    }

    @Test
    void rowsDifferIfVersionOrColumnsDo() {
        Row row = new RowBuilder(V3).set(A, Value.of(1)).build();
        assertNotEquals(row, row.edit(new SchemaVersion(4)).build());
        assertNotEquals(row, row.edit(V3).set(A, Value.of(2)).build());
        assertNotEquals(row, row.edit(V3).set(A, Value.Null.NULL).build());
        assertNotEquals(row, row.edit(V3).drop(A).build());
    }

    @Test
    void patchesOfDisjointColumnsMakeTheSameRowInEitherOrder() {
        Row base = new RowBuilder(V3).set(A, Value.of("a")).set(B, Value.of(1)).build();
        Row one = new RowBuilder(V3.next()).set(A, Value.Null.NULL).build();
        Row two = new RowBuilder(V3).set(C, Value.of(true)).set(B, Value.of(2)).build();
        Row both =
                new RowBuilder(V3.next())
                        .set(A, Value.Null.NULL)
                        .set(B, Value.of(2))
                        .set(C, Value.of(true))
                        .build();
        int limit = Row.DEFAULT_MAX_BYTES;
        assertEquals(both, base.overlaidBy(one, limit).overlaidBy(two, limit));
        assertEquals(both, base.overlaidBy(two, limit).overlaidBy(one, limit));
        assertEquals(base, base.overlaidBy(new RowBuilder(V3).build(), limit));
        Row large = new RowBuilder(V3).set(C, Value.of("x".repeat(limit - 100))).build();
        Row more = new RowBuilder(V3).set(A, Value.of("y".repeat(200))).build();
        assertThrows(RowTooLarge.class, () -> large.overlaidBy(more, limit));
    }
}
