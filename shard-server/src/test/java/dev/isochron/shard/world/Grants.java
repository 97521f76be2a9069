package dev.isochron.shard.world;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Lease;
import java.util.Optional;
import java.util.function.Supplier;

/// The lease of one replica in a group; what earlier leaders gave is below what it gives.
final class Grants implements Lease {
    private final Supplier<Interval> clock;
    private Timestamp last = Timestamp.MIN;
    private Timestamp floor = Timestamp.MIN;
    private Timestamp vouched = Timestamp.MIN;
    private Timestamp end = Timestamp.MIN;

    Grants(Supplier<Interval> clock) {
        this.clock = clock;
    }

    /// It leads from now on.
    void begin(Timestamp above, Timestamp until) {
        floor = above;
        last = Timestamp.max(last, above);
        end = until;
    }

    void extend(Timestamp until) {
        end = Timestamp.max(end, until);
    }

    void lose() {
        end = Timestamp.MIN;
    }

    /// What a successor stays above.
    Timestamp floor() {
        return Timestamp.max(Timestamp.max(last, vouched), floor);
    }

    @Override
    public Interval now() {
        return clock.get();
    }

    @Override
    public Optional<Timestamp> give(Timestamp atLeast) {
        Timestamp next = Timestamp.max(atLeast, Timestamp.max(now().latest(), last.plusNanos(1)));
        if (!now().surelyBefore(end) || next.isAfter(end)) {
            return Optional.empty();
        }
        last = next;
        return Optional.of(next);
    }

    @Override
    public void publish(Timestamp told) {
        last = Timestamp.max(last, told);
    }

    @Override
    public Timestamp lastGiven() {
        return last;
    }

    @Override
    public boolean vouch(Timestamp bound) {
        boolean reaches = now().surelyBefore(end) && !bound.isAfter(end);
        vouched = reaches ? Timestamp.max(vouched, bound) : vouched;
        return reaches;
    }

    @Override
    public Timestamp end() {
        return end;
    }
}
