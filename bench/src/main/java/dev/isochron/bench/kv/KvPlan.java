package dev.isochron.bench.kv;

import dev.isochron.bench.harness.Lifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// How much is measured, and for how long.
///
/// @param operations in the order of the report
/// @param clients at a time, case by case
/// @param keys ways to choose rows, case by case
/// @param rows of each shard
/// @param repetitions of each case; each goes round all cases
/// @param length of one repetition of a case
/// @param warmUp of the cluster before its first case
/// @param lifetime of the JVMs; where it is brief, everything starts and warms up at one time
public record KvPlan(
        Set<KvOperation> operations,
        List<Integer> clients,
        List<KvKeys> keys,
        int rows,
        int repetitions,
        Duration length,
        Duration warmUp,
        Lifetime lifetime) {

    /// Everything, in about ten minutes.
    public static KvPlan full() {
        return new KvPlan(
                EnumSet.allOf(KvOperation.class),
                List.of(1, 16, 64),
                List.of(KvKeys.UNIFORM, KvKeys.SKEWED),
                10_000,
                3,
                Duration.ofSeconds(2),
                Duration.ofSeconds(40),
                Lifetime.LONG);
    }

    /// The cases that have targets, roughly, in under 45 seconds.
    public static KvPlan quick() {
        return new KvPlan(
                EnumSet.of(
                        KvOperation.WRITE,
                        KvOperation.READ_BATCH,
                        KvOperation.TRANSFER_ONE_SHARD,
                        KvOperation.TRANSFER_TWO_SHARDS,
                        KvOperation.WRITE_ONE_READ_TWO),
                List.of(1, 64),
                List.of(KvKeys.UNIFORM),
                1_000,
                1,
                Duration.ofMillis(800),
                Duration.ofSeconds(4),
                Lifetime.BRIEF);
    }

    /// The cases, operation by operation.
    List<KvCase> cases() {
        List<KvCase> cases = new ArrayList<>();
        for (KvOperation operation : operations) {
            for (KvKeys chosen : keysOf(operation)) {
                for (int count : clients) {
                    cases.add(new KvCase(operation, count, chosen));
                }
            }
        }
        return cases;
    }

    /// Batches and scans choose their rows evenly only; where rows are chosen in several ways, one
    /// is also written by everybody.
    private List<KvKeys> keysOf(KvOperation operation) {
        boolean even = operation == KvOperation.READ_BATCH || operation == KvOperation.SCAN;
        if (even) {
            return List.of(KvKeys.UNIFORM);
        }
        boolean alsoHot =
                operation == KvOperation.WRITE && keys.size() > 1 && !keys.contains(KvKeys.HOT);
        return alsoHot ? Stream.concat(keys.stream(), Stream.of(KvKeys.HOT)).toList() : keys;
    }

    /// For the report.
    public Map<String, String> described() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(Lifetime.FLAGS, String.join(" ", lifetime.flags()));
        config.put("operations", operations.toString());
        config.put("clients", clients.toString());
        config.put("keys", keys.toString());
        config.put("shards", Integer.toString(KvShape.SHARDS));
        config.put("rows of each shard", Integer.toString(rows));
        config.put("bytes of a row", "about 100");
        config.put("repetitions", Integer.toString(repetitions));
        config.put("seconds per repetition", Double.toString(length.toMillis() / 1e3));
        config.put("seconds of warm-up", Double.toString(warmUp.toMillis() / 1e3));
        return config;
    }
}
