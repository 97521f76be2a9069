package dev.isochron.node.heat;

import dev.isochron.protocol.error.RequestFailed;
import dev.isochron.storage.ReplicaStore;
import dev.isochron.storage.read.Weighing;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How much a replica holds: counted through once, a few thousand rows at a time, and again when a
/// quarter of it may be new; in between, what was written since is added.
final class Scales {

    /// A millisecond or two of the node's thread.
    private static final int STEPS = 4_000;

    /// Less than this is not worth a look, however small the shard is.
    private static final long LEAST_NEWS = 32 << 10;

    /// Of what was there: so much may be new before it is counted again.
    private static final int NEWS_PART = 4;

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private @Nullable Weighing done;
    private @Nullable Weighing underWay;
    private long putBefore;
    private long endedNanos;

    /// Goes on by one part, if there is anything to count.
    void step(ReplicaStore store, long now) {
        if (done != null && !done.span().equals(store.span())) {
            done = null;
        }
        if (underWay != null && !underWay.span().equals(store.span())) {
            underWay = null;
        }
        if (underWay == null && isDue(store, now)) {
            underWay = new Weighing(store.span());
            putBefore = store.putBytes();
        }
        if (underWay != null) {
            try {
                store.weigh(underWay, STEPS);
            } catch (RequestFailed damaged) {
                // Its replica is given up, and what comes in its place is counted anew.
                underWay = null;
                return;
            }
            if (underWay.isDone()) {
                done = underWay;
                underWay = null;
                endedNanos = now;
            }
        }
    }

    private boolean isDue(ReplicaStore store, long now) {
        if (done == null) {
            return true;
        }
        long news = store.putBytes() - putBefore;
        return news > Math.max(LEAST_NEWS, done.bytes() / NEWS_PART)
                && now - endedNanos >= PAUSE_NANOS;
    }

    boolean isCounting() {
        return underWay != null;
    }

    /// As far as is known.
    long bytes(ReplicaStore store) {
        if (done == null) {
            return underWay == null ? 0 : underWay.bytes();
        }
        return underWay == null
                ? done.bytes() + store.putBytes() - putBefore
                : Math.max(done.bytes(), underWay.bytes());
    }

    /// The last one that was finished.
    @Nullable Weighing last() {
        return done;
    }

    /// The store holds something else.
    void begin() {
        done = null;
        underWay = null;
    }
}
