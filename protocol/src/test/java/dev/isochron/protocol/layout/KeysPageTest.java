package dev.isochron.protocol.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.KeyBuilder;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.row.RowBuilder;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.Schema;
import dev.isochron.protocol.schema.SchemaVersion;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.schema.TpcC;
import dev.isochron.protocol.tuple.ElementReader;
import dev.isochron.protocol.tuple.ElementWriter;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.protocol.value.CalendarInterval;
import dev.isochron.protocol.value.Numeric;
import dev.isochron.protocol.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every dump on docs/keys.md is what the code writes today.
class KeysPageTest {

    private static final Schema TPCC = TpcC.schema();

    @Test
    void theElementsAreThoseThatAreWritten() {
        List<String> lines = new ArrayList<>();
        element(lines, Scalar.INT32, Value.of(0));
        element(lines, Scalar.INT32, Value.of(1));
        element(lines, Scalar.INT32, Value.of(300));
        element(lines, Scalar.INT32, Value.of(-1));
        element(lines, Scalar.INT64, Value.of(Long.MIN_VALUE));
        element(lines, Scalar.BOOL, Value.of(true));
        element(lines, new ColumnType.AnyNumeric(), Numeric.of("12.5"));
        element(lines, new ColumnType.AnyNumeric(), Numeric.of("12.50"));
        element(lines, new ColumnType.AnyNumeric(), Numeric.of("-12.5"));
        element(lines, Scalar.FLOAT8, new Value.Float8(1));
        element(lines, ColumnType.Text.UNLIMITED, Value.of("Zoë"));
        element(lines, Scalar.BYTES, Bytes.of((byte) 'a', (byte) 0, (byte) 'b'));
        element(lines, Scalar.INTERVAL, new CalendarInterval(1, 0, 0));
        element(lines, Scalar.INTERVAL, new CalendarInterval(0, 30, 0));
        LocalDate zero = LocalDate.of(2000, 1, 1);
        long days = ChronoUnit.DAYS.between(zero, LocalDate.of(2026, 11, 23));
        element(lines, Scalar.DATE, new Value.Date(Math.toIntExact(days)));
        Value array = new Value.Array(List.of(Value.of(1), Value.Null.NULL));
        element(lines, new ColumnType.Array(Scalar.INT32), array);
        assertBlock("elements", lines);
    }

    private static void element(List<String> lines, ColumnType type, Value value) {
        Key key = write(value, SortOrder.ASC_NULLS_LAST);
        Value read = new ElementReader(key, 0).read(type, SortOrder.ASC_NULLS_LAST);
        assertEquals(0, SortOrder.ASC_NULLS_LAST.compare(value, read));
        lines.add("%-17s %-34s %s".formatted(type, KeyText.of(value), dump(key.toBytes())));
    }

    @Test
    void theOrdersAreThoseThatAreWritten() {
        Value one = Value.of(1);
        List<String> lines = new ArrayList<>();
        order(lines, SortOrder.ASC_NULLS_LAST, one);
        order(lines, SortOrder.ASC_NULLS_LAST, Value.Null.NULL);
        order(lines, SortOrder.ASC_NULLS_FIRST, Value.Null.NULL);
        order(lines, SortOrder.DESC_NULLS_FIRST, one);
        order(lines, SortOrder.DESC_NULLS_FIRST, Value.Null.NULL);
        order(lines, SortOrder.DESC_NULLS_LAST, Value.Null.NULL);
        assertBlock("orders", lines);
    }

    private static void order(List<String> lines, SortOrder order, Value value) {
        String hex = dump(write(value, order).toBytes());
        lines.add("%-18s %-6s %s".formatted(order, KeyText.of(value), hex));
    }

    private static Key write(Value value, SortOrder order) {
        KeyBuilder out = new KeyBuilder();
        ElementWriter.write(out, value, order);
        return out.toKey();
    }

    @Test
    void theKeysAreThoseOfTpcCInTheirOrder() {
        Table customer = table("customer");
        List<Value> entry = List.of(Value.of(7), Value.of(3), Value.of("ABLE"), Value.of(42));
        List<Key> keys =
                List.of(
                        key("warehouse", 7),
                        key("district", 7, 3),
                        key("customer", 7, 3, 42),
                        new IndexKeys(customer, customer.indexes().getFirst()).key(entry),
                        key("orders", 7, 3, 3001),
                        key("order_line", 7, 3, 3001, 1),
                        key("new_order", 7, 3, 3001),
                        key("stock", 7, 99),
                        key("warehouse", 8),
                        key("item", 99));
        assertEquals(keys.stream().sorted().toList(), keys);
        assertBlock("keys", keys.stream().map(key -> line(key, TPCC)).toList());
    }

    private static Key key(String table, long... values) {
        return new RowKeys(table(table)).key(Arrays.stream(values).mapToObj(Value::of).toList());
    }

    private static Table table(String name) {
        return TPCC.table(TableName.of(name)).orElseThrow();
    }

    @Test
    void theDeclarationIsThatOfWarehouse() {
        Schema system = Schema.EMPTY;
        for (Table table : SystemTables.all()) {
            system = system.with(table);
        }
        Schema shown = system;
        Table warehouse = table("warehouse");
        List<Stored> records = new ArrayList<>(TableRecords.write(warehouse));
        records.add(TableRecords.nameEntry(warehouse));
        assertBlock("declaration", records.stream().map(row -> line(row.key(), shown)).toList());
    }

    private static String line(Key key, Schema schema) {
        return "%-57s  %s".formatted(KeyText.of(key, schema), dump(key.toBytes()));
    }

    @Test
    void theRowsAreThoseThatAreWritten() {
        List<String> lines = new ArrayList<>();
        ColumnId two = new ColumnId(2);
        ColumnId three = new ColumnId(3);
        row(
                lines,
                "c2 = 'hi', c3 = 256",
                first().set(two, Value.of("hi")).set(three, Value.of(256)));
        row(lines, "c2 = 0, c3 = null", first().set(two, Value.of(0)).set(three, Value.Null.NULL));
        row(
                lines,
                "c300 = true, under version 3",
                new RowBuilder(new SchemaVersion(3)).set(new ColumnId(300), Value.of(true)));
        row(lines, "c2 = numeric 1.50", first().set(two, Numeric.of("1.50")));
        assertBlock("rows", lines);
    }

    private static RowBuilder first() {
        return new RowBuilder(SchemaVersion.FIRST);
    }

    private static void row(List<String> lines, String what, RowBuilder builder) {
        Row row = builder.build();
        lines.add("%-40s %s".formatted(what, dump(row.toBytes())));
    }

    private static void assertBlock(String name, List<String> expected) {
        Matcher block =
                Pattern.compile("```" + name + "\\n(.*?)\\n```", Pattern.DOTALL).matcher(page());
        String found = block.find() ? block.group(1) : "no such block";
        assertEquals(String.join("\n", expected), found);
    }

    private static String page() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/keys.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no docs/keys.md above");
        }
        try {
            return Files.readString(folder.resolve("docs/keys.md"));
        } catch (IOException e) {
            throw new AssertionError("cannot read the page", e);
        }
    }

    private static String dump(byte[] bytes) {
        StringBuilder dump = new StringBuilder();
        for (byte each : bytes) {
            dump.append(dump.isEmpty() ? "" : " ").append("%02X".formatted(each));
        }
        return dump.toString();
    }
}
