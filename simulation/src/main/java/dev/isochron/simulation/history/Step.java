package dev.isochron.simulation.history;

import java.util.List;
import java.util.Optional;

/// What a transaction does to one list.
public sealed interface Step {

    long key();

    /// Adds a value at its end.
    record Append(long key, long value) implements Step {}

    /// Reads the list.
    ///
    /// @param seen the whole list; absent while it is not known, as in an invocation
    record Read(long key, Optional<List<Long>> seen) implements Step {
        public Read {
            seen = seen.map(List::copyOf);
        }
    }
}
