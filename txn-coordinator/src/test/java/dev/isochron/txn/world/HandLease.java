package dev.isochron.txn.world;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Lease;
import java.util.List;
import java.util.Optional;

/// A leader's time, moved by hand. The lease can always be extended to a fixed length beyond the
/// clock; how far it was needed is all that a successor knows.
final class HandLease implements Lease {

    private final int skew;
    private final int length;
    private long time;
    private long last;
    private long end;
    private boolean over;

    HandLease(int skew, int length, long time) {
        this.skew = skew;
        this.length = length;
        this.time = time;
        this.last = time + skew;
        this.end = last;
    }

    HandLease copy() {
        HandLease copy = new HandLease(skew, length, time);
        copy.last = last;
        copy.end = end;
        return copy;
    }

    void time(long now) {
        time = now;
    }

    /// It cannot be extended, and the clock says that it is over.
    void beyondItsEnd(boolean now) {
        over = now;
    }

    /// How far the timestamps have run ahead of the clock.
    long ahead() {
        return last - time - skew;
    }

    /// The next leader begins: it knows nothing but how far the lease went.
    void succeed() {
        last = end;
    }

    @Override
    public Interval now() {
        return Interval.of(Math.max(0, time - skew), time + skew);
    }

    @Override
    public Optional<Timestamp> give(Timestamp atLeast) {
        long given = Math.max(Math.max(last + 1, time + skew), atLeast.nanos());
        if (given > time + skew + length) {
            return Optional.empty();
        }
        last = given;
        end = Math.max(end, given);
        return Optional.of(new Timestamp(given));
    }

    @Override
    public void publish(Timestamp told) {
        last = Math.max(last, told.nanos());
    }

    @Override
    public Timestamp lastGiven() {
        return new Timestamp(last);
    }

    @Override
    public boolean vouch(Timestamp bound) {
        if (bound.nanos() > time + skew + length) {
            return false;
        }
        end = Math.max(end, bound.nanos());
        return true;
    }

    @Override
    public Timestamp end() {
        return new Timestamp(over ? end : Math.max(end, time + skew + length));
    }

    List<Object> image() {
        return List.of(last, end);
    }

    @Override
    public String toString() {
        return last + "/" + end;
    }
}
