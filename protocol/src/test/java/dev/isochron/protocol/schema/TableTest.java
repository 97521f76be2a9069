package dev.isochron.protocol.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.value.RandomValues;
import dev.isochron.protocol.value.Value;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Declarations refuse what cannot be, and say what to change.
class TableTest {

    private static final TableId ID = new TableId(32);

    private static final Table WAREHOUSE = oneColumn(32, "warehouse").build();

    private static TableBuilder oneColumn(int id, String name) {
        return Table.declare(new TableId(id), name).required("w", Scalar.INT32).key("w");
    }

    @Test
    void aTableNeedsColumnsAndAKey() {
        refused("table t has 0 columns", () -> Table.declare(ID, "t").build());
        TableBuilder keyless = Table.declare(ID, "t").required("a", Scalar.INT32);
        refused("table t has no key", keyless::build);
    }

    @Test
    void namesAreGivenOnce() {
        refused("two columns named w", () -> oneColumn(32, "t").required("w", Scalar.BOOL).build());
        refused(
                "two indexes named i",
                () ->
                        oneColumn(32, "t")
                                .index(new IndexId(33), "i", "w")
                                .index(new IndexId(34), "i", "w")
                                .build());
    }

    @Test
    void namesAreShortAndNotEmpty() {
        refused("is empty", () -> TableName.of(""));
        refused("64 bytes", () -> TableName.of("n".repeat(64)));
        refused("126 bytes", () -> TableName.of("é".repeat(63)));
        refused("control character", () -> TableName.of("a\nb"));
        assertEquals("n".repeat(63), TableName.of("n".repeat(63)).toString());
        assertEquals("isochron.tables", new TableName("isochron", "tables").toString());
    }

    @Test
    void aKeyNamesItsColumnsOnceAndNotTheNullable() {
        refused("names a column twice in its key", () -> oneColumn(32, "t").key("w").build());
        refused(
                "declare it NOT NULL",
                () -> Table.declare(ID, "t").nullable("a", Scalar.INT32).key("a").build());
        refused("no column named b", () -> oneColumn(32, "t").key("b"));
        Table numbered =
                Table.declare(ID, "t")
                        .nullable("a", Scalar.INT32)
                        .rowNumber("rowid")
                        .key("a", "rowid")
                        .build();
        assertTrue(numbered.isKeyColumn(new ColumnId(2)));
    }

    @Test
    void aKeyColumnCannotBeDropped() {
        refused("which its key names", () -> WAREHOUSE.withColumns(column(2)));
        assertEquals(new SchemaVersion(2), WAREHOUSE.withColumns(column(1)).version());
    }

    private static List<Column> column(int id) {
        return List.of(Column.required(new ColumnId(id), "w", Scalar.INT32));
    }

    @Test
    void anIndexIsUnderATableOnlyIfItBeginsWithItsKey() {
        List<KeyColumn> descending = List.of(KeyColumn.descending(new ColumnId(1)));
        Index index = new Index(new IndexId(33), "i", descending, List.of(), false, 1);
        refused("does not begin with", () -> WAREHOUSE.withIndexes(List.of(index)));
        Index deep = new Index(new IndexId(33), "i", descending, List.of(), false, 2);
        refused("interleaved deeper", () -> WAREHOUSE.withIndexes(List.of(deep)));
    }

    @Test
    void olderRowsHoldSomethingThatFits() {
        ColumnId id = new ColumnId(1);
        refused(
                "older rows cannot hold",
                () -> new Column(id, "c", Scalar.INT32, true, false, Value.of("x")));
    }

    @Test
    void aChildRepeatsItsParentsKey() {
        Schema schema = Schema.EMPTY.with(WAREHOUSE);
        schema.with(district(Scalar.INT64, SortOrder.ASC_NULLS_LAST));
        refused(
                "its key column w is text",
                () -> schema.with(district(ColumnType.Text.UNLIMITED, SortOrder.ASC_NULLS_LAST)));
        refused(
                "DESC NULLS FIRST",
                () -> schema.with(district(Scalar.INT32, SortOrder.DESC_NULLS_FIRST)));
        refused(
                "which is not there",
                () -> Schema.EMPTY.with(district(Scalar.INT32, SortOrder.ASC_NULLS_LAST)));
    }

