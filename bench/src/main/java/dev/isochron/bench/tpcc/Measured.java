package dev.isochron.bench.tpcc;

import dev.isochron.bench.harness.Amount;
import dev.isochron.bench.harness.Mark;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.tpcc.run.RunResult;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// One run of one contender.
///
/// @param spent by each of its servers during the whole run, the ramp-up included; empty if nobody
///   knows
/// @param clientCpuSeconds of this process during the same time
/// @param wholeSeconds how long that was
/// @param heat requests of each shard in each second, where servers tell
public record Measured(
        Subject subject,
        int run,
        RunResult result,
        List<Map<Amount, Double>> spent,
        double clientCpuSeconds,
        double wholeSeconds,
        SortedMap<Long, List<Double>> heat,
        List<Mark> marks) {
    public Measured {
        marks = List.copyOf(marks);
        spent = List.copyOf(spent);
    }

    /// Transactions of the whole time, from the rate of the measuring interval.
    double transactionsInAll() {
        return result.completed() / result.seconds() * wholeSeconds;
    }
}
