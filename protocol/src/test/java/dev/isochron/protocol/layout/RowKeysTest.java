package dev.isochron.protocol.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyBuilder;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.KeyColumn;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.schema.TpcC;
import dev.isochron.protocol.value.RandomValues;
import dev.isochron.protocol.value.Seeds;
import dev.isochron.protocol.value.Value;
import dev.isochron.protocol.value.ValueOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Keys of rows, over tables of any shape.
class RowKeysTest {

    private static final int SEEDS = 600;

    private static final Schema TPCC = TpcC.schema();

    @Test
    void theKeysOfATableAreOrderedAsItsKeyColumnsAre() {
        Seeds.each(
                SEEDS,
                random -> {
                    RandomTables tables = new RandomTables(random);
                    Table table = tables.some();
                    List<Value> a = RandomTables.keyOf(table, tables.row(table));
                    List<Value> b = RandomTables.keyOf(table, tables.row(table));
                    try {
                        RowKeys keys = new RowKeys(table);
                        assertEquals(
                                Integer.signum(compare(table, a, b)),
                                Integer.signum(keys.key(a).compareTo(keys.key(b))));
                    } catch (KeyTooLong skipped) {
                        assertTrue(skipped.bytes() > Key.MAX_BYTES);
                    }
                });
    }

    private static int compare(Table table, List<Value> a, List<Value> b) {
        for (int i = 0; i < a.size(); i++) {
            KeyColumn column = table.primaryKey().get(i);
            int byColumn = column.order().compare(a.get(i), b.get(i));
            if (byColumn != 0) {
                return byColumn;
            }
        }
        return 0;
    }

    @Test
    void aKeyGivesBackItsValuesAndItsTable() {
        Seeds.each(
                SEEDS,
                random -> {
                    RandomTables tables = new RandomTables(random);
                    Stored row = tables.rows(1).getFirst();
                    int owners = 0;
                    for (Table table : tables.tables()) {
                        RowKeys keys = new RowKeys(table);
                        if (keys.owns(row.key())) {
                            owners++;
                            assertEquals(row.key(), keys.key(keys.values(row.key())));
                        } else {
                            assertThrows(MalformedKey.class, () -> keys.values(row.key()));
                        }
                    }
                    assertEquals(1, owners);
                });
    }

    /// So a store may append what it wants, a timestamp turned around, and the order stays.
    @Test
    void noKeyIsAPrefixOfAnother() {
        Seeds.each(
                SEEDS,
                random -> {
                    RandomTables tables = new RandomTables(random);
                    List<Stored> rows = tables.rows(6);
                    for (Stored a : rows) {
                        for (Stored b : rows) {
                            Key x = a.key();
                            Key y = b.key();
                            assertTrue(x.equals(y) || !x.startsWith(y), () -> x + " " + y);
                            if (x.isBelow(y)) {
                                assertTrue(version(x, random).isBelow(version(y, random)));
                            }
                        }
                    }
                });
    }

    private static Key version(Key key, SplittableRandom random) {
        int room = Key.MAX_BYTES + Long.BYTES;
        byte[] bytes = Arrays.copyOf(key.toBytes(), key.length() + Long.BYTES);
        if (bytes.length > Key.MAX_BYTES) {
            return key;
        }
        long turned = ~random.nextLong(Long.MAX_VALUE);
        return new KeyBuilder(room).append(key).appendBigEndian(turned, Long.BYTES).toKey();
    }

    @Test
    void aPrefixOfTheKeyColumnsFindsTheRowsThatHoldThem() {
        Seeds.each(
                SEEDS,
                random -> {
                    RandomTables tables = new RandomTables(random);
                    List<Stored> rows = tables.rows(8);
                    Table table = tables.some();
                    RowKeys keys = new RowKeys(table);
                    List<Stored> own = rows.stream().filter(row -> keys.owns(row.key())).toList();
                    if (own.isEmpty()) {
                        return;
                    }
                    List<Value> wanted = keys.values(own.getFirst().key());
                    List<Value> first = wanted.subList(0, random.nextInt(wanted.size() + 1));
                    Span span = keys.withPrefix(first);
                    for (Stored row : own) {
                        boolean equal = beginsWith(keys.values(row.key()), first);
                        assertEquals(equal, span.contains(row.key()));
                    }
                });
    }

