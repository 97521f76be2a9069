package dev.isochron.truetime.source;

import dev.isochron.truetime.ClockDomain;
import java.io.IOException;

/// A shared offset without a file; its disk can be made to fail.
public final class FakeOffset implements SharedOffset {

    private final ClockDomain.Host domain;
    private long horizon;
    private boolean failing;
    private int writes;

    public FakeOffset(long offset, long horizon) {
        this.domain = new ClockDomain.Host("boot-a", "1", offset);
        this.horizon = horizon;
    }

    public void failing(boolean fails) {
        failing = fails;
    }

    public int writes() {
        return writes;
    }

    @Override
    public ClockDomain.Host domain() {
        return domain;
    }

    @Override
    public long horizonNanos() {
        return horizon;
    }

    @Override
    public long extend(long horizonNanos) throws UnwritableException {
        if (failing) {
            throw new UnwritableException("The disk is full.", new IOException("ENOSPC"));
        }
        writes++;
        horizon = Math.max(horizon, horizonNanos);
        return horizon;
    }
}
