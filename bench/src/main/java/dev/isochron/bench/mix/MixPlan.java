package dev.isochron.bench.mix;

import dev.isochron.bench.harness.Lifetime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How much is measured, and for how long.
///
/// @param mixes all of YCSB, or the bank alone
/// @param clients at a time, case by case
/// @param rows that are loaded
/// @param repetitions of each case
/// @param length of one repetition
/// @param warmUp before the first case
/// @param lifetime of servers and clients
public record MixPlan(
        List<Mix> mixes,
        List<Integer> clients,
        int rows,
        int repetitions,
        Duration length,
        Duration warmUp,
        Lifetime lifetime) {

    public MixPlan {
        mixes = List.copyOf(mixes);
        clients = List.copyOf(clients);
        if (rows < 2 || mixes.isEmpty()) {
            throw new IllegalArgumentException("at least two rows, and something to do");
        }
    }

    boolean isBank() {
        return mixes.contains(Mix.BANK);
    }

    /// For the report.
    public Map<String, String> described() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(Lifetime.FLAGS, String.join(" ", lifetime.flags()));
        config.put("mixes", mixes.toString());
        config.put("clients", clients.toString());
        config.put("rows", Integer.toString(rows));
        config.put("shards", "3");
        config.put("repetitions", Integer.toString(repetitions));
        config.put("seconds per repetition", Double.toString(length.toMillis() / 1e3));
        config.put("seconds of warm-up", Double.toString(warmUp.toMillis() / 1e3));
        return config;
    }
}
