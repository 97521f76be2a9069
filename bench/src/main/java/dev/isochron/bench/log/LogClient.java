package dev.isochron.bench.log;

import dev.isochron.bench.harness.Operation;

/// One connection to a replicated log, as the load sees it.
public interface LogClient extends AutoCloseable {

    /// Appends an entry and returns without waiting.
    ///
    /// @param group from 0
    /// @param payload never changed by anybody
    /// @param end succeeds once the entry is durable on a majority of the group's replicas
    void append(int group, byte[] payload, Operation.Completion end);

    @Override
    void close();
}
