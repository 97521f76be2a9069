package dev.isochron.truetime.source;

import dev.isochron.truetime.TrueTime;
import dev.isochron.truetime.TrueTimeContract;

class SimulatedTimeContractTest extends TrueTimeContract {

    private long truth = 1_000_000_000_000L;
    private final SimulatedTime clock =
            new SimulatedTime(SimulatedClock.likeSpanner(11), () -> truth, nanos -> truth += nanos);

    @Override
    protected TrueTime clock() {
        return clock;
    }

    @Override
    protected void pass(long nanos) {
        truth += nanos;
    }
}
