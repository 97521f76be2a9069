package dev.isochron.truetime.host;

import dev.isochron.truetime.TrueTime;
import dev.isochron.truetime.TrueTimeContract;
import dev.isochron.truetime.source.FakeHost;
import dev.isochron.truetime.source.KernelLimits;
import dev.isochron.truetime.source.KernelSource;
import java.util.Optional;

class FakeHostTimeContractTest extends TrueTimeContract {

    private final FakeHost host = FakeHost.atNoon();
    private final HostTime clock;

    FakeHostTimeContractTest() {
        host.synchronise(300_000, 1_003);
        KernelLimits limits = new KernelLimits(100_000, 200_000, 5_000_000_000L, Optional.empty());
        clock = new HostTime(host, new KernelSource(host, limits), host::advance);
    }

    @Override
    protected TrueTime clock() {
        return clock;
    }

    @Override
    protected void pass(long nanos) {
        host.advance(nanos);
    }
}
