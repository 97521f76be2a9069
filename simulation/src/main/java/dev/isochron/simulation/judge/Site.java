package dev.isochron.simulation.judge;

/// One node, as the judges see it, with what the world did to it.
public final class Site {
    private final int node;
    private long lyingFromNanos = Long.MIN_VALUE;
    private long lyingUntilNanos = Long.MIN_VALUE;

    public Site(int node) {
        this.node = node;
    }

    public int node() {
        return node;
    }

    /// Its clock lies between these two moments of virtual time.
    public void lies(long fromNanos, long untilNanos) {
        boolean goesOn = fromNanos <= lyingUntilNanos;
        lyingFromNanos = goesOn ? lyingFromNanos : fromNanos;
        lyingUntilNanos = Math.max(lyingUntilNanos, untilNanos);
    }

    /// For how long its clock has been lying; 0 if it tells the truth.
    public long lyingForNanos(long nowNanos) {
        return nowNanos < lyingUntilNanos ? nowNanos - lyingFromNanos : 0;
    }

    @Override
    public String toString() {
        return "n" + node;
    }
}
