package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A text that comes again is not read again, unless it may mean something else by now.
class KeptPlansTest {

    private final Console console = Console.open();

    KeptPlansTest() {
        console.run("create table t (id int primary key, a int); insert into t values (1, 10)");
    }

    @Test
    void aTextThatComesAgainIsNotReadAgain() {
        String query = "select a from t where id = 1;";
        assertFalse(console.keeps(query));
        assertEquals("a\n10\nSELECT 1\n", console.run(query));
        assertTrue(console.keeps(query));
        assertEquals("UPDATE 1\n", console.run("update t set a = a + 1 where id = 1"));
        assertEquals("UPDATE 1\n", console.run("update t set a = a + 1 where id = 1"));
        assertEquals("a\n12\nSELECT 1\n", console.run(query));
        assertEquals("a\n12\nSELECT 1\n", console.another("bob").run(query));
    }

    private static final String ROW = "a\n10\nSELECT 1\n";

    @Test
    void textsThatDifferInValuesShareAPlanFromTheSecondOn() {
        assertEquals(ROW, console.run("select a from t where id = 1 and a < 100"));
        assertEquals(ROW, console.run("select a from t where id = 1 and a < 200"));
        String third = "SELECT a FROM t WHERE id=1 AND a<300";
        assertTrue(console.shares(third));
        assertFalse(console.shares("select a from t where id = 1 and a < 300.5"));
        assertEquals(ROW, console.run(third));
        assertFalse(console.keeps(third));
        assertEquals("a\nSELECT 0\n", console.run("select a from t where id = 1 and a < 10"));
    }

    @Test
    void anErrorHasItsPlaceInTheTextThatWasSent() {
        for (String value : List.of("1", "2", "3")) {
            String text = "select a from t where   id = %s and a = 'x'".formatted(value);
            String error = console.run(text);
            assertTrue(error.contains("invalid input syntax for type integer: \"x\""), error);
            assertTrue(error.contains("\nat " + (text.indexOf("'x'") + 1)), error);
        }
        assertTrue(console.shares("select a from t where id = 4 and a = '10'"));
    }

    @Test
    void whatMeansSomethingElseWithParametersIsReadByItself() {
        for (int i = 1; i <= 3; i++) {
            String text = "select a + 1 as b, %d as c from t group by a + 1".formatted(i);
            assertEquals("b | c\n11 | %d\nSELECT 1\n".formatted(i), console.run(text));
            assertFalse(console.shares(text));
        }
    }

    @Test
    void anotherSchemaIsAnotherMeaning() {
        String query = "select * from t";
        assertEquals("id | a\n1 | 10\nSELECT 1\n", console.run(query));
        console.run("alter table t add column b int default 7");
        assertFalse(console.keeps(query));
        assertEquals("id | a | b\n1 | 10 | 7\nSELECT 1\n", console.run(query));
        console.run("begin; alter table t drop column a");
        assertEquals("id | b\n1 | 7\nSELECT 1\n", console.run(query));
        console.run("rollback");
        assertEquals("id | a | b\n1 | 10 | 7\nSELECT 1\n", console.run(query));
    }

    @Test
    void settingsThatDecideAMeaningArePartOfIt() {
        console.run("create schema s; create table s.t (id int); insert into s.t values (9)");
        assertEquals("id | a\n1 | 10\nSELECT 1\n", console.run("select * from t"));
        console.run("set search_path = s");
        assertEquals("id\n9\nSELECT 1\n", console.run("select * from t"));
        String moment = "select timestamptz '2026-01-01 12:00' = '2026-01-01 12:00+00' as utc";
        assertEquals("utc\nt\nSELECT 1\n", console.run(moment));
        console.run("set timezone = 'Asia/Tokyo'");
        assertEquals("utc\nf\nSELECT 1\n", console.run(moment));
    }

    @Test
    void whatTellsTheTimeIsReadEachTime() {
        console.run("select 'now'::timestamptz");
        assertFalse(console.keeps("select 'now'::timestamptz"));
    }

    @Test
    void aTransactionThatHasFailedHearsNothing() {
        String query = "select a from t where id = 1";
        console.run(query);
        console.run("begin; select 1 / 0");
        assertTrue(console.run(query).startsWith("ERROR 25P02"));
        console.run("rollback");
        assertEquals("a\n10\nSELECT 1\n", console.run(query));
    }
}
