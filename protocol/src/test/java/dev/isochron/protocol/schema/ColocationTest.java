package dev.isochron.protocol.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.schema.ColumnType.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Tables find their place by their foreign keys alone.
class ColocationTest {

    private static final Schema TPCC = TpcC.schema();

    private static final Table PARENT = twoColumns(40, "parent");

    private static final Schema WITH_PARENT = Schema.EMPTY.with(PARENT);

    private static Table twoColumns(int id, String name) {
        return Table.declare(new TableId(id), name)
                .required("a", Scalar.INT32)
                .required("b", Scalar.INT32)
                .key("a", "b")
                .build();
    }

    @Test
    void tpcCBecomesOneDirectoryForEachWarehouse() {
        assertEquals(List.of(), above("warehouse"));
        assertEquals(List.of(), above("item"));
        assertEquals(List.of("warehouse 1"), above("district"));
        assertEquals(List.of("warehouse 1"), above("stock"));
        assertEquals(List.of("warehouse 1", "district 2"), above("customer"));
        assertEquals(List.of("warehouse 1", "district 2"), above("orders"));
        List<String> toOrders = List.of("warehouse 1", "district 2", "orders 3");
        assertEquals(List.of("warehouse 1", "district 2"), above("new_order"));
        assertEquals(toOrders, above("order_line"));
        assertEquals(List.of("warehouse 1", "district 2", "customer 3"), above("history"));
    }

    private static List<String> above(String table) {
        return table(table).ancestors().stream()
                .map(step -> nameOf(step.table()) + " " + step.keyColumns())
                .toList();
    }

    private static TableName nameOf(TableId id) {
        return TPCC.table(id).orElseThrow().name();
    }

    private static Table table(String name) {
        return TPCC.table(TableName.of(name)).orElseThrow();
    }

    @Test
    void indexesThatBeginWithAKeyAreUnderIt() {
        assertEquals(2, table("customer").index("customer_name").orElseThrow().level());
        assertEquals(2, table("orders").index("orders_customer").orElseThrow().level());
        Table customer = table("customer");
        assertEquals(0, Colocation.levelOf(ascending(4), customer));
        assertEquals(1, Colocation.levelOf(ascending(1, 4), customer));
        assertEquals(3, Colocation.levelOf(ascending(1, 2, 3, 4), customer));
        assertEquals(2, Colocation.levelOf(ascending(1, 2, 4, 3), customer));
        List<KeyColumn> descending =
                List.of(
                        KeyColumn.descending(new ColumnId(1)),
                        KeyColumn.ascending(new ColumnId(4)));
        assertEquals(0, Colocation.levelOf(descending, customer));
    }

    @Test
    void aKeyThatBeginsWithTheParentsIsUnderIt() {
        assertEquals(Optional.of(PARENT), parent(ascending(1, 2, 3), key(1, 2)));
        assertEquals(Optional.of(PARENT), parent(ascending(1, 2), key(1, 2)));
    }

    @Test
    void theForeignKeyMayNameItsColumnsInAnyOrder() {
        ForeignKey swapped = new ForeignKey(ids(2, 1), PARENT.id(), ids(2, 1));
        assertEquals(Optional.of(PARENT), parent(ascending(1, 2, 3), swapped));
        ForeignKey crossed = new ForeignKey(ids(1, 2), PARENT.id(), ids(2, 1));
        assertEquals(Optional.empty(), parent(ascending(1, 2, 3), crossed));
        assertEquals(Optional.of(PARENT), parent(ascending(2, 1, 3), crossed));
    }

    @Test
    void aKeyThatDoesNotBeginWithTheParentsStandsAlone() {
        assertEquals(Optional.empty(), parent(ascending(3, 1, 2), key(1, 2)));
        assertEquals(Optional.empty(), parent(ascending(2, 1), key(1, 2)));
        assertEquals(Optional.empty(), parent(ascending(1, 3), key(1, 2)));
        assertEquals(Optional.empty(), parent(ascending(1), key(1, 2)));
    }

    @Test
    void aForeignKeyToPartOfAKeyDoesNotCount() {
        ForeignKey part = new ForeignKey(ids(1), PARENT.id(), ids(1));
        assertEquals(Optional.empty(), parent(ascending(1, 2, 3), part));
    }

