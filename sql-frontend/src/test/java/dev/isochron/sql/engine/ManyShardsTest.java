package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Scans over many shards ask them side by side, keep the order, and hold little.
class ManyShardsTest {

    private static final int SHARDS = 12;
    private static final int ROWS = 12_000;

    private final Console console = Console.cut(borders());

    /// A thousand rows in each shard.
    private static List<Key> borders() {
        Table table =
                Table.declare(new TableId(TableId.FIRST_OF_USERS), new TableName("public", "t"))
                        .required("id", ColumnType.Scalar.INT64)
                        .key("id")
                        .build();
        List<Key> borders = new ArrayList<>();
        for (int i = 1; i < SHARDS; i++) {
            Value first = Value.of((long) i * ROWS / SHARDS + 1);
            borders.add(new RowKeys(table).withPrefix(List.of(first)).from());
        }
        return borders;
    }

    private void fill() {
        console.run("create table t (id int primary key, a int)");
        for (int from = 1; from < ROWS; from += 1000) {
            console.run(
                    "insert into t select g, mod(g * 7919, 1009) from generate_series(%d, %d) g"
                            .formatted(from, from + 999));
        }
        String shards = console.run("explain (analyze, timing off) select count(*) from t");
        assertTrue(shards.contains("Shards: " + SHARDS + " "), shards);
    }

    private long millisOf(String sql) {
        long before = console.cluster().sessions().nanos();
        String answer = console.run(sql);
        assertTrue(!answer.startsWith("ERROR"), answer);
        return (console.cluster().sessions().nanos() - before) / 1_000_000;
    }

    private int requestsOf(String sql) {
        int before = console.cluster().received().size();
        String answer = console.run(sql);
        assertTrue(!answer.startsWith("ERROR"), answer);
        return console.cluster().received().size() - before;
    }

    @Test
    void shardsGatherSideBySide() {
        fill();
        assertEquals("count\n12000\nSELECT 1\n", console.run("select count(*) from t"));
        long one = millisOf("select count(*) from t where id <= 1000");
        long all = millisOf("select count(*) from t");
        assertTrue(all <= 4 * one, one + " ms for one shard, " + all + " ms for twelve");
    }

    @Test
    void shardsAreReadSideBySide() {
        fill();
        long one = millisOf("select id from t where id <= 1000 and a < 20");
        long all = millisOf("select id from t where a < 20");
        assertTrue(all <= 6 * one, one + " ms for one shard, " + all + " ms for twelve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "desc"})
    void theOrderIsThatOfTheKey(String direction) {
        fill();
        StringBuilder expected = new StringBuilder("id\n");
        for (int i = 1; i <= ROWS; i++) {
            expected.append(direction.isEmpty() ? i : ROWS + 1 - i).append('\n');
        }
        expected.append("SELECT ").append(ROWS).append('\n');
        String sql = "select id from t order by id " + direction;
        assertEquals(expected.toString(), console.run(sql));
        console.run("begin; update t set a = 0 where id in (1, 5000, 12000)");
        assertEquals(expected.toString(), console.run(sql));
        console.run("rollback");
    }

    @Test
    void whoWantsFewRowsIsGivenThoseOfOneShard() {
        fill();
        int asked = requestsOf("select id from t order by id limit 10");
        assertTrue(asked <= 2, asked + " requests");
        assertTrue(requestsOf("select id from t limit 300") <= 4);
    }

    @Test
    void aChangeOfAllRowsIsOne() {
        fill();
        assertEquals(
                "count\n12000\nSELECT 1\n", console.run("select count(*) from t where a < 1009"));
        assertEquals("DELETE 11900\n", console.run("delete from t where id > 100"));
        assertEquals("count\n100\nSELECT 1\n", console.run("select count(*) from t"));
    }
}
