package dev.isochron.paxos.replica;

/// Where randomness comes from: a seed in simulation, the system's generator in production.
@FunctionalInterface
public interface Chance {
    /// Evenly distributed in `0 .. bound - 1`; `bound` is positive.
    long below(long bound);
}
