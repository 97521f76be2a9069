package dev.isochron.bench.tpcc.run;

import dev.isochron.bench.harness.Latencies;
import dev.isochron.bench.tpcc.model.Kind;

/// What was measured of one kind of transaction.
///
/// @param completed within the measuring interval, those among them that were rolled back by rule
/// @param rolledBack those alone
/// @param attempts of all that were completed
/// @param reach of those whose database tells what it wrote to
public record KindResult(
        Kind kind,
        long completed,
        long rolledBack,
        long attempts,
        Latencies latencies,
        Reach reach) {

    /// How many shards were written to.
    ///
    /// @param told transactions of which it is known
    /// @param inOneShard those among them that wrote to one only
    public record Reach(long told, long inOneShard) {
        public static final Reach UNKNOWN = new Reach(0, 0);
    }

    /// Whether nine of ten responses were within the rules' limit.
    public boolean isInTime() {
        return completed == 0 || latencies.micros(90) <= kind.limit().toNanos() / 1e3;
    }
}
