package dev.isochron.sql.catalog;

import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// The promise that the objects of a database stay as they are up to some moment. Shared by the
/// sessions of a gateway; [SchemaLeases] tells how it is got and kept.
public final class SchemaLease {

    private final CatalogImage image;
    private final Timestamp from;
    private Timestamp until;
    private long goodUntilNanos;
    private long agingFromNanos;
    private int committing;
    private boolean over;

    /// @param from a moment at which the image was true
    /// @param until up to which it stays true
    /// @param nowNanos before it was asked for
    /// @param goodNanos how long from then on `until` is surely not past
    SchemaLease(
            CatalogImage image, Timestamp from, Timestamp until, long nowNanos, long goodNanos) {
        this.image = image;
        this.from = from;
        this.until = until;
        extend(until, nowNanos, goodNanos);
    }

    /// What stays as it is.
    public CatalogImage image() {
        return image;
    }

    synchronized void extend(Timestamp newUntil, long nowNanos, long goodNanos) {
        until = Timestamp.max(until, newUntil);
        goodUntilNanos = nowNanos + goodNanos;
        agingFromNanos = nowNanos + goodNanos / 2;
    }

    /// Whether all that was read of shards until now is of before its end.
    public synchronized boolean isGood(long nanos) {
        return !over && nanos - goodUntilNanos < 0;
    }

    synchronized boolean isAging(long nanos) {
        return nanos - agingFromNanos >= 0;
    }

    /// Whether the image was true at a moment that a shard has shown.
    public synchronized boolean shows(Timestamp at) {
        return !over && !at.isBefore(from) && !at.isAfter(until);
    }

    /// A transaction is about to commit by the image.
    ///
    /// @return the moment beyond which it must not; nothing if the lease is no good any more. Once
    ///   the outcome is known, [#leave] must follow
    public synchronized Optional<Timestamp> enter(long nanos) {
        if (!isGood(nanos)) {
            return Optional.empty();
        }
        committing++;
        return Optional.of(until);
    }

    /// What a transaction came to that entered is known.
    public synchronized void leave() {
        committing--;
    }

    /// Nobody may use it from now on.
    synchronized void end() {
        over = true;
    }

    /// Whether no commit is under way by it.
    synchronized boolean isIdle() {
        return committing == 0;
    }

    synchronized Timestamp until() {
        return until;
    }
}
