package dev.isochron.bench.log;

import dev.isochron.bench.harness.LoadResult;
import dev.isochron.bench.harness.Usage;
import java.io.IOException;
import java.util.List;

/// One repetition of one case: what the client saw, and what the processes spent meanwhile.
///
/// @param servers one window for each server process
record Sample(LoadResult result, List<Window> servers, Window client) {

    /// Two readings of one process, just before the load and just after.
    record Window(Usage before, Usage after, SyncsBetween counter) {

        /// Asks the process how many syncs lay between two of its readings.
        @FunctionalInterface
        interface SyncsBetween {
            long count(Usage before, Usage after) throws IOException, InterruptedException;
        }

        double cpuSeconds() {
            return (after.cpuNanos() - before.cpuNanos()) / 1e9;
        }

        long allocatedBytes() {
            return after.allocatedBytes() - before.allocatedBytes();
        }

        long syncs() throws IOException, InterruptedException {
            return counter.count(before, after);
        }
    }

    double perSecond() {
        return result.perSecond();
    }

    double p50Micros() {
        return result.latencies().micros(50);
    }

    double serverCpuSeconds() {
        return servers.stream().mapToDouble(Window::cpuSeconds).sum();
    }

    long serverAllocatedBytes() {
        return servers.stream().mapToLong(Window::allocatedBytes).sum();
    }

    /// The mean over the servers. To be asked while their processes still run.
    double syncsPerServer() throws IOException, InterruptedException {
        long sum = 0;
        for (Window server : servers) {
            sum += server.syncs();
        }
        return (double) sum / servers.size();
    }
}
