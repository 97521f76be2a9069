package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.sql.define.IndexBuild;
import dev.isochron.sql.format.FormatSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What dropped tables leave is erased beside the session that dropped them, whoever dies.
class ErasingTest {

    private static final int ROWS = 2500;

    private final Console here = Console.open();
    private final Console there = here.elsewhere();

    private void fill() {
        here.run("create table t (id int primary key, a int); create index t_a on t (a)");
        here.run(
                "insert into t select g, mod(g, 97) from generate_series(1, %d) g".formatted(ROWS));
    }

    /// What began beside sessions, to be run until it ends.
    private Runnable beside() {
        return here.cluster().sessions().started().getLast();
    }

    /// How many keys of all tables of users are stored.
    private int keys() {
        Isochron db = Isochron.over(here.cluster().ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
        int keys = 0;
        Optional<Span> rest = Optional.of(KeySpace.USERS);
        while (rest.isPresent()) {
            StoredPage page = db.snapshot().page(rest.get(), Direction.FORWARD, 1000, Locks.SHARED);
            keys += page.rows().size();
            rest = page.rest();
        }
        return keys;
    }

    private String jobs() {
        return there.run("show jobs");
    }

    private int requestsOf(String sql, String answer) {
        int before = here.cluster().received().size();
        assertEquals(answer, here.run(sql));
        return here.cluster().received().size() - before;
    }

    @Test
    void aDropDoesNotWaitUntilItsRowsAreErased() {
        fill();
        assertEquals(2 * ROWS, keys());
        assertEquals(2, requestsOf("drop table t", "DROP TABLE\n"));
        Runnable eraser = beside();
        assertEquals(2 * ROWS, keys());
        assertTrue(jobs().contains("erase what t left | 0"), jobs());
        assertTrue(jobs().contains("erase what t_a left | 0"), jobs());
        here.run("create table t (id int primary key, a int); insert into t values (1, 1)");
        eraser.run();
        assertEquals(1, keys());
        assertFalse(jobs().contains("erase"), jobs());
        assertEquals("id | a\n1 | 1\nSELECT 1\n", there.run("select * from t"));
    }

    @Test
    void whoeverFindsTheJobGoesOn() {
        fill();
        here.run("truncate t; insert into t values (1, 1)");
        Runnable eraser = beside();
        assertEquals(0, there.engine().resume(watch(0)), "it may be under way");
        assertEquals(2 * ROWS + 2, keys());
        assertEquals(2, there.engine().resume(watch(3_600_000_000L)));
        assertEquals(2, keys());
        assertFalse(jobs().contains("erase"), jobs());
        // Who comes late notices.
        eraser.run();
        assertEquals("id | a\n1 | 1\nSELECT 1\n", there.run("select * from t"));
    }

    @Test
    void ofTwoThatDoOneJobOneLeavesItToTheOther() {
        fill();
        here.run("drop table t");
        Runnable eraser = beside();
        int[] looks = new int[1];
        try {
            there.engine()
                    .resume(
                            watch(
                                    3_600_000_000L,
                                    () -> {
                                        if (looks[0]++ == 1) {
                                            throw new IllegalStateException("the node is gone");
                                        }
                                    }));
        } catch (IllegalStateException gone) {
            assertEquals("the node is gone", gone.getMessage());
        }
        assertTrue(jobs().contains("erase what t left | 1000"), jobs());
        int left = keys();
        eraser.run();
        assertTrue(jobs().contains("erase what t left | 1000"), jobs());
        assertEquals(left - ROWS, keys(), "the other job is nobody else's");
    }

    @Test
    void onlyItsOwnRowsGo() {
        here.run("create table p (id int primary key, a int)");
        here.run("create table c (id int references p, n int, primary key (id, n))");
        here.run(
                "create table d (id int, n int, m int, primary key (id, n, m),"
                        + " foreign key (id, n) references c)");
        here.run("insert into p values (1, 1), (2, 2); insert into c values (1, 1), (2, 1)");
        here.run("insert into d values (1, 1, 1)");
        here.run("drop table d");
        Runnable eraser = beside();
        here.run("drop table c");
        eraser.run();
        assertEquals(2, keys());
        assertEquals("id | a\n1 | 1\n2 | 2\nSELECT 2\n", here.run("select * from p order by id"));
        assertFalse(jobs().contains("erase"), jobs());
    }

    @Test
    void whatIsNotCommittedIsNoJob() {
        fill();
        here.run("begin; savepoint a; drop table t; rollback to a; commit");
        assertFalse(jobs().contains("erase"), jobs());
        here.run("begin; drop table t; rollback");
        assertFalse(jobs().contains("erase"), jobs());
        assertEquals("count\n%d\nSELECT 1\n".formatted(ROWS), there.run("select count(*) from t"));
        assertEquals(2 * ROWS, keys());
    }

    private static IndexBuild.Watch watch(long later) {
        return watch(later, () -> {});
    }

    private static IndexBuild.Watch watch(long later, Runnable whenLooked) {
        return new IndexBuild.Watch() {
            @Override
            public void checkCancelled() {
                whenLooked.run();
            }

            @Override
            public long micros() {
                return 820_000_000_000_000L + later;
            }

            @Override
            public FormatSettings format() {
                return FormatSettings.DEFAULT;
            }
        };
    }
}
