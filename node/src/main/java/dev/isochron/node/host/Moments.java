package dev.isochron.node.host;

import dev.isochron.node.port.Loop;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import java.util.function.BooleanSupplier;

/// The time, as replicas are told it.
public final class Moments {

    /// What an unusable clock knows: no lease is held in it and none is past.
    private static final Interval ALL_OF_TIME = new Interval(Timestamp.MIN, Timestamp.MAX);

    /// How long to wait before a clock that vouched for nothing is asked again.
    private static final long UNUSABLE_PAUSE_NANOS = 10_000_000L;

    private final TrueTime clock;
    private final Loop loop;
    private final BooleanSupplier trusted;
    private Timestamp horizon;

    /// @param trusted false while the majority of the cluster contradicts this node's clock
    /// @param horizon what the durable log says no grant of this store exceeds
    public Moments(TrueTime clock, Loop loop, BooleanSupplier trusted, Timestamp horizon) {
        this.clock = clock;
        this.loop = loop;
        this.trusted = trusted;
        this.horizon = horizon;
    }

    public Moment now() {
        long uptime = loop.uptimeNanos();
        return switch (clock.now()) {
            case Reading.Usable(Interval interval) ->
                    new Moment(interval, uptime, horizon, trusted.getAsBoolean());
            case Reading.Unusable _ -> new Moment(ALL_OF_TIME, uptime, horizon, false);
        };
    }

    /// The durable horizon; only ever raised once its record is synced.
    public Timestamp horizon() {
        return horizon;
    }

    void raiseHorizon(Timestamp synced) {
        horizon = Timestamp.max(horizon, synced);
    }

    /// Runs `task` once `t` is surely past, at once if it is already (T3: commit wait).
    public void whenPast(Timestamp t, Runnable task) {
        long wait =
                switch (clock.now()) {
                    case Reading.Usable(Interval interval) -> TrueTime.waitNanos(interval, t);
                    case Reading.Unusable _ -> UNUSABLE_PAUSE_NANOS;
                };
        if (wait == 0) {
            task.run();
        } else {
            loop.at(loop.uptimeNanos() + Math.max(wait, 1), () -> whenPast(t, task));
        }
    }
}
