package dev.isochron.bench.sql;

import dev.isochron.bench.harness.Lifetime;
import java.util.LinkedHashMap;
import java.util.Map;

/// How much is measured, and for how long.
///
/// @param rows that are loaded, indexed, counted and grouped
/// @param tables that are created and dropped, one after the other
/// @param clients of a load
/// @param sysbenchRows rows of sysbench's table
/// @param loadSeconds how long one repetition of a load is
/// @param warmUpSeconds how long each load warms the servers up before the first repetition
/// @param repetitions of each case
/// @param lifetime of our servers
public record SqlPlan(
        int rows,
        int tables,
        int clients,
        int sysbenchRows,
        int loadSeconds,
        int warmUpSeconds,
        int repetitions,
        Lifetime lifetime) {

    /// Everything, in about a quarter of an hour.
    public static SqlPlan full() {
        return new SqlPlan(1_000_000, 1_000, 8, 100_000, 10, 10, 3, Lifetime.LONG);
    }

    /// An impression, in less than 45 seconds on two quiet cores.
    public static SqlPlan quick() {
        return new SqlPlan(20_000, 10, 4, 2_000, 1, 0, 1, Lifetime.BRIEF);
    }

    /// The same, with loads as long as the warm-up.
    SqlPlan warmingUp() {
        return new SqlPlan(
                rows,
                tables,
                clients,
                sysbenchRows,
                warmUpSeconds,
                warmUpSeconds,
                repetitions,
                lifetime);
    }

    /// For the report.
    public Map<String, String> described() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(Lifetime.FLAGS, String.join(" ", lifetime.flags()));
        config.put("rows", Integer.toString(rows));
        config.put("rows of pgbench", Integer.toString(ProgramLoad.ROWS));
        config.put("rows of sysbench", Integer.toString(sysbenchRows));
        config.put("tables created and dropped", Integer.toString(tables));
        config.put("clients of a load", Integer.toString(clients));
        config.put("seconds of a load", Integer.toString(loadSeconds));
        config.put("seconds of each load's warm-up", Integer.toString(warmUpSeconds));
        config.put("repetitions", Integer.toString(repetitions));
        return config;
    }
}
