package dev.isochron.truetime.peers;

import java.util.List;

/// How this node's clock stands with the others.
///
/// @param <N> how peers are named
public sealed interface Standing<N extends Comparable<N>> {

    /// No majority speaks against it.
    record Trusted<N extends Comparable<N>>() implements Standing<N> {}

    /// A majority of the cluster found it impossible, so either it is wrong or most others are.
    ///
    /// @param accusers who says so, in order
    /// @param aheadNanos the clearest accusation: our clock is ahead of the accuser's by at least
    ///   this, or behind if negative
    record Contradicted<N extends Comparable<N>>(List<N> accusers, long aheadNanos)
            implements Standing<N> {

        public Contradicted {
            accusers = List.copyOf(accusers);
        }
    }
}
