package dev.isochron.bench.rebalance;

/// A part of the run.
///
/// @param name what happened in it
record Phase(String name, long fromNanos, long untilNanos) {

    double seconds() {
        return (untilNanos - fromNanos) / 1e9;
    }

    /// As long before it and after it as that.
    Phase wider(long beforeNanos, long afterNanos) {
        return new Phase(name, fromNanos - beforeNanos, untilNanos + afterNanos);
    }
}
