package dev.isochron.bench.tpcc;

import dev.isochron.bench.harness.Amount;
import dev.isochron.bench.harness.Subject;
import dev.isochron.bench.isochron.LocalServers;
import dev.isochron.bench.tpcc.port.TpccStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A database under test.
///
/// @param settings of it, for the report
/// @param servers if it is a cluster of ours that was started here
/// @param cost of its servers, if they are on this machine
public record Contender(
        Subject subject,
        TpccStore store,
        Map<String, String> settings,
        Optional<LocalServers> servers,
        Optional<Cost> cost) {

    /// What servers have spent so far.
    @FunctionalInterface
    public interface Cost {
        /// Of each server in turn.
        List<Map<Amount, Double>> spent() throws IOException, InterruptedException;
    }
}
