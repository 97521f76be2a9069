package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Many rows into a table that nobody else knows of yet: no key is looked for, several transactions
/// are under way at a time, and what is wrong is told as if neither were so.
class LoadTest {

    private static final int ROWS = 20_000;

    private final Console here = Console.open();
    private final Console there = here.elsewhere();

    private static String rows(String table, String more) {
        return "insert into %s select g, repeat('x', 200) from generate_series(1, %d) g %s"
                .formatted(table, ROWS, more);
    }

    private String load(String more) {
        return here.run("begin; create table t (id int primary key, a text); " + rows("t", more));
    }

    private String count() {
        return "count\n%d\nSELECT 1\n".formatted(ROWS);
    }

    @Test
    void noKeyIsLookedFor() {
        int before = here.cluster().received().size();
        String answer = load("");
        assertTrue(answer.endsWith("INSERT 0 " + ROWS + "\n"), answer);
        int asked = here.cluster().received().size() - before;
        // Five mebibytes, half of one at a time.
        assertTrue(asked < 40, asked + " requests");
        assertEquals("COMMIT\n", here.run("commit"));
        assertEquals(count(), there.run("select count(*) from t"));
    }

    @Test
    void aTwinInTheSameBatchIsFound() {
        String answer = load("union all select 20000, 'twin'");
        assertTrue(answer.contains("ERROR 23505: duplicate key value violates"), answer);
        assertTrue(answer.contains("Key (id)=(20000) already exists."), answer);
    }

    @Test
    void aTwinThatIsUnderWayIsFound() {
        String answer = load("union all select 17000, 'twin'");
        assertTrue(answer.contains("Key (id)=(17000) already exists."), answer);
    }

    @Test
    void aTwinThatWasWrittenLongAgoIsFoundWithTheStatement() {
        String answer = load("union all select 7, 'twin'");
        assertTrue(answer.contains("ERROR 23505"), answer);
        assertTrue(answer.contains("Key (id)=(7) already exists."), answer);
        assertEquals("ROLLBACK\n", here.run("rollback"));
        assertTrue(there.run("select * from t").startsWith("ERROR 42P01"));
    }

    @Test
    void aLaterStatementFindsTheTwin() {
        load("");
        String one = here.run("insert into t values (7, 'twin')");
        assertTrue(one.contains("Key (id)=(7) already exists."), one);
        here.run("rollback");
        load("");
        String many = here.run(rows("t", ""));
        assertTrue(many.contains("Key (id)=(1) already exists."), many);
    }

    @Test
    void referencesAndUniqueValuesAreStillLookedAt() {
        here.run("create table p (id int primary key); insert into p values (1)");
        String twin =
                here.run(
                        "begin; create table u (id int primary key, v int unique); insert into u"
                                + " select g, mod(g, 500) from generate_series(1, 1000) g");
        assertTrue(twin.contains("Key (v)="), twin);
        here.run("rollback");
        String orphan =
                here.run(
                        "begin; create table c (id int primary key, p int references p); insert"
                                + " into c select g, mod(g, 2) from generate_series(1, 1000) g");
        assertTrue(orphan.contains("ERROR 23503"), orphan);
        here.run("rollback");
    }

    @Test
    void whatIsTakenBackLeavesNothing() {
        load("");
        assertEquals("ROLLBACK\n", here.run("rollback"));
        here.run("create table t (id int primary key, a text)");
        assertEquals("count\n0\nSELECT 1\n", here.run("select count(*) from t"));
        here.run("begin; savepoint s; truncate t");
        here.run(rows("t", ""));
        here.run("rollback to s; commit");
        assertEquals("count\n0\nSELECT 1\n", there.run("select count(*) from t"));
    }
}
