package dev.isochron.bench.tpcc;

import dev.isochron.bench.harness.Lifetime;
import dev.isochron.bench.tpcc.model.TpccScale;
import dev.isochron.bench.tpcc.run.RunPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is done in one call of `isochron bench tpcc`.
///
/// @param alone how long one terminal works alone first, unloaded; zero for not at all
/// @param loaders threads that load at a time
/// @param repetitions runs of each contender
/// @param verifies whether the consistency conditions are checked before and after
/// @param troubles for the cluster that was started here, in its first run
/// @param lifetime of the servers that are started here
public record TpccPlan(
        TpccScale scale,
        RunPlan run,
        Duration alone,
        int loaders,
        int repetitions,
        boolean verifies,
        List<Trouble> troubles,
        Lifetime lifetime) {
    public TpccPlan {
        troubles = List.copyOf(troubles);
    }

    /// As it stands in the rows.
    public String benchCase() {
        return "tpcc warehouses=%d terminals=%d%s%s"
                .formatted(
                        scale.warehouses(),
                        run.terminals(),
                        run.waits() ? "" : " no-wait",
                        scale.isStandard() ? "" : " tiny");
    }

    /// For the report.
    public Map<String, String> described() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("warehouses", Integer.toString(scale.warehouses()));
        config.put("terminals", Integer.toString(run.terminals()));
        config.put("keying and think times", run.waits() ? "by the rules" : "none");
        config.put("rows by the rules", scale.isStandard() ? "yes" : "no, a hundredth");
        config.put("seconds of ramp-up", Double.toString(run.rampUp().toMillis() / 1e3));
        config.put("seconds measured", Double.toString(run.duration().toMillis() / 1e3));
        if (!alone.isZero()) {
            config.put("seconds of one terminal alone", Double.toString(alone.toMillis() / 1e3));
        }
        config.put("runs of each", Integer.toString(repetitions));
        config.put("seed", Long.toString(run.seed()));
        config.put("loading threads", Integer.toString(loaders));
        if (!troubles.isEmpty()) {
            config.put("chaos", troubles.toString());
        }
        config.put(
                "not by the rules of TPC-C",
                "terminals are threads, not people at screens; deliveries are done at once, not"
                        + " queued; the interval is short; nothing was audited");
        return config;
    }
}
