package dev.isochron.bench.clients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// All clients, in the order of the page.
public final class Trials {

    /// What came of a run.
    ///
    /// @param absent names of clients that are not on this machine
    public record Outcome(List<Verdict> verdicts, List<String> absent) {}

    private Trials() {}

    /// Tries all of them, one after the other.
    public static Outcome run(Site site, Consumer<String> progress) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (Trial trial : all()) {
            progress.accept(trial.name());
            List<Verdict> some = trial.run(site);
            if (some.isEmpty()) {
                absent.add(trial.name());
            }
            verdicts.addAll(some);
        }
        return new Outcome(verdicts, absent);
    }

    private static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        all.add(
                new ScriptTrial(
                        "psql",
                        "psql.sql",
                        _ -> List.of("psql", "-X", "-v", "ON_ERROR_STOP=1", "-f"),
                        _ -> List.of("psql", "--version")));
        all.addAll(JavaTrials.all());
        all.add(new CommandTrial("pgbench", List.of("pgbench", "--version"), pgbench()));
        all.add(new CommandTrial("sysbench", List.of("sysbench", "--version"), sysbench()));
        all.add(python("psycopg2", "psycopg2_trial.py"));
        all.add(python("psycopg", "psycopg3_trial.py"));
        all.add(python("asyncpg", "asyncpg_trial.py"));
        all.add(python("sqlalchemy", "sqlalchemy_trial.py"));
        all.add(
                new ScriptTrial(
                        "node-postgres",
                        "node_postgres.js",
                        _ -> List.of("node"),
                        _ -> List.of("node", "-e", "require('pg')")));
        return all;
    }

    private static Trial python(String module, String script) {
        return new ScriptTrial(
                module,
                script,
                site -> List.of(site.python()),
                site -> List.of(site.python(), "-c", "import " + module));
    }

    private static Map<String, List<String>> pgbench() {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        steps.put("`-i`", List.of("pgbench", "-i", "-q"));
        steps.put("`-i` with foreign keys", List.of("pgbench", "-i", "-q", "--foreign-keys"));
        for (String mode : List.of("simple", "extended", "prepared")) {
            for (String script : List.of("select-only", "simple-update", "tpcb-like")) {
                steps.put(
                        "%s, `-M %s`".formatted(script, mode),
                        words(
                                "pgbench -n -c 2 -t 50 --max-tries=100 -M "
                                        + mode
                                        + " -b "
                                        + script));
            }
        }
        return steps;
    }

    private static Map<String, List<String>> sysbench() {
        Map<String, List<String>> steps = new LinkedHashMap<>();
        String to =
                " --db-driver=pgsql --pgsql-host=127.0.0.1 --pgsql-port=PORT --pgsql-user=isochron"
                        + " --pgsql-db=isochron --tables=1 --table-size=500 --threads=1 --events=20"
                        + " --time=60 ";
        steps.put("`prepare`", words("sysbench oltp_read_write" + to + "prepare"));
        for (String script :
                List.of(
                        "oltp_point_select",
                        "oltp_read_only",
                        "oltp_read_write",
                        "oltp_write_only",
                        "oltp_update_index",
                        "oltp_insert",
                        "oltp_delete",
                        "select_random_ranges")) {
            steps.put("`" + script + "`", words("sysbench " + script + to + "run"));
        }
        steps.put("`cleanup`", words("sysbench oltp_read_write" + to + "cleanup"));
        return steps;
    }

    private static List<String> words(String call) {
        return List.of(call.split(" +", -1));
    }
}
