package dev.isochron.protocol.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyTooLong;
import dev.isochron.protocol.row.MalformedRow;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowTooLarge;
import dev.isochron.protocol.schema.Column;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.schema.TpcC;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.RandomValues;
import dev.isochron.protocol.value.Seeds;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whole rows and whole declarations, to bytes and back.
class TableRowsTest {

    @Test
    void aRowIsLoadedAsItWasStoredInEveryDetail() {
        Seeds.each(
                2000,
                random -> {
                    RandomTables tables = new RandomTables(random);
                    Table table = tables.some();
                    List<Value> row = tables.row(table);
                    TableRows rows = new TableRows(table);
                    try {
                        Stored stored = rows.store(row);
                        Row parsed = Row.parse(stored.row().toBytes());
                        assertEquals(row, rows.load(stored.key(), parsed));
                    } catch (KeyTooLong another) {
                        assertTrue(another.bytes() > Key.MAX_BYTES);
                    }
                });
    }

    @Test
    void keyColumnsAreInTheRowOnlyIfTheKeyDoesNotKeepThem() {
        Table table =
                Table.declare(new TableId(50), "t")
                        .required("n", new ColumnType.AnyNumeric())
                        .required("i", Scalar.INTERVAL)
                        .required("f", Scalar.FLOAT8)
                        .required("m", new ColumnType.FixedNumeric(6, 2))
                        .key("n", "i", "f", "m")
                        .build();
        TableRows rows = new TableRows(table);
        List<Value> plain =
                List.of(
                        Numeric.of("1"),
                        new CalendarInterval(1, 0, 0),
                        new Value.Float8(0),
                        Numeric.of("1.50"));
        List<Value> other =
                List.of(
                        Numeric.of("1.0"),
                        new CalendarInterval(0, 30, 0),
                        new Value.Float8(-0.0),
                        Numeric.of("1.50"));
        assertEquals(rows.store(plain).key(), rows.store(other).key());
        assertEquals(0, rows.store(plain).row().columns());
        assertEquals(3, rows.store(other).row().columns());
        Stored stored = rows.store(other);
        assertEquals(other, rows.load(stored.key(), stored.row()));
    }

    @Test
    void aColumnAddedLaterIsReadFromOlderRows() {
        Table before = TpcC.schema().table(TableName.of("item")).orElseThrow();
        Stored old = new TableRows(before).store(List.of(Value.of(1), Numeric.of("2.50")));
        List<Column> columns = new ArrayList<>(before.columns());
        columns.add(new Column(new ColumnId(7), "stars", Scalar.INT16, false, false, Value.of(3)));
        TableRows after = new TableRows(before.withColumns(columns));
        assertEquals(
                List.of(Value.of(1), Numeric.of("2.50"), Value.of(3)),
                after.load(old.key(), old.row()));
        columns.remove(1);
        TableRows without = new TableRows(before.withColumns(columns));
        assertEquals(List.of(Value.of(1), Value.of(3)), without.load(old.key(), old.row()));
    }

    @Test
    void aRowThatCannotBeStoredIsRefused() {
        Table item = TpcC.schema().table(TableName.of("item")).orElseThrow();
        TableRows rows = new TableRows(item);
        List<Value> wrong = List.of(Value.of(1), Value.of("cheap"));
        UnfitValue refused = assertThrows(UnfitValue.class, () -> rows.store(wrong));
        assertEquals("i_price", refused.column().name());
        assertEquals("table item", refused.where());
        List<Value> none = List.of(Value.of(1), Value.Null.NULL);
        assertTrue(assertThrows(UnfitValue.class, () -> rows.store(none)).isNull());
        assertThrows(IllegalArgumentException.class, () -> rows.store(List.of(Value.of(1))));
        Table text =
                Table.declare(new TableId(50), "t")
                        .required("k", Scalar.INT32)
                        .nullable("v", ColumnType.Text.UNLIMITED)
                        .key("k")
                        .build();
        List<Value> large = List.of(Value.of(1), Value.of("x".repeat(100)));
        assertThrows(RowTooLarge.class, () -> new TableRows(text, 64).store(large));
    }

