package dev.isochron.bench.harness;

import java.io.IOException;
import java.util.List;

/// One repetition of one case: what the client saw, and what the processes spent meanwhile.
///
/// @param servers one window for each server process
public record Sample(LoadResult result, List<Window> servers, Window client) {

    /// Two readings of one process, just before the load and just after.
    public record Window(Usage before, Usage after, SyncsBetween counter) {

        /// Asks the process how many syncs lay between two of its readings.
        @FunctionalInterface
        public interface SyncsBetween {
            long count(Usage before, Usage after) throws IOException, InterruptedException;
        }

        public double cpuSeconds() {
            return (after.cpuNanos() - before.cpuNanos()) / 1e9;
        }

        public long allocatedBytes() {
            return after.allocatedBytes() - before.allocatedBytes();
        }

        long syncs() throws IOException, InterruptedException {
            return counter.count(before, after);
        }
    }

    public double perSecond() {
        return result.perSecond();
    }

    public double p50Micros() {
        return result.latencies().micros(50);
    }

    public double serverCpuSeconds() {
        return servers.stream().mapToDouble(Window::cpuSeconds).sum();
    }

    public long serverAllocatedBytes() {
        return servers.stream().mapToLong(Window::allocatedBytes).sum();
    }

    /// The mean over the servers. To be asked while their processes still run.
    public double syncsPerServer() throws IOException, InterruptedException {
        long sum = 0;
        for (Window server : servers) {
            sum += server.syncs();
        }
        return (double) sum / servers.size();
    }
}
