package dev.isochron.node.host;

import dev.isochron.node.port.Loop;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final LinkedHashSet<Runnable> waiting = new LinkedHashSet<>();
    private Runnable whenWanted = () -> {};
    private Timestamp horizon;
    private boolean wanted;

    /// Nobody keeps the horizon ahead for the moment.
    private boolean lapsed;

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
        List<Runnable> cutShort = List.copyOf(waiting);
        waiting.clear();
        cutShort.forEach(Runnable::run);
    }

    // -- who needs the horizon ---------------------------------------------------------------

    /// A replica is awake and may grant; `again` runs once the horizon has been raised if it had
    /// lapsed until now.
    void want(Runnable again) {
        wanted = true;
        if (lapsed) {
            lapsed = false;
            waiting.add(again);
            whenWanted.run();
        } else if (!waiting.isEmpty()) {
            waiting.add(again);
        }
    }

    /// True if a replica wanted the horizon since this was asked before.
    boolean wasWanted() {
        boolean was = wanted;
        wanted = false;
        return was;
    }

    /// The horizon is kept no more, until somebody wants it.
    void lapse() {
        lapsed = true;
    }

    /// `task` runs when the horizon is wanted after it lapsed.
    void whenWanted(Runnable task) {
        whenWanted = task;
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
