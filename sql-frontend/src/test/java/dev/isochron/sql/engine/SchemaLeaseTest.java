package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.fake.FakeCluster;
import org.junit.jupiter.api.Test;

/// What a lease on the schema spares a busy gateway, and what it costs those who change the schema.
class SchemaLeaseTest {

    private static final long MILLI = 1_000_000;

    private final Console quiet = Console.open();
    private final Console busy = quiet.busy();
    private final FakeCluster cluster = quiet.cluster();

    SchemaLeaseTest() {
        quiet.run("create table t (id int primary key, a int); create table u (id int)");
        quiet.run("insert into t values (1, 10), (2, 20)");
    }

    /// A gateway asks for a lease beside a statement, and gets it. No beat of the snapshot starts
    /// beside, as it is over with its first read.
    private void lease() {
        int before = cluster.sessions().started().size();
        busy.run("select a from t where id = 1");
        assertEquals(before + 1, cluster.sessions().started().size());
        cluster.sessions().started().getLast().run();
    }

    private int requestsOf(Console who, String sql, String answer) {
        int before = cluster.received().size();
        assertEquals(answer, who.run(sql));
        return cluster.received().size() - before;
    }

    private long millisOf(Console who, String sql, String answer) {
        long before = cluster.now().nanos();
        assertEquals(answer, who.run(sql));
        return (cluster.now().nanos() - before) / MILLI;
    }

    @Test
    void aStatementAsksNobodyButTheShardOfItsRow() {
        String select = "select a from t where id = 2";
        assertEquals(2, requestsOf(quiet, select, "a\n20\nSELECT 1\n"));
        assertEquals(4, requestsOf(quiet, "update t set a = 20 where id = 2", "UPDATE 1\n"));
        lease();
        assertEquals(1, requestsOf(busy, select, "a\n20\nSELECT 1\n"));
        assertEquals(2, requestsOf(busy, "update t set a = 21 where id = 2", "UPDATE 1\n"));
        assertEquals("a\n21\nSELECT 1\n", quiet.run("select a from t where id = 2"));
    }

    /// Catalog and leases, and whether a program has declared such a table; the commit.
    @Test
    void aChangeOfAnIdleClusterAsksTwice() {
        quiet.run("create table v (id int primary key, a int); drop table v");
        String create = "create table v (id int primary key, a int unique, b int references t)";
        assertEquals(2, requestsOf(quiet, create, "CREATE TABLE\n"));
        assertEquals(2, requestsOf(quiet, "alter table v drop column b", "ALTER TABLE\n"));
        assertEquals(2, requestsOf(quiet, "drop table v", "DROP TABLE\n"));
    }

    @Test
    void aChangeElsewhereWaitsUntilTheLeaseIsOver() {
        long without = millisOf(quiet, "alter table t add column b int", "ALTER TABLE\n");
        lease();
        long with = millisOf(quiet, "alter table t add column c int", "ALTER TABLE\n");
        assertTrue(without < 200 && with > 700, without + " ms without, " + with + " ms with");
        assertEquals(
                "id | a | b | c\n1 | 10 | ∅ | ∅\nSELECT 1\n",
                busy.run("select * from t where id = 1"));
    }

    /// What is found out is none of the catalog: no version rises, and no lease is given up.
    @Test
    void whoCountsRowsIsInNobodysWay() {
        lease();
        long rows = millisOf(quiet, "analyze", "ANALYZE\n");
        assertTrue(rows < 200, rows + " ms");
        assertEquals(2, requestsOf(busy, "update t set a = 21 where id = 2", "UPDATE 1\n"));
        assertEquals("ANALYZE\n", busy.run("analyze"));
        assertEquals(2, requestsOf(busy, "update t set a = 22 where id = 2", "UPDATE 1\n"));
    }

    @Test
    void aTransactionGoesOnWhileItsTableIsCounted() {
        lease();
        busy.run("begin; insert into u values (1)");
        quiet.run("begin");
        assertEquals("ANALYZE\n", quiet.run("analyze u"));
        assertEquals("INSERT 0 1\n", busy.run("insert into u values (2)"));
        assertEquals("COMMIT\n", busy.run("commit"));
        assertEquals("COMMIT\n", quiet.run("commit"));
        assertEquals("id\n1\n2\nSELECT 2\n", quiet.run("select * from u order by id"));
    }

    @Test
    void aGatewayGivesItsOwnLeaseBack() {
        lease();
        assertTrue(millisOf(busy, "alter table t add column b int", "ALTER TABLE\n") < 200);
        assertEquals(
                "id | a | b\n1 | 10 | ∅\nSELECT 1\n", busy.run("select * from t where id = 1"));
    }

    /// Attack 24, where the row that would lack its entry meets no lock of the change.
    @Test
    void aTransactionOfBeforeTheChangeIsNotCommittedAfterIt() {
        lease();
        busy.run("begin; insert into u values (1)");
        assertEquals("ALTER TABLE\n", quiet.run("alter table t add column b int default 7"));
        String late = busy.run("commit");
        assertTrue(late.startsWith("ERROR 40001"), late);
        assertEquals("id\nSELECT 0\n", quiet.run("select * from u"));
    }

    @Test
    void aTransactionThatOutlivesItsLeaseIsCommittedIfNothingChanged() {
        lease();
        busy.run("begin; insert into u values (1)");
        cluster.sessions().pass(5_000 * MILLI);
        assertEquals("COMMIT\n", busy.run("commit"));
        assertEquals("id\n1\nSELECT 1\n", quiet.run("select * from u"));
    }

    @Test
    void noStatementSeesHalfOfAChange() {
        lease();
        busy.run("begin; select a from t where id = 1 for update");
        assertEquals("CREATE TABLE\n", quiet.run("create table v (id int)"));
        String late = busy.run("select a from t where id = 2 for update");
        assertTrue(late.startsWith("ERROR 40001"), late);
    }
}
