package dev.isochron.simulation.sql;

import dev.isochron.client.Isochron;
import dev.isochron.client.error.IsochronException;
import dev.isochron.protocol.value.Value;
import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.sql.Talk.Outcome;
import dev.isochron.simulation.transactions.Workload;
import dev.isochron.sql.catalog.SchemaLeases;
import dev.isochron.sql.define.BuildLimits;
import dev.isochron.sql.define.IndexBuild;
import dev.isochron.sql.engine.SqlEngine;
import dev.isochron.sql.format.FormatSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Gateways that change the schema of one table while others use it: indexes come and go, columns
/// with a default come and go, rows are put in, changed and taken out all the while.
///
/// What cannot be, at any moment: a way through an index that gives other rows than the table has
/// (Q1); a column with a default that shows a null; rows of one answer that know of a column and
/// rows that do not; two rows of one value where a unique index is.
public final class SchemaRace implements Workload {

    private static final int ROWS = 30;
    private static final int IDS = 45;
    private static final int VALUES = 8;
    private static final long DEFAULT = 5;

    /// A clock that says that whoever did a job has been silent for long.
    private static final int LOOKS_FOR_JOBS = 10;

    private static final long LONG_AFTER_MICROS = TimeUnit.HOURS.toMicros(1);

    private static final BuildLimits LIMITS = new BuildLimits(5, 4);

    /// Short, so that many end while they are used.
    private static final Duration LEASE = Duration.ofMillis(1500);

    /// What statements may come to here: undone or unknown, in the way of another, of a schema that
    /// was another when they were written; the cluster did not answer.
    private static final List<String> EXPECTED =
            List.of(
                    "40001", "40003", "57014", "23505", "42P07", "42703", "42701", "42704", "0A000",
                    "08006", "53000", "53200", "57P03", "58000", "55P03", "72000", "57P05");

    private final LongSupplier nanos;
    private final BooleanSupplier honest;
    private final Generator chance;
    private final SchemaLeases.Terms terms;
    private final Map<Isochron, SqlEngine> gateways = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private boolean clocksLied;

    /// @param nanos what the clocks of sessions show
    /// @param honest whether the clocks did what they promise; where they did not, a cluster may
    ///   refuse to write for hours, and nothing is judged
    /// @param awaited whether changes wait for leases, as they must
    public SchemaRace(
            LongSupplier nanos, BooleanSupplier honest, Generator chance, boolean awaited) {
        this.nanos = nanos;
        this.terms = new SchemaLeases.Terms(LEASE, 1, awaited);
        this.honest = honest;
        this.chance = chance;
    }

    private synchronized SqlEngine gateway(Isochron db) {
        return gateways.computeIfAbsent(db, one -> new SqlEngine(one, LIMITS, terms));
    }

    private Talk talk(Isochron db, Generator own) {
        return new Talk(gateway(db), this::micros, own::next);
    }

