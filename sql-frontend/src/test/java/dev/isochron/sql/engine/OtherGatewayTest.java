package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Two gateways of one cluster: what one changes in the catalog the other sees with its next
/// statement, whatever it has kept.
class OtherGatewayTest {

    private final Console here = Console.open();
    private final Console there = here.elsewhere();

    @Test
    void aColumnThatIsAddedElsewhereIsThereAtOnce() {
        here.run("create table t (id int primary key, a int); insert into t values (1, 10)");
        assertEquals("id | a\n1 | 10\nSELECT 1\n", there.run("select * from t where id = 1"));
        here.run("alter table t add column b text default 'x'");
        assertEquals(
                "id | a | b\n1 | 10 | x\nSELECT 1\n", there.run("select * from t where id = 1"));
        assertEquals("id | a | b\n1 | 10 | x\nSELECT 1\n", there.run("select * from t"));
        there.run("insert into t values (2, 20, 'y')");
        assertEquals("count\n2\nSELECT 1\n", here.run("select count(*) from t"));
    }

    @Test
    void aTableThatIsDroppedElsewhereIsGoneAtOnce() {
        here.run("create table t (id int primary key)");
        assertEquals("id\nSELECT 0\n", there.run("select * from t"));
        here.run("drop table t");
        assertTrue(there.run("select * from t").contains("ERROR 42P01"));
        here.run("create table t (name text)");
        assertEquals("name\nSELECT 0\n", there.run("select * from t"));
    }

    @Test
    void anIndexThatIsMadeElsewhereIsKeptFromThenOn() {
        here.run("create table t (id int primary key, a int)");
        there.run("insert into t values (1, 10)");
        here.run("create unique index t_a on t (a)");
        assertTrue(there.run("insert into t values (2, 10)").startsWith("ERROR 23505"));
        there.run("insert into t values (3, 30)");
        assertEquals("id\n3\nSELECT 1\n", here.run("select id from t where a = 30"));
        String plan = here.run("explain select id from t where a = 30");
        assertTrue(plan.contains("Index Only Scan using t_a"), plan);
    }

    /// Attack 24: a gateway that was not heard of for a while comes back with a transaction that
    /// was begun before the index, and a catalog that knows nothing of it.
    @Test
    void aPausedGatewayCommitsNoRowWithoutItsEntry() {
        here.run("create table t (id int primary key, a int); create table u (id int primary key)");
        assertEquals("id\nSELECT 0\n", there.run("select * from u"));
        here.run("begin; select * from u");
        there.run("begin; insert into t values (1, 10)");
        here.run("create index t_a on t (a); alter table t add column b int not null default 7");
        assertEquals("COMMIT\n", here.run("commit"));
        String late = there.run("commit");
        assertTrue(late.startsWith("ERROR 40001"), late);
        assertEquals("id | a | b\nSELECT 0\n", there.run("select * from t"));
        assertEquals("INSERT 0 1\n", there.run("insert into t values (1, 10)"));
        String query = "select id, b from t where a = 10";
        assertTrue(here.run("explain " + query).contains("t_a"));
        assertEquals("id | b\n1 | 7\nSELECT 1\n", here.run(query));
    }

    @Test
    void whatIsRolledBackWasNeverThereForAnybody() {
        here.run("create table t (id int primary key)");
        here.run("begin; alter table t add column a int; insert into t values (1, 1)");
        assertEquals("id | a\n1 | 1\nSELECT 1\n", here.run("select * from t"));
        here.run("rollback");
        assertEquals("id\nSELECT 0\n", here.run("select * from t"));
        assertEquals("id\nSELECT 0\n", there.run("select * from t"));
    }

    @Test
    void aSavepointTakesBackChangesOfTheCatalogToo() {
        here.run(
                "begin; create table a (id int primary key); savepoint s; create table b (id int)");
        here.run("insert into a values (1)");
        here.run("rollback to s");
        assertEquals("id\nSELECT 0\n", here.run("select * from a"));
        here.run("commit");
        assertTrue(there.run("select * from b").startsWith("ERROR 42P01"));
        assertEquals("INSERT 0 1\n", there.run("insert into a values (2)"));
    }
}
