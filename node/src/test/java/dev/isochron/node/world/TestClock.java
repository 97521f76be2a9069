package dev.isochron.node.world;

import dev.isochron.node.port.Loop;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;

/// A clock that reads the loop's time, with a width and an error to be set.
public final class TestClock implements TrueTime {
    private static final long EPOCH_NANOS = 1_800_000_000_000_000_000L;

    private final Loop loop;

    /// Half the width of every reading.
    public long epsilonNanos;

    /// How far the clock is off, without knowing it.
    public long errorNanos;

    public boolean usable = true;

    /// How often it was looked at.
    public long looks;

    public TestClock(Loop loop) {
        this.loop = loop;
    }

    @Override
    public Reading now() {
        looks++;
        if (!usable) {
            return new Reading.Unusable("The test took the clock away.", "Give it back.");
        }
        long now = EPOCH_NANOS + loop.uptimeNanos() + errorNanos;
        return new Reading.Usable(
                new Interval(new Timestamp(now - epsilonNanos), new Timestamp(now + epsilonNanos)));
    }

    @Override
    public long earliestNanos() {
        return interval().earliest().nanos();
    }

    @Override
    public long latestNanos() {
        return interval().latest().nanos();
    }

    @Override
    public void awaitPast(Timestamp t) {
        throw new UnsupportedOperationException("nothing blocks on a loop");
    }
}
