package dev.isochron.bench.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A load that a program makes, which says itself how much it did.
///
/// @param words the program and what is to be done, without where
/// @param where how the program is told of a side
/// @param count finds the number of transactions in what the program prints
/// @param failures finds the number of those that failed
/// @param seconds that it works
record ProgramLoad(
        String label,
        List<String> words,
        Function<SqlSide, List<String>> where,
        Pattern count,
        Pattern failures,
        double seconds)
        implements SqlCase {

    /// What programs take for coming and going.
    private static final int MOST_SECONDS_BESIDE = 120;

    private static final Pattern PGBENCH_DONE =
            Pattern.compile("number of transactions actually processed: (\\d+)");
    private static final Pattern PGBENCH_FAILED =
            Pattern.compile("number of failed transactions: (\\d+)");
    private static final Pattern SYSBENCH_DONE = Pattern.compile("transactions: +(\\d+)");
    private static final Pattern SYSBENCH_FAILED = Pattern.compile("ignored errors: +(\\d+)");

    /// Rows that pgbench makes for each unit of scale, and that sysbench is told to make.
    static final int ROWS = 100_000;

    /// One of pgbench's own scripts, prepared.
    static ProgramLoad pgbench(String label, String script, SqlPlan plan) {
        String clients = Integer.toString(plan.clients());
        List<String> words =
                List.of(
                        "pgbench",
                        "-n",
                        "-M",
                        "prepared",
                        "-b",
                        script,
                        "-c",
                        clients,
                        "-T",
                        Integer.toString(plan.loadSeconds()),
                        "--max-tries=100");
        return new ProgramLoad(
                label,
                words,
                SqlSide::pgbenchWords,
                PGBENCH_DONE,
                PGBENCH_FAILED,
                plan.loadSeconds());
    }

    /// One of sysbench's own scripts, prepared, on one table.
    static ProgramLoad sysbench(String label, String script, List<String> more, SqlPlan plan) {
        List<String> words = new ArrayList<>(List.of("sysbench", script, "--tables=1"));
        words.add("--table-size=" + plan.sysbenchRows());
        words.add("--threads=" + plan.clients());
        words.add("--time=" + plan.loadSeconds());
        words.addAll(more);
        return new ProgramLoad(
                label,
                words,
                side -> {
                    List<String> at = new ArrayList<>(side.sysbenchWords());
                    at.add("run");
                    return at;
                },
                SYSBENCH_DONE,
                SYSBENCH_FAILED,
                plan.loadSeconds());
    }

    @Override
    public String unit() {
        return "transaction";
    }

    @Override
    public Done on(SqlSide side) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(words);
        all.addAll(where.apply(side));
        String said = run(all);
        return new Done(found(count, said), seconds, found(failures, said));
    }

    private static double found(Pattern pattern, String said) throws IOException {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("a program did not say how much it did: " + said);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /// Runs a program to its end.
    ///
    /// @return what it printed
    /// @throws IOException if it fails, or does not end
    static String run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MOST_SECONDS_BESIDE, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(words + " does not end: " + said);
        }
        if (process.exitValue() != 0) {
            throw new IOException(words + " failed: " + said);
        }
        return said;
    }

    /// Whether a program is on this machine.
    static boolean isInstalled(String program) throws InterruptedException {
        try {
            run(List.of(program, "--version"));
            return true;
        } catch (IOException absent) {
            return false;
        }
    }
}