    @Test
    void declarationsAreReadAsTheyWereWritten() {
        for (Table table : TpcC.schema().tables()) {
            readBack(table);
        }
        SystemTables.all().forEach(TableRowsTest::readBack);
        Seeds.each(
                200,
                random -> {
                    RandomTables tables = new RandomTables(random);
                    tables.schema().tables().forEach(TableRowsTest::readBack);
                    readBack(withMissing(tables.some(), new RandomValues(random)));
                });
    }

    private static Table withMissing(Table table, RandomValues values) {
        List<Column> columns = new ArrayList<>(table.columns());
        ColumnType type = values.type();
        Value whenMissing = values.nullable(type);
        columns.add(new Column(new ColumnId(500), "late", type, true, true, whenMissing));
        return table.withColumns(columns);
    }

    private static void readBack(Table table) {
        List<Stored> records = TableRecords.write(table);
        assertEquals(table, TableRecords.read(records));
        List<Stored> sorted =
                records.stream().sorted((a, b) -> a.key().compareTo(b.key())).toList();
        assertEquals(records, sorted);
        for (Stored record : records) {
            assertTrue(TableRecords.spanOf(table.id()).contains(record.key()));
            assertTrue(KeySpace.SYSTEM.contains(record.key()));
            assertEquals(Directory.of(records.getFirst().key()), Directory.of(record.key()));
        }
        Stored entry = TableRecords.nameEntry(table);
        assertTrue(TableRecords.spanOf(table.name()).contains(entry.key()));
        assertEquals(table.id(), TableRecords.found(entry.key()));
        TableId other = new TableId(table.id().value() + 1);
        assertFalse(TableRecords.spanOf(other).contains(records.getFirst().key()));
    }

    @Test
    void theSystemsTablesFitEachOther() {
        Schema schema = Schema.EMPTY;
        for (Table table : SystemTables.all()) {
            schema = schema.with(table);
            assertTrue(table.id().isSystem());
        }
        assertEquals(3, schema.tables().size());
    }

    /// Rows left out, doubled, exchanged between tables, or with a bit turned.
    @Test
    void aDamagedDeclarationIsReadOrRefused() {
        List<Table> tables = List.copyOf(TpcC.schema().tables());
        Seeds.each(
                3000,
                random -> {
                    RandomValues values = new RandomValues(random);
                    List<Stored> records = new ArrayList<>(TableRecords.write(values.pick(tables)));
                    List<Stored> others = TableRecords.write(values.pick(tables));
                    int at = random.nextInt(records.size());
                    switch (random.nextInt(4)) {
                        case 0 -> records.remove(at);
                        case 1 -> records.add(at, values.pick(records));
                        case 2 -> records.set(at, values.pick(others));
                        default -> damage(records, at, random.nextInt(1 << 16));
                    }
                    try {
                        readBack(TableRecords.read(records));
                    } catch (MalformedDeclaration expected) {
                        assertFalse(String.valueOf(expected.getMessage()).isBlank());
                    }
                });
    }

    private static void damage(List<Stored> records, int at, int where) {
        Stored record = records.get(at);
        byte[] bytes = record.row().toBytes();
        bytes[where % bytes.length] ^= (byte) (1 << (where >> 8 & 7));
        try {
            records.set(at, new Stored(record.key(), Row.parse(bytes)));
        } catch (MalformedRow refusedAlready) {
            records.clear();
        }
    }

    @Test
    void bytesThatNameNoTableAreRefused() {
        assertThrows(MalformedDeclaration.class, () -> TableRecords.read(List.of()));
        assertThrows(MalformedDeclaration.class, () -> TableRecords.found(Key.ofHex("50")));
    }
}
