package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What is known of rows: who learns of it, what it makes of plans, and when it is gone.
class StatisticsTest {

    private static final String QUERY = "select * from t, u where t.a = u.a and u.b = 3";

    private final Console here = Console.open();
    private final Console there = here.elsewhere();

    StatisticsTest() {
        here.run("create table t (id int primary key, a int); create index t_a on t (a)");
        here.run("create table u (a int primary key, b int)");
        here.run("insert into t select g, mod(g, 100) from generate_series(1, 1000) g");
        here.run("insert into u select g, mod(g, 50) from generate_series(1, 100) g");
    }

    private static String tuples(Console at) {
        return at.run("select reltuples from pg_class where relname = 't'").lines().toList().get(1);
    }

    @Test
    void anotherGatewayLearnsOfItWhenItLooks() {
        there.run(QUERY);
        assertTrue(there.keeps(QUERY));
        String before = there.run("explain " + QUERY);
        here.run("analyze");
        assertEquals("1000", tuples(here));
        assertEquals("-1", tuples(there));
        assertEquals(before, there.run("explain " + QUERY));
        there.engine().refreshStatistics();
        assertEquals("1000", tuples(there));
        assertFalse(there.keeps(QUERY));
        assertNotEquals(before, there.run("explain " + QUERY));
        assertEquals(here.run("explain " + QUERY), there.run("explain " + QUERY));
    }

    @Test
    void whoComesLaterKnowsItFromTheFirstStatementOn() {
        here.run("analyze");
        assertEquals(here.run("explain " + QUERY), there.run("explain " + QUERY));
    }

    @Test
    void plansStandThatRestOnOtherTables() {
        here.run("analyze");
        String alone = "select * from u where b = 7";
        here.run(alone);
        here.run(QUERY);
        assertTrue(here.keeps(alone) && here.keeps(QUERY));
        here.run("insert into t select g, 5 from generate_series(1001, 3000) g");
        here.run("analyze t");
        assertTrue(here.keeps(alone));
        assertFalse(here.keeps(QUERY));
    }

    @Test
    void plansStandIfNothingElseWasFound() {
        here.run("analyze");
        here.run(QUERY);
        here.run("analyze");
        assertTrue(here.keeps(QUERY));
    }

    /// By a plan that looks up a row of the one for each of the other.
    @Test
    void aPreparedStatementIsPlannedAnew() {
        here.run("prepare p as " + QUERY);
        int before = requestsOf("execute p");
        here.run("analyze");
        int after = requestsOf("execute p");
        assertEquals(requestsOf(QUERY), after);
        assertNotEquals(before, after);
    }

    private int requestsOf(String sql) {
        int before = here.cluster().received().size();
        here.run(sql);
        return here.cluster().received().size() - before;
    }

    @Test
    void ofATableThatWasEmptiedNothingIsKnown() {
        here.run("analyze");
        there.run(QUERY);
        assertEquals("1000", tuples(there));
        here.run("truncate t");
        assertEquals("-1", tuples(here));
        assertEquals("-1", tuples(there));
        assertEquals("-1", tuples(here.elsewhere()));
        here.run("insert into t values (1, 1)");
        here.run("analyze t");
        assertEquals("1", tuples(here));
    }

    @Test
    void aTableThatIsGoneLeavesNoRow() {
        here.run("analyze");
        int before = here.statisticsStored();
        here.run("drop table t");
        assertEquals(before - 1, here.statisticsStored());
    }

    @Test
    void whatIsRolledBackIsNotKnown() {
        here.run("begin; analyze; rollback");
        assertEquals("-1", tuples(here));
        here.run("begin; create table v (id int primary key); insert into v values (1)");
        here.run("analyze; commit");
        assertEquals("1000", tuples(here));
        assertEquals(
                "reltuples\n-1\nSELECT 1\n",
                here.run("select reltuples from pg_class where relname = 'v'"));
    }

    @Test
    void theViewOfTablesSaysWhenRowsWereCounted() {
        String ask =
                "select n_live_tup, n_mod_since_analyze, analyze_count, last_analyze is null,"
                        + " autoanalyze_count, last_autoanalyze is null from pg_stat_user_tables"
                        + " where relname = 't'";
        assertEquals("∅ | 1000 | 0 | t | 0 | t", here.run(ask).lines().toList().get(1));
        here.run("analyze; analyze t");
        assertEquals("1000 | 0 | 2 | f | 0 | t", here.run(ask).lines().toList().get(1));
        here.run("delete from t where id <= 10");
        assertEquals("1000 | 10 | 2 | f | 0 | t", here.run(ask).lines().toList().get(1));
    }
}