    private static boolean beginsWith(List<Value> values, List<Value> first) {
        for (int i = 0; i < first.size(); i++) {
            if (ValueOrder.compare(values.get(i), first.get(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void belowAWholeParentOnlyTheTablesOwnRowsAreFound() {
        RowKeys districts = keys("district");
        Span ofWarehouse = districts.withPrefix(numbers(7));
        assertTrue(ofWarehouse.contains(districts.key(numbers(7, 3))));
        assertFalse(ofWarehouse.contains(keys("warehouse").key(numbers(7))));
        assertFalse(ofWarehouse.contains(keys("stock").key(numbers(7, 3))));
        Span newOrders = keys("new_order").withPrefix(numbers(7, 3, 2));
        assertTrue(newOrders.contains(keys("new_order").key(numbers(7, 3, 2))));
        assertFalse(newOrders.contains(keys("order_line").key(numbers(7, 3, 2, 1))));
    }

    @Test
    void aKeyThatIsTooLongSaysWhichColumnTakesTheRoom() {
        Table table =
                Table.declare(new TableId(50), "page")
                        .required("site", Scalar.INT32)
                        .required("path", ColumnType.Text.UNLIMITED)
                        .key("site", "path")
                        .build();
        RowKeys keys = new RowKeys(table);
        List<Value> values = List.of(Value.of(300), Value.of("x".repeat(600)));
        KeyTooLong refused = assertThrows(KeyTooLong.class, () -> keys.key(values));
        assertEquals(1 + 3 + 602 + 1, refused.bytes());
        assertEquals(
                List.of(new KeyTooLong.Part("site", 3), new KeyTooLong.Part("path", 602)),
                refused.parts());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("table page takes 607 bytes"), message);
        assertTrue(message.contains("path: 602"), message);
        assertThrows(KeyTooLong.class, () -> keys.withPrefix(values));
        List<Value> longest = List.of(Value.of(300), Value.of("x".repeat(473)));
        assertEquals(Key.MAX_BYTES, keys.key(longest).length());
    }

    @Test
    void aValueThatDoesNotFitIsRefusedByName() {
        RowKeys warehouses = keys("warehouse");
        UnfitValue refused =
                assertThrows(UnfitValue.class, () -> warehouses.key(List.of(Value.of("7"))));
        assertEquals(
                "column w_id of table warehouse is integer, never null, and cannot hold this Text",
                refused.getMessage());
        assertFalse(refused.isNull());
        UnfitValue missing =
                assertThrows(UnfitValue.class, () -> warehouses.key(List.of(Value.Null.NULL)));
        assertTrue(missing.isNull());
        assertThrows(IllegalArgumentException.class, () -> warehouses.key(List.of()));
        assertThrows(IllegalArgumentException.class, () -> warehouses.withPrefix(numbers(1, 2)));
    }

    @Test
    void numbersOfAllSizesAreReadInOneFormAndOrdered() {
        int[] numbers = {1, 31, 32, 127, 128, 129, 7807, 7808, 65_536, Integer.MAX_VALUE};
        for (int i = 0; i < numbers.length; i++) {
            Key key = Mark.keyOf(numbers[i]);
            assertEquals(numbers[i], Mark.read(key, 0));
            assertEquals(key.length(), Mark.length(key.byteAt(0)));
            assertTrue(i == 0 || Mark.keyOf(numbers[i - 1]).isBelow(key));
        }
        for (String wrong : List.of("2F", "CF", "CE 00 00 00 01", "CE FF FF FF FF", "B0", "CE")) {
            assertThrows(MalformedKey.class, () -> Mark.read(Key.ofHex(wrong), 0), wrong);
        }
    }

    @Test
    void theSystemsTablesAreInTheReservedRangeAndNoOthers() {
        assertTrue(KeySpace.SYSTEM.touches(KeySpace.USERS));
        for (Table table : SystemTables.all()) {
            assertTrue(KeySpace.SYSTEM.contains(new RowKeys(table).all()));
        }
        for (Table table : TPCC.tables()) {
            assertTrue(KeySpace.USERS.contains(new RowKeys(table).all()));
        }
        assertEquals(KeySpace.ofRoot(new TableId(32)), new RowKeys(table("warehouse")).all());
    }

    @Test
    void anyBytesAreAKeyThatIsWrittenAgainTheSameOrRefused() {
        Seeds.each(
                10_000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    Table table = values.pick(List.copyOf(TPCC.tables()));
                    RowKeys keys = new RowKeys(table);
                    byte[] bytes = values.bytes(random.nextInt(1, 10));
                    if (random.nextInt(8) > 0) {
                        List<Value> some =
                                table.primaryKey().stream()
                                        .map(key -> values.value(table.columnOf(key).type()))
                                        .toList();
                        bytes = keys.key(some).toBytes();
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    readOrRefuse(Key.of(bytes), keys);
                });
    }

    private static void readOrRefuse(Key key, RowKeys keys) {
        String shown = KeyText.of(key, TPCC);
        assertFalse(shown.isBlank());
        try {
            List<Value> read = keys.values(key);
            // A key does not say how wide its column was, so the value may be one it cannot hold
            // now.
            boolean fits =
                    keys.table().primaryKey().stream()
                            .map(keys.table()::columnOf)
                            .allMatch(
                                    column -> column.accepts(read.get(indexOf(keys, column.id()))));
            if (fits) {
                assertEquals(key, keys.key(read));
            }
        } catch (MalformedKey expected) {
            assertFalse(String.valueOf(expected.getMessage()).isBlank());
        }
    }

    private static int indexOf(RowKeys keys, ColumnId column) {
        return keys.table().primaryKey().stream().map(KeyColumn::column).toList().indexOf(column);
    }

    @Test
    void keysAreShownAsPeopleReadThem() {
        assertEquals("district (7, 3)", KeyText.of(keys("district").key(numbers(7, 3)), TPCC));
        assertEquals("key ff99", KeyText.of(Key.ofHex("FF 99"), TPCC));
        assertEquals("key 7b140101 of table number 75", KeyText.of(Key.ofHex("7B 14 01 01"), TPCC));
        assertEquals("key ", KeyText.of(Key.MIN, TPCC));
    }

    private static RowKeys keys(String name) {
        return new RowKeys(table(name));
    }

    private static Table table(String name) {
        return TPCC.table(TableName.of(name)).orElseThrow();
    }

    private static List<Value> numbers(long... numbers) {
        return Arrays.stream(numbers).mapToObj(Value::of).toList();
    }
}
