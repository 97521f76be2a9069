package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.sql.define.IndexBuild;
import dev.isochron.sql.format.FormatSettings;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An index of a table with many rows is filled while others use the table.
class OnlineIndexTest {

    private static final int ROWS = 2500;

    private final Console here = Console.open();
    private final Console there = here.elsewhere();

    private void fill() {
        here.run("create table t (id int primary key, a int, b text)");
        here.run(
                "insert into t select g, mod(g, 97), 'b' || g from generate_series(1, %d) g"
                        .formatted(ROWS));
    }

    /// The index has an entry for each row and no other, and each leads to its row.
    private void requireAgreement() {
        String plan = here.run("explain select id, a from t order by a");
        assertTrue(plan.contains("t_a"), plan);
        assertEquals(
                here.run(
                        "select id, a, b from (select id + 0 as id, a, b from t) x order by a, id"),
                here.run("select t.id, a, b from t where a >= 0 or a is null order by a, t.id"));
        assertEquals(
                here.run("select count(*) from t"),
                here.run("select count(*) from (select a from t order by a) x"));
    }

    private boolean isFilling() {
        return there.run("show jobs").contains("index ");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void othersWriteAllTheWhile(long seed) {
        fill();
        SplittableRandom random = new SplittableRandom(seed);
        int[] steps = new int[1];
        here.whenLooked(() -> {
            if (isFilling()) {
                steps[0]++;
                for (int i = 0; i < 5; i++) {
                    String answer = there.run(change(random));
                    assertFalse(answer.startsWith("ERROR 4"), answer);
                }
                String plan = there.run("explain select id from t where a = 5");
                assertFalse(plan.contains("t_a"), plan);
            }
        });
        assertEquals("CREATE INDEX\n", here.run("create index t_a on t (a)"));
        here.whenLooked(() -> {});
        assertTrue(steps[0] >= 3, "others had " + steps[0] + " turns");
        assertFalse(isFilling());
        requireAgreement();
    }

    @Test
    void aRateIsKept() {
        fill();
        assertTrue(millisOf("create index t_b on t (b)") < 1_000);
        here.run("set isochron.backfill_rate = 500");
        // 2,500 rows, 400 at once: six rests of 800 ms.
        long slow = millisOf("create index t_a on t (a)");
        assertTrue(slow >= 4_800 && slow < 6_000, slow + " ms");
        requireAgreement();
    }

    private long millisOf(String sql) {
        long before = here.cluster().sessions().nanos();
        assertEquals("CREATE INDEX\n", here.run(sql));
        return (here.cluster().sessions().nanos() - before) / 1_000_000;
    }

    private static String change(SplittableRandom random) {
        int id = random.nextInt(ROWS + 200);
        return switch (random.nextInt(4)) {
            case 0 -> "insert into t values (%d, %d, 'new')".formatted(id, random.nextInt(97));
            case 1 -> "update t set a = %d where id = %d".formatted(random.nextInt(97), id);
            case 2 -> "delete from t where id = %d".formatted(id);
            default -> "update t set id = %d where id = %d".formatted(id, id + 1);
        };
    }

    @Test
    void aWriterIsRefusedByAUniqueIndexThatIsBeingFilled() {
        fill();
        here.run("update t set a = id");
        boolean[] wasRefused = new boolean[1];
        here.whenLooked(() -> {
            if (isFilling()) {
                String answer = there.run("insert into t values (9999, 1, 'twin')");
                wasRefused[0] |= answer.startsWith("ERROR 23505");
                there.run("delete from t where id = 9999");
            }
        });
        assertEquals("CREATE INDEX\n", here.run("create unique index t_a on t (a)"));
        here.whenLooked(() -> {});
        assertTrue(wasRefused[0], "nobody met an entry");
        requireAgreement();
    }

    @Test
    void twinsThatTheBuildFindsEndItAndLeaveNothing() {
        fill();
        here.run("update t set a = id");
        here.whenLooked(() -> {
            if (isFilling()) {
                there.run("insert into t values (9999, %d, 'twin')".formatted(ROWS));
            }
        });
        String answer = here.run("create unique index t_a on t (a)");
        here.whenLooked(() -> {});
        assertTrue(answer.startsWith("ERROR 23505: could not create unique index"), answer);
        assertTrue(answer.contains("Key (a)=(%d) is duplicated.".formatted(ROWS)), answer);
        assertFalse(isFilling());
        here.run("delete from t where id = 9999");
        assertEquals("CREATE INDEX\n", here.run("create unique index t_a on t (a)"));
        requireAgreement();
    }

    @Test
    void aUniqueConstraintIsAddedWhileOthersWrite() {
        fill();
        here.run("update t set a = id; create table u (a int)");
        boolean[] saw = new boolean[3];
        here.whenLooked(() -> {
            if (isFilling()) {
                String answer = there.run("insert into t values (9999, 1, 'twin')");
                saw[0] |= answer.startsWith("ERROR 23505");
                there.run("delete from t where id = 9999");
                answer = there.run("insert into t values (1, 1, 'x') on conflict (a) do nothing");
                saw[1] |= answer.startsWith("ERROR 42P10");
                answer = there.run("alter table u add foreign key (a) references t (a)");
                saw[2] |= answer.startsWith("ERROR 42830");
            }
        });
        assertEquals("ALTER TABLE\n", here.run("alter table t add constraint t_a unique (a)"));
        here.whenLooked(() -> {});
        assertTrue(saw[0], "nobody met an entry");
        assertTrue(saw[1], "somebody relied on what was not true yet");
        assertTrue(saw[2], "somebody referred to what was not true yet");
        requireAgreement();
        assertEquals(
                "ALTER TABLE\n", here.run("alter table u add foreign key (a) references t (a)"));
    }

    @Test
    void aUniqueConstraintThatIsNotTrueLeavesNothing() {
        fill();
        String answer = here.run("alter table t add constraint t_a unique (a)");
        assertTrue(answer.startsWith("ERROR 23505: could not create unique index"), answer);
        assertFalse(isFilling());
        String made = here.run("show create table t");
        assertFalse(made.contains("t_a"), made);
        here.run("update t set a = id");
        assertEquals("ALTER TABLE\n", here.run("alter table t add constraint t_a unique (a)"));
        requireAgreement();
    }

    /// Nobody sees the column without its constraint.
    @Test
    void aColumnIsAddedWithItsConstraintOrNotAtAll() {
        fill();
        boolean[] wasFilling = new boolean[1];
        here.whenLooked(() -> wasFilling[0] |= isFilling());
        String answer = here.run("alter table t add c int default 1 unique");
        assertTrue(answer.startsWith("ERROR 23505"), answer);
        answer = here.run("alter table t add unique (b), add unique (a)");
        assertTrue(answer.startsWith("ERROR 23505"), answer);
        here.whenLooked(() -> {});
        assertFalse(wasFilling[0]);
        String made = here.run("show create table t");
        assertFalse(made.contains("UNIQUE") || made.contains(" c "), made);
    }

    @Test
    void whoeverFindsAJobWithoutAnybodyGoesOn() {
        fill();
        int[] looks = new int[1];
        here.whenLooked(() -> {
            if (isFilling() && looks[0]++ == 2) {
                throw new IllegalStateException("the gateway is gone");
            }
        });
        try {
            here.run("create index t_a on t (a)");
        } catch (IllegalStateException gone) {
            assertEquals("the gateway is gone", gone.getMessage());
        }
        assertTrue(isFilling());
        assertEquals(0, there.engine().resume(watch(0)), "it may be alive");
        there.run("update t set a = 3 where id = 7");
        assertEquals(1, there.engine().resume(watch(3_600_000_000L)));
        assertFalse(isFilling());
        requireAgreement();
    }

    @Test
    void inATransactionItIsThereAtOnceOrNotAtAll() {
        fill();
        here.run("begin; create index t_a on t (a)");
        String plan = here.run("explain select id from t where a = 5");
        assertTrue(plan.contains("t_a"), plan);
        here.run("rollback");
        assertFalse(isFilling());
        plan = here.run("explain select id from t where a = 5");
        assertFalse(plan.contains("t_a"), plan);
        here.run("create index t_a on t (a); insert into t values (9999, 1, 'more')");
        requireAgreement();
    }

    static IndexBuild.Watch watch(long later) {
        return new IndexBuild.Watch() {
            @Override
            public void checkCancelled() {
                // Nobody does.
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