    private static Table district(ColumnType type, SortOrder order) {
        return Table.declare(new TableId(33), "district")
                .required("w", type)
                .required("d", Scalar.INT32)
                .key("w", order)
                .key("d")
                .under(WAREHOUSE)
                .build();
    }

    @Test
    void aChildWithAShorterKeyThanItsParentIsRefused() {
        Table parent = district(Scalar.INT32, SortOrder.ASC_NULLS_LAST);
        refused("too few", () -> oneColumn(34, "t").under(parent).build());
    }

    @Test
    void numbersAreSharedByTablesAndIndexes() {
        Schema schema = Schema.EMPTY.with(WAREHOUSE);
        Table clash = oneColumn(50, "t").index(new IndexId(32), "i", "w").build();
        refused("uses the number 32", () -> schema.with(clash));
        Table own = oneColumn(50, "t").index(new IndexId(50), "i", "w").build();
        refused("the same number, 50", () -> schema.with(own));
        Table namesake = oneColumn(51, "warehouse").build();
        refused("there is a table warehouse already", () -> schema.with(namesake));
    }

    @Test
    void aTableIsReplacedOnlyByOneWithItsKey() {
        Schema schema = Schema.EMPTY.with(WAREHOUSE);
        Table wider = Table.declare(ID, "warehouse").required("w", Scalar.INT64).key("w").build();
        assertEquals(wider, schema.with(wider).table(ID).orElseThrow());
        Table turned =
                Table.declare(ID, "warehouse")
                        .required("w", Scalar.INT32)
                        .key("w", SortOrder.DESC_NULLS_FIRST)
                        .build();
        refused("cannot change", () -> schema.with(turned));
        Table text =
                Table.declare(ID, "warehouse")
                        .required("w", ColumnType.Text.UNLIMITED)
                        .key("w")
                        .build();
        refused("cannot change to text", () -> schema.with(text));
    }

    @Test
    void aParentCannotGoBeforeItsChildren() {
        Table child = district(Scalar.INT32, SortOrder.ASC_NULLS_LAST);
        Schema schema = Schema.EMPTY.with(WAREHOUSE).with(child);
        assertEquals(List.of(child), schema.childrenOf(ID));
        refused("table district is interleaved under it", () -> schema.without(ID));
        assertEquals(0, schema.without(child.id()).without(ID).tables().size());
    }

    @Test
    void typesAreReadAsTheyAreWritten() {
        for (ColumnType type : RandomValues.types()) {
            assertEquals(type, TypeNames.parse(type.toString()));
        }
        assertEquals("numeric(12,2)", new ColumnType.FixedNumeric(12, 2).toString());
        assertEquals("varchar(4)[]", new ColumnType.Array(text(4)).toString());
        assertEquals(new ColumnType.FixedNumeric(5, 0), TypeNames.parse("numeric(5)"));
        refused("no column has the type", () -> TypeNames.parse("integer(3)"));
        refused("no column has the type", () -> TypeNames.parse("text[][]"));
        refused("no column has the type", () -> TypeNames.parse("[]".repeat(100_000)));
        refused("precision of a numeric", () -> TypeNames.parse("numeric(1001)"));
        refused("scale of a numeric", () -> TypeNames.parse("numeric(3,4)"));
        refused("length of a varchar", () -> TypeNames.parse("varchar(0)"));
        refused("array of arrays", () -> new ColumnType.Array(new ColumnType.Array(text(1))));
    }

    private static ColumnType text(int characters) {
        return new ColumnType.Text(OptionalInt.of(characters));
    }

    private static void refused(String expected, Executable declaration) {
        InvalidDeclaration refused = assertThrows(InvalidDeclaration.class, declaration);
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(expected), message);
    }
}
