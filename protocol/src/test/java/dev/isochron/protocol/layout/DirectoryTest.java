package dev.isochron.protocol.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.key.MalformedKey;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.schema.Index;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.schema.TpcC;
import dev.isochron.protocol.value.RandomValues;
import dev.isochron.protocol.value.Seeds;
import dev.isochron.protocol.value.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A root row and all that is interleaved under it are one span, and borders lie between such
/// spans.
class DirectoryTest {

    private static final int SEEDS = 600;

    private static final Schema TPCC = TpcC.schema();

    @Test
    void aDirectoryHoldsTheRowsOfItsRootRowAndNoOthers() {
        Seeds.each(
                SEEDS,
                random -> {
                    List<Stored> rows = new RandomTables(random).rows(8);
                    for (Stored a : rows) {
                        Span directory = Directory.of(a.key());
                        assertTrue(directory.contains(a.key()));
                        for (Stored b : rows) {
                            boolean sameRoot = rootOf(a.key()).equals(rootOf(b.key()));
                            assertEquals(sameRoot, directory.contains(b.key()));
                            assertEquals(sameRoot, directory.equals(Directory.of(b.key())));
                        }
                    }
                });
    }

    private static Key rootOf(Key key) {
        return key.prefix(KeyPath.of(key).root().end());
    }

    @Test
    void theRootRowIsTheFirstInItsDirectory() {
        Key warehouse = key("warehouse", 7);
        assertTrue(warehouse.isBelow(key("district", 7, -5)));
        assertTrue(warehouse.isBelow(key("stock", 7, Integer.MIN_VALUE)));
        assertTrue(key("order_line", 7, 10, 3000, 15).isBelow(key("warehouse", 8)));
    }

    @Test
    void aWholeWarehouseIsOneDirectory() {
        Span seven = Directory.of(key("warehouse", 7));
        for (Table table : TPCC.tables()) {
            int columns = table.primaryKey().size();
            long[] inSeven = new long[columns];
            Arrays.fill(inSeven, 3);
            inSeven[0] = 7;
            boolean isItem = table.name().name().equals("item");
            assertEquals(!isItem, seven.contains(key(table.name().name(), inSeven)));
            inSeven[0] = 8;
            assertFalse(seven.contains(key(table.name().name(), inSeven)));
        }
    }

    @Test
    void anIndexUnderATableIsInItsDirectories() {
        Table customer = TPCC.table(TableName.of("customer")).orElseThrow();
        Index index = customer.index("customer_name").orElseThrow();
        IndexKeys keys = new IndexKeys(customer, index);
        List<Value> entry = List.of(Value.of(7), Value.of(3), Value.of("BARBARBAR"), Value.of(42));
        Key key = keys.key(entry);
        assertTrue(Directory.of(key("warehouse", 7)).contains(key));
        assertTrue(keys.owns(key));
        assertFalse(keys.owns(key("customer", 7, 3, 42)));
        assertEquals(entry, keys.values(key));
        assertEquals(List.of(Value.of(7), Value.of(3), Value.of(42)), keys.rowOf(key));
        assertTrue(keys.withPrefix(entry.subList(0, 3)).contains(key));
        assertFalse(keys.withPrefix(List.of(Value.of(7), Value.of(4))).contains(key));
        assertEquals(
                "index customer_name of customer (7, 3, 'BARBARBAR', 42)", KeyText.of(key, TPCC));
    }

    @Test
    void anEntryOfAnyIndexLeadsBackToItsRow() {
        Seeds.each(
                SEEDS,
                random -> {
                    RandomTables tables = new RandomTables(random);
                    Table table = tables.tables().getLast();
                    IndexKeys keys = new IndexKeys(table, table.indexes().getFirst());
                    List<Value> row = tables.row(table);
                    List<Value> entry =
                            keys.columns().stream()
                                    .map(key -> row.get(key.column().value() - 1))
                                    .toList();
                    RowKeys rows = new RowKeys(table);
                    try {
                        Key rowKey = rows.key(RandomTables.keyOf(table, row));
                        Key found = keys.key(entry);
                        assertEquals(rowKey, rows.key(keys.rowOf(found)));
                        assertEquals(
                                keys.index().level() > 0, Directory.of(rowKey).contains(found));
                    } catch (KeyTooLong another) {
                        assertTrue(another.bytes() > Key.MAX_BYTES);
                    }
                });
    }

    @Test
    void noBorderCutsADirectoryWhereverAKeyIsCut() {
        Seeds.each(
                SEEDS,
                random -> {
                    List<Stored> rows = new RandomTables(random).rows(8);
                    Key whole = rows.getFirst().key();
                    Key cut = whole.prefix(random.nextInt(whole.length() + 1));
                    Key border = Directory.borderAtOrBelow(cut);
                    assertTrue(border.compareTo(cut) <= 0);
                    assertTrue(Directory.isBorder(border));
                    for (Stored row : rows) {
                        assertFalse(Directory.of(row.key()).canSplitAt(border));
                    }
                });
    }

    @Test
    void aRowsKeyIsNoBorderButItsDirectorysBeginningIs() {
        for (Key key : List.of(key("warehouse", 7), key("order_line", 7, 1, 2, 3))) {
            assertFalse(Directory.isBorder(key));
            assertEquals(Directory.of(key).from(), Directory.borderAtOrBelow(key));
            assertTrue(Directory.isBorder(Directory.of(key).from()));
        }
        assertTrue(Directory.isBorder(Key.MIN));
        assertTrue(Directory.isBorder(KeySpace.USERS.from()));
    }

    @Test
    void onlyTheKeyOfARowIsInADirectory() {
        assertThrows(MalformedKey.class, () -> Directory.of(Key.MIN));
        assertThrows(MalformedKey.class, () -> Directory.of(Key.ofHex("50 14 07")));
        assertThrows(MalformedKey.class, () -> Directory.of(Key.ofHex("50 14 07 01 01")));
        assertThrows(MalformedKey.class, () -> Directory.of(Key.ofHex("50 14")));
        assertThrows(MalformedKey.class, () -> Directory.of(Key.ofHex("01")));
    }

    @Test
    void anyBytesHaveABorderAtOrBelow() {
        Seeds.each(
                10_000,
                random -> {
                    Key key = Key.of(new RandomValues(random).bytes(random.nextInt(12)));
                    Key border = Directory.borderAtOrBelow(key);
                    assertTrue(key.startsWith(border));
                    assertTrue(Directory.isBorder(border));
                });
    }

    private static Key key(String table, long... values) {
        RowKeys keys = new RowKeys(TPCC.table(TableName.of(table)).orElseThrow());
        return keys.key(Arrays.stream(values).mapToObj(Value::of).toList());
    }
}
