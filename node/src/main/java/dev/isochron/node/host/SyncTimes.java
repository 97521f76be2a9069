package dev.isochron.node.host;

/// How the log's disk does: for status pages and the demo.
public final class SyncTimes {

    /// A new sync counts for this part of the running mean.
    private static final int SMOOTHING = 16;

    private long syncs;
    private long records;
    private long meanNanos;

    void synced(long nanos, int recordsInIt) {
        syncs++;
        records += recordsInIt;
        meanNanos = syncs == 1 ? nanos : meanNanos + (nanos - meanNanos) / SMOOTHING;
    }

    /// Syncs since the start.
    public long syncs() {
        return syncs;
    }

    /// Records made durable since the start.
    public long records() {
        return records;
    }

    /// From handing a flush over to hearing of its end, on average over the latest ones.
    public long meanNanos() {
        return meanNanos;
    }
}
