package dev.isochron.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// What a cached point statement costs a gateway, so that it does not creep up. To reach: 2,048
/// bytes and 25 µs. The benchmark has the figures of a server; tests run with the first compiler
/// alone, which leaves objects in place that the second does away with: 2,105 to 2,273 bytes there
/// are some 3,070 here, and 264 of both are the store's that answers.
class GatewayCostTest {

    private static final long MOST_BYTES = 3_200;
    private static final long MOST_CPU_NANOS = 25_000;
    private static final int WARM = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aPointSelectIsCheap() {
        SqlBenchmark.Gateway gateway = new SqlBenchmark.Gateway();
        gateway.load();
        for (int i = 0; i < WARM; i++) {
            var _ = gateway.select();
        }
        long self = Thread.currentThread().threadId();
        long bytes = THREADS.getThreadAllocatedBytes(self);
        long nanos = THREADS.getThreadCpuTime(self);
        var _ = gateway.select();
        long each = (THREADS.getThreadAllocatedBytes(self) - bytes) / SqlBenchmark.STATEMENTS;
        long cpu = (THREADS.getThreadCpuTime(self) - nanos) / SqlBenchmark.STATEMENTS;
        assertTrue(each <= MOST_BYTES, each + " bytes");
        assertTrue(cpu <= MOST_CPU_NANOS, cpu + " ns of CPU");
    }
}
