package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.sql.define.IndexBuild;
import dev.isochron.sql.format.FormatSettings;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// A table is counted without anybody saying ANALYZE, once enough of its rows are others.
class AutoAnalyzeTest {

    private static final long SECOND = 1_000_000;

    private final Console here = Console.open();
    private final Clock clock = new Clock();

    /// Whoever looks for tables to be counted, at moments that a test chooses.
    private static final class Clock implements IndexBuild.Watch {
        private long micros = 820_000_000_000_000L;
        private Runnable whenLooked = () -> {};

        @Override
        public void checkCancelled() {
            whenLooked.run();
        }

        @Override
        public long micros() {
            return micros;
        }

        @Override
        public FormatSettings format() {
            return FormatSettings.DEFAULT;
        }
    }

    private boolean look(Console at, long seconds) {
        clock.micros += seconds * SECOND;
        return at.engine().analyzeOne(clock);
    }

    private String counted(String table) {
        String found =
                here.run("select reltuples from pg_class where relname = '%s'".formatted(table));
        return found.lines().skip(1).findFirst().orElseThrow();
    }

    private void load(String table, int rows) {
        here.run(
                "create table if not exists %s (id int primary key, a int default 1)"
                        .formatted(table));
        here.run(
                "insert into %s select (select count(*) from %s) + g from generate_series(1, %d) g"
                        .formatted(table, table, rows));
    }

    @Test
    void aTableIsCountedASecondAfterItWasSeenToHaveChanged() {
        load("t", 51);
        assertFalse(look(here, 0));
        assertFalse(look(here, 0));
        assertEquals("-1", counted("t"));
        assertTrue(look(here, 1));
        assertEquals("51", counted("t"));
        assertFalse(look(here, 100));
        assertFalse(look(here, 100));
    }

    @Test
    void fiftyRowsAndATenthOfThemAreNotEnough() {
        load("t", 50);
        assertFalse(look(here, 10));
        assertFalse(look(here, 10));
        load("t", 950);
        assertFalse(look(here, 10));
        assertTrue(look(here, 10));
        assertEquals("1000", counted("t"));
        here.run("update t set a = 2 where id <= 100; delete from t where id <= 50");
        assertFalse(look(here, 10));
        assertFalse(look(here, 100));
        here.run("insert into t values (-1, 0)");
        assertFalse(look(here, 10));
        assertFalse(look(here, 59));
        assertTrue(look(here, 1));
        assertEquals("951", counted("t"));
    }

    @Test
    void whatIsNotCommittedDoesNotCount() {
        load("t", 10);
        here.run("begin; insert into t select g, 1 from generate_series(100, 300) g; rollback");
        assertTrue(
                here.run("insert into t select 300 - g, 1 from generate_series(1, 299) g")
                        .contains("23505"));
        assertFalse(look(here, 10));
        assertFalse(look(here, 100));
    }

    @Test
    void whoeverSaidAnalyzeDidItForAllGateways() {
        load("t", 100);
        assertFalse(look(here, 10));
        assertEquals("ANALYZE\n", here.elsewhere().run("analyze t"));
        assertEquals("-1", counted("t"));
        assertFalse(look(here, 100));
        assertEquals("100", counted("t"));
        assertFalse(look(here, 100));
    }

    @Test
    void onlyRowsOfSessionsThatWantItCount() {
        here.run("set isochron.auto_analyze = off");
        load("t", 1000);
        assertFalse(look(here, 10));
        assertFalse(look(here, 10));
    }

    @Test
    void oneTableIsCountedAtATimeInAllOfTheCluster() {
        load("t", 100);
        Console there = here.elsewhere();
        there.run("create table u (id int primary key)");
        there.run("insert into u select g from generate_series(1, 100) g");
        assertFalse(look(here, 0));
        assertFalse(look(there, 0));
        clock.micros += SECOND;
        StringBuilder seen = new StringBuilder();
        clock.whenLooked =
                () -> {
                    clock.whenLooked = () -> {};
                    seen.append(there.engine().analyzeOne(clock)).append(there.run("show jobs"));
                };
        assertTrue(look(here, 0));
        assertTrue(seen.toString().startsWith("false"), seen.toString());
        assertTrue(
                seen.toString().contains("analyze public.t of isochron, 100 rows changed"),
                seen.toString());
        assertFalse(here.run("show jobs").contains("analyze"));
        assertTrue(look(there, 0));
        assertFalse(look(here, 0));
        assertEquals("100", counted("u"));
    }

    @Test
    void oneThatFailsIsTriedAgainAfterTheOthers() {
        load("t", 100);
        assertFalse(look(here, 0));
        load("u", 100);
        assertFalse(look(here, 0));
        clock.whenLooked =
                () -> {
                    clock.whenLooked = () -> {};
                    throw new CancellationException("the node ends");
                };
        assertThrows(CancellationException.class, () -> look(here, 1));
        assertFalse(here.run("show jobs").contains("analyze"));
        assertTrue(look(here, 0));
        assertEquals("100", counted("u"));
        assertEquals("-1", counted("t"));
        assertTrue(look(here, 1));
        assertEquals("100", counted("t"));
    }

    /// A node that dies says nothing any more; here its work goes on when it is too late.
    @Test
    void whoeverIsSilentForHalfAMinuteIsInNobodysWay() {
        load("t", 100);
        Console there = here.elsewhere();
        there.run("create table u (id int primary key)");
        there.run("insert into u select g from generate_series(1, 100) g");
        assertFalse(look(here, 0));
        assertFalse(look(there, 0));
        clock.micros += SECOND;
        StringBuilder seen = new StringBuilder();
        clock.whenLooked =
                () -> {
                    clock.whenLooked = () -> {};
                    seen.append(look(there, 29)).append(look(there, 1));
                };
        CancellationException late = assertThrows(CancellationException.class, () -> look(here, 0));
        assertEquals("another node took this one for dead", late.getMessage());
        assertEquals("falsetrue", seen.toString());
        assertFalse(here.run("show jobs").contains("analyze"));
        assertEquals("-1", counted("t"));
        assertTrue(look(here, 1));
        assertEquals("100", counted("t"));
    }

    @Test
    void whoeverTakesLongSaysThatItIsThere() {
        load("t", 100);
        assertFalse(look(here, 0));
        clock.micros += SECOND;
        Console there = here.elsewhere();
        there.run("create table u (id int primary key)");
        there.run("insert into u select g from generate_series(1, 100) g");
        assertFalse(look(there, 0));
        StringBuilder seen = new StringBuilder();
        clock.whenLooked =
                () -> {
                    clock.whenLooked =
                            () -> {
                                clock.whenLooked = () -> {};
                                seen.append(look(there, 20));
                            };
                    clock.micros += 20 * SECOND;
                };
        assertTrue(look(here, 0));
        assertEquals("false", seen.toString());
        assertTrue(look(there, 0));
    }

    /// Three parts of four it rests.
    @Test
    void countingGoesSlowly() {
        load("t", 100);
        assertFalse(look(here, 0));
        clock.micros += SECOND;
        clock.whenLooked = () -> clock.micros += 100_000;
        long before = here.cluster().sessions().nanos();
        assertTrue(look(here, 0));
        long millis = (here.cluster().sessions().nanos() - before) / 1_000_000;
        assertTrue(millis >= 600, millis + " ms");
    }

    @Test
    void aTableThatIsGoneIsForgotten() {
        load("t", 100);
        assertFalse(look(here, 0));
        here.run("drop table t");
        assertFalse(look(here, 10));
        assertFalse(look(here, 10));
    }
}
