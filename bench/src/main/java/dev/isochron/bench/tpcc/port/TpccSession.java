package dev.isochron.bench.tpcc.port;

import dev.isochron.bench.tpcc.model.Input;

/// What a terminal speaks to. For one thread at a time.
public interface TpccSession extends AutoCloseable {

    /// Runs a transaction to its end, again if it was undone in favour of another.
    ///
    /// @throws RuntimeException if it cannot be done; the session can be used afterwards
    Outcome run(Input input);

    @Override
    void close();
}
