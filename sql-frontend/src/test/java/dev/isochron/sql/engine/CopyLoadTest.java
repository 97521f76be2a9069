package dev.isochron.sql.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.fake.Fate;
import dev.isochron.protocol.request.Request;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// COPY into a table that others know of: no key is looked for, a part is committed while the rows
/// of the next are taken, and what is wrong is told as if neither were so.
class CopyLoadTest {

    private static final int PART = 1000;

    private final Console here = Console.open();
    private final Console there = here.elsewhere();

    CopyLoadTest() {
        here.run("create table t (id int primary key, a int)");
        here.run("set isochron.copy_part_rows = " + PART);
    }

    private static String rows(int from, int until) {
        return IntStream.rangeClosed(from, until)
                .mapToObj(id -> id + "\t" + id)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private String count() {
        return there.run("select count(*) from t").lines().toList().get(1);
    }

    @Test
    void noKeyIsLookedFor() {
        int before = here.cluster().received().size();
        assertEquals("COPY 5500\n", here.copy("copy t from stdin", rows(1, 5500)));
        int asked = here.cluster().received().size() - before;
        // Of each part the version of the catalog, and the commit; of the statement some more.
        assertTrue(asked <= 20, asked + " requests");
        assertEquals("5500", count());
    }

    /// What was sent is lost, and sent again by whoever waits for it: not before the next part is
    /// there.
    @Test
    void aPartIsCommittedWhileTheNextIsTaken() {
        AtomicBoolean lost = new AtomicBoolean();
        here.cluster()
                .script((_, request) ->
                        request instanceof Request.Commit && !lost.getAndSet(true)
                                ? Fate.LOSE_REQUEST
                                : Fate.DELIVER);
        int before = here.cluster().outcomes().size();
        TreeMap<Integer, Integer> decided = new TreeMap<>();
        here.whenLooked(
                () -> decided.put(here.linesTaken(), here.cluster().outcomes().size() - before));
        assertEquals("COPY 2000\n", here.copy("copy t from stdin", rows(1, 2000)));
        assertEquals(0, decided.get(2 * PART - 1));
        assertEquals(2, here.cluster().outcomes().size() - before);
        assertEquals("2000", count());
    }

    @Test
    void aTwinOfARowThatIsThereIsFound() {
        here.run("insert into t values (1700, 0)");
        String answer = here.copy("copy t from stdin", rows(1, 3000));
        assertTrue(answer.startsWith("ERROR 23505: duplicate key value violates"), answer);
        assertTrue(answer.contains("Key (id)=(1700) already exists."), answer);
        assertEquals("1001", count());
    }

    @Test
    void aTwinInTheSamePartIsFound() {
        String answer = here.copy("copy t from stdin", rows(1, 1500) + rows(1200, 1200));
        assertTrue(answer.contains("Key (id)=(1200) already exists."), answer);
        assertEquals("1000", count());
    }

    @Test
    void aTwinInThePartThatIsUnderWayIsFound() {
        String answer = here.copy("copy t from stdin", rows(1, 1500) + rows(700, 700));
        assertTrue(answer.contains("Key (id)=(700) already exists."), answer);
        assertEquals("1000", count());
    }

    @Test
    void earlierPartsStayIfALaterRowIsBroken() {
        String answer = here.copy("copy t from stdin", rows(1, 1500) + "x\t1\n");
        assertTrue(answer.startsWith("ERROR 22P02"), answer);
        assertEquals("1000", count());
        assertEquals("COPY 500\n", here.copy("copy t from stdin", rows(1001, 1500)));
    }

    /// The first part fails when the second is taken already: nothing of the second stays.
    @Test
    void nothingStaysOfWhatComesAfterAPartThatFails() {
        here.run("insert into t values (5, 0)");
        String answer = here.copy("copy t from stdin", rows(1, 2500));
        assertTrue(answer.contains("Key (id)=(5) already exists."), answer);
        assertEquals("1", count());
        assertEquals("COPY 10\n", here.copy("copy t from stdin", rows(101, 110)));
    }

    @Test
    void uniqueValuesAndReferencesAreStillLookedAt() {
        here.run("create unique index t_a on t (a); insert into t values (-1, 1300)");
        String twin = here.copy("copy t from stdin", rows(1, 1500));
        assertTrue(twin.contains("Key (a)=(1300) already exists."), twin);
        here.run("create table c (id int primary key, t int references t)");
        String orphan = here.copy("copy c from stdin", "1\t1\n2\t-7\n");
        assertTrue(orphan.startsWith("ERROR 23503"), orphan);
        assertEquals("COPY 1\n", here.copy("copy c from stdin", "1\t1\n"));
    }

    @Test
    void inABlockATwinIsFoundWithTheStatement() {
        here.run("insert into t values (5, 0); begin");
        String answer = here.copy("copy t from stdin", rows(1, 10));
        assertTrue(answer.contains("Key (id)=(5) already exists."), answer);
        assertEquals("ROLLBACK\n", here.run("commit"));
    }

    @Test
    void anErrorSaysTheLineItIsAbout() {
        String value = here.copy("copy t from stdin", "1\t1\n2\tx\n");
        assertTrue(value.contains("CONTEXT: COPY t, line 2, column a: \"x\"\n"), value);
        String field = here.copy("copy t from stdin", "1\t1\n2\n");
        assertTrue(field.contains("CONTEXT: COPY t, line 2: \"2\"\n"), field);
        String key = here.copy("copy t from stdin (format csv, header)", "id,a\n7,1\n7,2\n");
        assertTrue(key.contains("CONTEXT: COPY t, lines 2 to 3\n"), key);
        here.run("insert into t values (5, 0)");
        String early = here.copy("copy t from stdin", rows(1, 2500));
        assertTrue(early.contains("CONTEXT: COPY t\n"), early);
        assertEquals("1", count());
    }

    @Test
    void rowsThatDoNotMeetTheConditionAreLeftOut() {
        String rows = rows(1, 2100);
        assertEquals("COPY 700\n", here.copy("copy t from stdin where id % 3 = 0", rows));
        assertEquals("COPY 1\n", here.copy("copy t (id) from stdin where t.id > 5", "4\n5\n7\n"));
        assertEquals("701", count());
        int taken = here.linesTaken();
        String wrong = here.copy("copy t from stdin where nosuch > 1", "1\t1\n");
        assertTrue(wrong.startsWith("ERROR 42703"), wrong);
        assertEquals(taken, here.linesTaken());
    }

    @Test
    void whatAChangeGivesCanBeCopiedOut() {
        assertEquals(
                "9\t1\nCOPY 1\n",
                here.run("copy (insert into t values (9, 1) returning *) to stdout"));
        assertEquals(
                "9\nCOPY 1\n",
                here.run(
                        "copy (with w as (delete from t returning id) select * from w) to stdout"));
        assertEquals("0", count());
    }
}
