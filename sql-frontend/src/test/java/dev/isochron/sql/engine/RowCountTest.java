package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.cluster.ClusterFacts.ShardFact;
import dev.isochron.sql.store.TableAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Of a table in many shards some are counted, and the others weighed.
class RowCountTest {

    private static final int SHARDS = 40;
    private static final int ROWS_EACH = 100;
    private static final int BYTES_EACH = 5000;

    private final List<Key> borders = borders();
    private final Console console = Console.cut(borders);
    private int requests;

    RowCountTest() {
        console.run("create table t (id int primary key, a int)");
        console.run("create table next (id int primary key)");
        console.run("insert into next values (1), (2), (3)");
        for (int i = 0; i < SHARDS; i++) {
            console.run(
                    "insert into t select g, 0 from generate_series(%d, %d) g"
                            .formatted(i * ROWS_EACH + 1, (i + 1) * ROWS_EACH));
        }
        console.run("select count(*) from t");
    }

    private static List<Key> borders() {
        Table table =
                Table.declare(new TableId(TableId.FIRST_OF_USERS), new TableName("public", "t"))
                        .required("id", ColumnType.Scalar.INT64)
                        .key("id")
                        .build();
        List<Key> borders = new ArrayList<>();
        for (int i = 1; i < SHARDS; i++) {
            Value first = Value.of((long) i * ROWS_EACH + 1);
            borders.add(new RowKeys(table).withPrefix(List.of(first)).from());
        }
        return borders;
    }

    private List<ShardFact> shards() {
        List<Key> from = new ArrayList<>(borders);
        from.addFirst(KeySpace.USERS.from());
        List<ShardFact> shards = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            Span span =
                    new Span(
                            from.get(i),
                            i + 1 < from.size() ? Optional.of(from.get(i + 1)) : Optional.empty());
            shards.add(
                    new ShardFact(
                            i, 1, span, List.of(), List.of(), Optional.empty(), BYTES_EACH, 0, ""));
        }
        return shards;
    }

    private double count(Supplier<List<ShardFact>> shards) {
        CatalogTable table =
                console.engine()
                        .guess(CatalogDatabase.GIVEN.getFirst())
                        .flatMap(known -> known.image().table("public", "t"))
                        .orElseThrow();
        requests = 0;
        return new RowCount(new TableAccess(table), console.engine().committed(), () -> requests++)
                .of(shards);
    }

    @Test
    void someAreCountedAndTheOthersWeighed() {
        assertEquals(SHARDS * ROWS_EACH, count(this::shards), 1);
        assertTrue(requests <= RowCount.COUNTED + 2, requests + " requests");
    }

    @Test
    void twiceTheBytesAreTwiceTheRows() {
        List<ShardFact> shards = shards();
        ShardFact one = shards.get(2);
        shards.set(
                2,
                new ShardFact(
                        one.shard(),
                        1,
                        one.span(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        2 * BYTES_EACH,
                        0,
                        ""));
        assertEquals((SHARDS + 1) * ROWS_EACH, count(() -> shards), 1);
    }

    @Test
    void allAreCountedIfNobodyKnowsTheirBytes() {
        assertEquals(SHARDS * ROWS_EACH, count(List::of));
        assertTrue(requests >= SHARDS, requests + " requests");
    }
}