    private long micros() {
        return TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong());
    }

    @Override
    public void prepare(Isochron db) {
        Talk talk = talk(db, chance);
        must(talk, "create table t (id int primary key, a int, b int not null default 5)");
        must(
                talk,
                "insert into t select g, mod(g, %d), g from generate_series(1, %d) g"
                        .formatted(VALUES, ROWS));
    }

    private static void must(Talk talk, String text) {
        Outcome outcome = talk.say(text);
        for (int i = 0; outcome instanceof Outcome.Failed && i < 20; i++) {
            outcome = talk.say(text);
        }
    }

    @Override
    public boolean act(Isochron db, long process, Generator own) {
        clocksLied |= !honest.getAsBoolean();
        Talk talk = talk(db, own);
        try {
            return switch ((int) own.below(12)) {
                case 0, 1 -> tell(talk, definition(own));
                case 2 -> resume(db);
                case 3, 4 -> look(talk, own.below(VALUES));
                case 5 -> lookAtColumns(talk);
                default -> tell(talk, change(own));
            };
        } catch (IsochronException e) {
            return true;
        }
    }

    private boolean tell(Talk talk, String text) {
        Outcome outcome = talk.say(text);
        if (outcome instanceof Outcome.Failed failed) {
            expect(failed, text);
            return !failed.isUnknown();
        }
        return true;
    }

    private void expect(Outcome.Failed failed, String text) {
        if (!EXPECTED.contains(failed.code())) {
            complain(text + " came to " + failed.code() + " " + failed.error().message());
        }
    }

    private static String definition(Generator own) {
        String column = "c" + own.below(3);
        return switch ((int) own.below(6)) {
            case 0, 1 -> "create index t_a on t (a)";
            case 2 -> "create unique index t_b on t (b)";
            case 3 -> "drop index if exists " + (own.below(2) == 0 ? "t_a" : "t_b");
            case 4 -> "alter table t add column %s int not null default 5".formatted(column);
            default -> "alter table t drop column if exists " + column;
        };
    }

    private static String change(Generator own) {
        long id = 1 + own.below(IDS);
        long value = own.below(VALUES);
        return switch ((int) own.below(6)) {
            case 0 -> "insert into t (id, a, b) values (%d, %d, %d)".formatted(id, value, id);
            case 1 -> "insert into t (id, a) values (%d, null)".formatted(id);
            case 2 -> "update t set a = %d where id = %d".formatted(value, id);
            case 3 -> "update t set a = %d where a = %d".formatted(value, own.below(VALUES));
            case 4 -> "delete from t where id = %d".formatted(id);
            default ->
                    ("insert into t (id, a, b) values (%d, %d, %d)"
                                    + " on conflict (id) do update set a = 0")
                            .formatted(id, value, id + IDS);
        };
    }

    private boolean resume(Isochron db) {
        var _ = gateway(db).resume(new Later());
        return true;
    }

    /// One snapshot: rows by value, which an index may give, and the table as it is.
    private boolean look(Talk talk, long value) {
        Outcome begun = talk.say("begin read only");
        Outcome some = talk.say("select id from t where a = %d".formatted(value));
        Outcome all = talk.say("select id, a, b from t");
        talk.say("rollback");
        if (begun instanceof Outcome.Done
                && some instanceof Outcome.Done(var _, List<List<Value>> found)
                && all instanceof Outcome.Done(var _, List<List<Value>> rows)) {
            compare(value, found, rows);
        }
        return true;
    }

    private void compare(long value, List<List<Value>> found, List<List<Value>> rows) {
        TreeSet<Long> expected = new TreeSet<>();
        for (List<Value> row : rows) {
            if (row.get(1).equals(Value.of(value))) {
                expected.add(number(row.getFirst()));
            }
        }
        TreeSet<Long> got = new TreeSet<>();
        found.forEach(row -> got.add(number(row.getFirst())));
        if (!got.equals(expected) || found.size() != got.size()) {
            complain("a = %d is in %s, and an index gave %s".formatted(value, expected, found));
        }
    }

    private boolean lookAtColumns(Talk talk) {
        if (talk.say("select * from t")
                instanceof Outcome.Done(List<String> names, List<List<Value>> rows)) {
            for (List<Value> row : rows) {
                for (int i = 3; i < names.size(); i++) {
                    if (!row.get(i).equals(Value.of(DEFAULT))) {
                        complain("column %s of %s has no default".formatted(names.get(i), row));
                    }
                }
                if (row.size() != names.size() || row.get(2).isNull()) {
                    complain("a row %s of columns %s".formatted(row, names));
                }
            }
        }
        return true;
    }

    private static long number(Value value) {
        return value instanceof Value.Int(long number) ? number : Long.MIN_VALUE;
    }

    private synchronized void complain(String what) {
        wrong.add(what);
    }

    @Override
    public List<String> judge(Isochron db) {
        if (clocksLied) {
            return List.of();
        }
        Talk talk = talk(db, chance);
        if (!hasNoJobs(db, talk)) {
            complain("a job is left behind");
        }
        for (long value = 0; value < VALUES; value++) {
            look(talk, value);
        }
        lookAtColumns(talk);
        requireDistinct(talk);
        must(talk, "drop index if exists t_a");
        must(talk, "create index t_a on t (a)");
        for (long value = 0; value < VALUES; value++) {
            look(talk, value);
        }
        synchronized (this) {
            return List.copyOf(wrong);
        }
    }

    /// Whoever began a job may be at it still, and be met by who would take it over.
    private boolean hasNoJobs(Isochron db, Talk talk) {
        for (int i = 0; i < LOOKS_FOR_JOBS; i++) {
            var _ = gateway(db).resume(new Later());
            if (talk.say("show jobs") instanceof Outcome.Done(var _, List<List<Value>> jobs)
                    && jobs.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Where a unique index is, no value is twice.
    private void requireDistinct(Talk talk) {
        Outcome indexes =
                talk.say(
                        "select count(*) from pg_index i, pg_class c where c.oid = i.indexrelid and"
                                + " c.relname = 't_b' and i.indisvalid");
        Outcome twins = talk.say("select b from t group by b having count(*) > 1");
        if (indexes instanceof Outcome.Done(var _, List<List<Value>> count)
                && count.equals(List.of(List.of(Value.of(1))))
                && twins instanceof Outcome.Done(var _, List<List<Value>> rows)
                && !rows.isEmpty()) {
            complain("a unique index, and yet twice " + rows);
        }
    }

    /// Whoever began a job is taken for gone.
    private final class Later implements IndexBuild.Watch {

        @Override
        public void checkCancelled() {
            // Nobody does.
        }

        @Override
        public long micros() {
            return SchemaRace.this.micros() + LONG_AFTER_MICROS;
        }

        @Override
        public FormatSettings format() {
            return FormatSettings.DEFAULT;
        }
    }
}