    @Test
    void aForeignKeyToATableThatIsNotThereDoesNotCount() {
        ForeignKey itself = new ForeignKey(ids(1, 2), new TableId(99), ids(1, 2));
        assertEquals(Optional.empty(), parent(ascending(1, 2, 3), itself));
    }

    @Test
    void columnsThatAreSortedOrTypedAnotherWayStandAlone() {
        List<KeyColumn> turned =
                List.of(
                        KeyColumn.descending(new ColumnId(1)),
                        KeyColumn.ascending(new ColumnId(2)));
        assertEquals(Optional.empty(), parent(turned, key(1, 2)));
        assertEquals(Optional.of(PARENT), parentOf(Scalar.INT64));
        assertEquals(Optional.empty(), parentOf(ColumnType.Text.UNLIMITED));
        assertEquals(Optional.empty(), parentOf(new ColumnType.AnyNumeric()));
    }

    private static Optional<Table> parentOf(ColumnType type) {
        List<Column> columns =
                List.of(
                        Column.required(new ColumnId(1), "a", type),
                        Column.required(new ColumnId(2), "b", Scalar.INT32));
        return Colocation.parentOf(columns, ascending(1, 2), List.of(key(1, 2)), WITH_PARENT);
    }

    @Test
    void ofSeveralParentsTheDeepestWinsThenTheFirstNamed() {
        Table second = twoColumns(41, "second");
        Table child =
                Table.declare(new TableId(42), "child")
                        .required("a", Scalar.INT32)
                        .required("b", Scalar.INT32)
                        .required("c", Scalar.INT32)
                        .key("a", "b", "c")
                        .under(PARENT)
                        .build();
        Schema schema = WITH_PARENT.with(second).with(child);
        ForeignKey toSecond = new ForeignKey(ids(1, 2), second.id(), ids(1, 2));
        ForeignKey toChild = new ForeignKey(ids(1, 2, 3), child.id(), ids(1, 2, 3));
        assertEquals(second.name(), chosen(schema, ascending(1, 2), toSecond, key(1, 2)));
        assertEquals(PARENT.name(), chosen(schema, ascending(1, 2), key(1, 2), toSecond));
        assertEquals(PARENT.name(), chosen(schema, ascending(1, 2, 3), toSecond, toChild));
        assertEquals(PARENT.name(), chosen(schema, ascending(1, 2), toChild));
    }

    private static TableName chosen(
            Schema schema, List<KeyColumn> primaryKey, ForeignKey... foreignKeys) {
        return Colocation.parentOf(columns(), primaryKey, List.of(foreignKeys), schema)
                .orElseThrow()
                .name();
    }

    @Test
    void aTableWithoutKeyGoesWhereItsForeignKeyLeads() {
        Optional<Colocation.Home> home =
                Colocation.homeOf(columns(), List.of(key(3, 1)), WITH_PARENT);
        assertEquals(PARENT, home.orElseThrow().parent());
        assertEquals(ids(3, 1), home.orElseThrow().leading());
        assertTrue(Colocation.homeOf(columns(), List.of(), WITH_PARENT).isEmpty());
    }

    private static Optional<Table> parent(List<KeyColumn> primaryKey, ForeignKey foreignKey) {
        return Colocation.parentOf(columns(), primaryKey, List.of(foreignKey), WITH_PARENT);
    }

    private static List<Column> columns() {
        return List.of(
                Column.required(new ColumnId(1), "x", Scalar.INT32),
                Column.required(new ColumnId(2), "y", Scalar.INT32),
                Column.required(new ColumnId(3), "z", Scalar.INT32));
    }

    private static ForeignKey key(int first, int second) {
        return new ForeignKey(ids(first, second), PARENT.id(), ids(1, 2));
    }

    private static List<KeyColumn> ascending(int... columns) {
        return ids(columns).stream().map(KeyColumn::ascending).toList();
    }

    private static List<ColumnId> ids(int... ids) {
        return IntStream.of(ids).mapToObj(ColumnId::new).toList();
    }
}
