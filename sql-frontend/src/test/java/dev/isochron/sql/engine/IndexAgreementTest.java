package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Q1: whatever is done to rows, what their indexes lead to is what the table holds.
class IndexAgreementTest {

    private static final int STEPS = 120;
    private static final int KEYS = 12;
    private static final int VALUES = 5;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anIndexAgreesWithItsTableAfterAnyChanges(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Console console = Console.open();
        console.run(
                "create table t (id int primary key, a int, b text, u int unique);"
                        + "create index t_a on t (a) include (b);"
                        + "create index t_ba on t (b desc, a)");
        boolean inBlock = false;
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(6) == 0) {
                console.run(inBlock ? random.nextBoolean() ? "commit" : "rollback" : "begin");
                inBlock = !inBlock;
            }
            if (console.run(change(random)).startsWith("ERROR") && inBlock) {
                console.run("rollback");
                inBlock = false;
            }
        }
        console.run("commit");
        requireAgreement(console, seed);
    }

    private static String change(SplittableRandom random) {
        int id = random.nextInt(KEYS);
        int value = random.nextInt(VALUES);
        String a = random.nextInt(5) == 0 ? "null" : "" + value;
        return switch (random.nextInt(7)) {
            case 0, 1 -> "insert into t values (%d, %s, 'b%s', %s)".formatted(id, a, a, a);
            case 2 -> "update t set a = %s where id = %d".formatted(a, id);
            case 3 -> "update t set b = 'c%d', u = %s where a = %d".formatted(id, a, value);
            case 4 -> "update t set id = %d where id = %d".formatted(random.nextInt(KEYS), id);
            case 5 -> "delete from t where a = %d".formatted(value);
            default ->
                    "insert into t values (%d, %s, 'x', null) on conflict (id) do update set a = %d"
                            .formatted(id, a, value);
        };
    }

    private static void requireAgreement(Console console, long seed) {
        List<String> rows = rows(console.run("select id, a, b, u from t"));
        assertTrue(!rows.isEmpty(), "seed " + seed);
        TreeMap<String, List<String>> byA = new TreeMap<>();
        for (String row : rows) {
            byA.computeIfAbsent(row.split(" \\| ", -1)[1], _ -> new ArrayList<>()).add(row);
        }
        for (int value = 0; value < VALUES; value++) {
            String end = " | " + value;
            String query = "select id, a, b, u from t where a = " + value;
            assertTrue(console.run("explain " + query).contains("t_a"));
            List<String> found = new ArrayList<>(rows(console.run(query)));
            found.sort(null);
            List<String> wanted = new ArrayList<>(byA.getOrDefault("" + value, List.of()));
            wanted.sort(null);
            assertEquals(wanted, found, "seed " + seed);
            assertTrue(rows(console.run("select id from t where u = " + value)).size() <= 1);
            assertEquals(
                    rows.stream().filter(row -> row.endsWith(end)).count(),
                    rows(console.run("select id from t where u = " + value)).size(),
                    "seed " + seed);
        }
        String entries =
                console.run("select count(*) from (select b, a from t order by b desc, a) x");
        assertEquals("count\n" + rows.size() + "\nSELECT 1\n", entries, "seed " + seed);
    }

    private static List<String> rows(String answer) {
        List<String> lines = List.of(answer.split("\n", -1));
        return lines.subList(1, lines.size() - 2);
    }
}
