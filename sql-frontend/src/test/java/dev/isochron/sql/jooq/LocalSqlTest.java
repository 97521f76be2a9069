package dev.isochron.sql.jooq;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.client.ClientSettings;
import dev.isochron.client.Isochron;
import dev.isochron.client.fake.FakeCluster;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.KeySpace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalSqlTest {
    private static final Table<Record> ACCOUNT = table(name("account"));
    private static final Field<Integer> ID = field(name("id"), SQLDataType.INTEGER);
    private static final Field<String> OWNER = field(name("owner"), SQLDataType.VARCHAR(20));
    private static final Field<BigDecimal> BALANCE =
            field(name("balance"), SQLDataType.NUMERIC(12, 2));

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String OWN =
            "sql-frontend/src/test/java/dev/isochron/sql/jooq/LocalSqlTest.java";

    private Isochron db;
    private LocalSql sql;
    private DSLContext dsl;

    @BeforeEach
    void open() {
        FakeCluster cluster = new FakeCluster(1, List.<Key>of(KeySpace.USERS.from()));
        db = Isochron.over(cluster.ports(), ClientSettings.of("n1:1,n2:1,n3:1"));
        sql = LocalSql.over(db);
        dsl = sql.dsl();
        dsl.createTable(ACCOUNT).column(ID).column(OWNER).column(BALANCE).primaryKey(ID).execute();
        int written =
                dsl.insertInto(ACCOUNT, ID, OWNER, BALANCE)
                        .values(1, "Ada", new BigDecimal("100"))
                        .values(2, "Bob", new BigDecimal("0.50"))
                        .execute();
        assertEquals(2, written);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @Test
    void queriesAndChangesAreTyped() {
        Result<? extends Record> rows =
                dsl.select(ID, OWNER, BALANCE)
                        .from(ACCOUNT)
                        .where(BALANCE.gt(new BigDecimal("0.1")))
                        .orderBy(ID.desc())
                        .fetch();
        assertEquals(List.of(2, 1), rows.getValues(ID));
        assertEquals(new BigDecimal("100.00"), rows.get(1).get(BALANCE));
        assertEquals(
                "Eve",
                dsl.update(ACCOUNT)
                        .set(OWNER, "Eve")
                        .where(ID.eq(2))
                        .returning(OWNER)
                        .fetchOne(OWNER));
        assertEquals(1, dsl.deleteFrom(ACCOUNT).where(OWNER.like("E%")).execute());
        assertEquals(1, dsl.fetchCount(ACCOUNT));
        assertEquals(
                1,
                dsl.insertInto(ACCOUNT, ID, OWNER)
                        .values(1, "Zoe")
                        .onConflict(ID)
                        .doUpdate()
                        .set(OWNER, DSL.excluded(OWNER))
                        .execute());
        assertEquals("Zoe", dsl.select(OWNER).from(ACCOUNT).fetchSingle(OWNER));
    }

    @Test
    void batchesAndAggregates() {
        int[] counts =
                dsl.batch(dsl.insertInto(ACCOUNT, ID, BALANCE).values((Integer) null, null))
                        .bind(10, 1)
                        .bind(11, 2)
                        .bind(12, 3)
                        .execute();
        assertArrayEquals(new int[] {1, 1, 1}, counts);
        Record one = dsl.select(count(), sum(BALANCE)).from(ACCOUNT).where(ID.ge(10)).fetchSingle();
        assertEquals(3, one.get(0));
        assertEquals(0, new BigDecimal("6").compareTo((BigDecimal) one.get(1)));
    }

    @Test
    void valuesOfAllTypesComeAndGo() {
        UUID uuid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        LocalDateTime moment = LocalDateTime.of(2026, 2, 3, 4, 5, 6, 789_000_000);
        OffsetDateTime there = moment.atOffset(ZoneOffset.ofHours(2));
        Record row =
                dsl.select(
                                val(true),
                                val((short) 7),
                                val(1L << 40),
                                val(1.5f),
                                val(-2.25),
                                val(new byte[] {1, 0, -1}),
                                val(uuid),
                                val(LocalDate.of(2026, 2, 3)),
                                val(LocalTime.of(4, 5, 6)),
                                val(moment),
                                val(there),
                                val(JSONB.valueOf("{\"a\": [1, \"?\"]}")),
                                val(new Integer[] {1, null, 3}),
                                val(new String[] {"a,b", "c\"d", ""}),
                                val((Integer) null),
                                val("is it ' ? "))
                        .fetchSingle();
        assertEquals(true, row.get(0));
        assertEquals((short) 7, row.get(1));
        assertEquals(1L << 40, row.get(2));
        assertEquals(1.5f, row.get(3));
        assertEquals(-2.25, row.get(4));
        assertArrayEquals(new byte[] {1, 0, -1}, (byte[]) row.get(5));
        assertEquals(uuid, row.get(6));
        assertEquals(LocalDate.of(2026, 2, 3), row.get(7));
        assertEquals(LocalTime.of(4, 5, 6), row.get(8));
        assertEquals(moment, row.get(9));
        assertEquals(there.toInstant(), ((OffsetDateTime) row.get(10)).toInstant());
        assertEquals(JSONB.valueOf("{\"a\": [1, \"?\"]}"), row.get(11));
        assertArrayEquals(new Integer[] {1, null, 3}, (Integer[]) row.get(12));
        assertArrayEquals(new String[] {"a,b", "c\"d", ""}, (String[]) row.get(13));
        assertEquals(null, row.get(14));
        assertEquals("is it ' ? ", row.get(15));
    }

    @Test
    void plainSqlHasTypesAndAQuestionMarkIsAParameterOnlyWhereItIsOne() {
        Record row =
                dsl.fetchSingle(
                        "select '?' as \"a?\", ?::int + 1 as n, $$?$$ as d, now() as t -- ?", 41);
        assertEquals("?", row.get("a?"));
        assertEquals(42, row.get("n"));
        assertEquals("?", row.get("d"));
        assertTrue(row.get("t") instanceof OffsetDateTime, () -> "" + row.get("t").getClass());
        assertEquals(
                "select $1, ?, '?' /* ? */ $2",
                Placeholders.numbered("select ?, ??, '?' /* ? */ ?"));
    }

    @Test
    void aTransactionIsAllOrNothingAndThoseWithinItAreSavepoints() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        dsl.transaction(each -> {
                            each.dsl().deleteFrom(ACCOUNT).execute();
                            throw new IllegalStateException("no");
                        }));
        assertEquals(2, dsl.fetchCount(ACCOUNT));
        dsl.transaction(outer -> {
            outer.dsl().update(ACCOUNT).set(BALANCE, BigDecimal.TEN).execute();
            assertThrows(
                    DataAccessException.class,
                    () ->
                            outer.dsl()
                                    .transaction(inner ->
                                            inner.dsl()
                                                    .insertInto(ACCOUNT, ID)
                                                    .values(1)
                                                    .execute()));
        });
        assertEquals(
                List.of(new BigDecimal("10.00"), new BigDecimal("10.00")),
                dsl.select(BALANCE).from(ACCOUNT).fetch(BALANCE));
    }

    @Test
    void errorsHaveTheirSqlState() {
        DataAccessException twice =
                assertThrows(
                        DataAccessException.class,
                        () -> dsl.insertInto(ACCOUNT, ID).values(1).execute());
        assertEquals("23505", twice.sqlState());
        DataAccessException unknown =
                assertThrows(DataAccessException.class, () -> dsl.fetch("select * from nowhere"));
        assertEquals("42P01", unknown.sqlState());
        assertEquals(2, dsl.fetchCount(ACCOUNT));
    }

    @Test
    void whatTheClusterUndoesIsRunAgain() {
        int[] attempts = {0};
        int balance =
                sql.transact(tx -> {
                    int seen =
                            tx.select(BALANCE)
                                    .from(ACCOUNT)
                                    .where(ID.eq(1))
                                    .fetchSingle(BALANCE)
                                    .intValue();
                    if (attempts[0]++ < 2) {
                        throw new DataAccessException(
                                "undone", new java.sql.SQLException("undone", "40001"));
                    }
                    return seen;
                });
        assertEquals(100, balance);
        assertEquals(3, attempts[0]);
    }

    @Test
    void theGuideSaysWhatRunsHere() throws IOException {
        assertEquals("Ada", guide(db));
        String own = Files.readString(inTree(OWN));
        Matcher blocks = BLOCK.matcher(Files.readString(inTree("docs/sql.md")));
        int count = 0;
        while (blocks.find()) {
            count++;
            String block = blocks.group(1);
            assertTrue(bare(own).contains(bare(block)), "not in this test:\n" + block);
        }
        assertTrue(count > 0, "the guide has lost its code");
    }

    private static String guide(Isochron db) {
        try (LocalSql sql = LocalSql.over(db)) {
            DSLContext dsl = sql.dsl();
            String owner = dsl.select(OWNER).from(ACCOUNT).where(ID.eq(1)).fetchSingle(OWNER);
            sql.transact(tx -> {
                tx.update(ACCOUNT).set(BALANCE, BALANCE.minus(30)).where(ID.eq(1)).execute();
                return tx.update(ACCOUNT).set(BALANCE, BALANCE.plus(30)).where(ID.eq(2)).execute();
            });
            return owner;
        }
    }

    private static Path inTree(String file) {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("docs/sql.md"))) {
            here = here.getParent();
        }
        return (here == null ? Path.of("") : here).resolve(file);
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }
}
