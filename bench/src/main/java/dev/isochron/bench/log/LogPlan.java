package dev.isochron.bench.log;

import dev.isochron.bench.harness.Lifetime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How much is measured, and for how long.
///
/// @param parts which parts of the bench
/// @param payloads bytes of an entry, case by case
/// @param clients in flight, case by case
/// @param manyGroups how many groups the case of many groups has
/// @param quietGroups how many groups stand idle
/// @param repetitions of each case, the subjects taking turns
/// @param length of one repetition
/// @param warmUp of each cluster before its first case
/// @param idle how long quiet groups are watched
/// @param lifetime of the JVMs; where it is brief, subjects start at one time, and of the raw
///   limits only those are measured that a target asks for
public record LogPlan(
        Set<LogPart> parts,
        List<Integer> payloads,
        List<Integer> clients,
        int manyGroups,
        int quietGroups,
        int repetitions,
        Duration length,
        Duration warmUp,
        Duration idle,
        Lifetime lifetime) {

    /// Everything, in some fifteen minutes. Warming up takes long because eight JVMs compile on the
    /// machine's processors at one time.
    public static LogPlan full() {
        return new LogPlan(
                EnumSet.allOf(LogPart.class),
                List.of(100, 4096),
                List.of(1, 16, 256),
                64,
                1000,
                5,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                Lifetime.LONG);
    }

    /// The figures of one group that have targets, roughly, in under 45 seconds: everything runs as
    /// the first compiler left it.
    public static LogPlan quick() {
        return new LogPlan(
                EnumSet.of(LogPart.ONE_GROUP),
                List.of(100),
                List.of(1, 256),
                64,
                1000,
                1,
                Duration.ofMillis(800),
                Duration.ofSeconds(4),
                Duration.ofSeconds(4),
                Lifetime.BRIEF);
    }

    /// For the report.
    public Map<String, String> described() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put(Lifetime.FLAGS, String.join(" ", lifetime.flags()));
        config.put("parts", parts.toString());
        config.put("payloads", payloads + " B");
        config.put("clients in flight", clients.toString());
        config.put("many groups", Integer.toString(manyGroups));
        config.put("quiet groups", Integer.toString(quietGroups));
        config.put("repetitions", Integer.toString(repetitions));
        config.put("seconds per repetition", Double.toString(seconds(length)));
        config.put("seconds of warm-up", Double.toString(seconds(warmUp)));
        config.put("seconds of quiet", Double.toString(seconds(idle)));
        return config;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
