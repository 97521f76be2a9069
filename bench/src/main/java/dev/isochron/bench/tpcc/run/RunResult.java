package dev.isochron.bench.tpcc.run;

import dev.isochron.bench.tpcc.model.Kind;
import java.util.List;
import java.util.Map;

/// What one run came to.
///
/// @param seconds of the measuring interval
/// @param kinds one for each, in their order
/// @param perSecond transactions completed in each second, by kind
/// @param newOrderMicros medians and 99th percentiles of NewOrder in each second; 0 if none ended
/// @param aborts attempts that were undone, by rule and row
/// @param errors transactions that failed, by what was said
/// @param longestGapSeconds without the end of any transaction that writes
public record RunResult(
        double seconds,
        List<KindResult> kinds,
        Map<Kind, List<Long>> perSecond,
        NewOrderMicros newOrderMicros,
        Map<String, Long> aborts,
        Map<String, Long> errors,
        double longestGapSeconds) {

    /// The most that ten terminals of a warehouse can order in a minute, because they type and
    /// think (clause 4.1.3).
    private static final double MOST_PER_WAREHOUSE = 12.86;

    /// Response times of NewOrder, second by second.
    public record NewOrderMicros(List<Double> p50, List<Double> p99) {}

    public KindResult of(Kind kind) {
        return kinds.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
    }

    /// Orders a minute; those that were rolled back by rule are counted (clause 5.4.2).
    public double tpmC() {
        return of(Kind.NEW_ORDER).completed() * 60 / seconds;
    }

    /// In percent of what the terminals could ask for.
    public double efficiency(int warehouses) {
        return 100 * tpmC() / (MOST_PER_WAREHOUSE * warehouses);
    }

    public long completed() {
        return kinds.stream().mapToLong(KindResult::completed).sum();
    }

    public double attemptsPerTransaction() {
        long attempts = kinds.stream().mapToLong(KindResult::attempts).sum();
        return attempts / (double) Math.max(1, completed());
    }
}
