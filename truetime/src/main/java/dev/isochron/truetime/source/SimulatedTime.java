package dev.isochron.truetime.source;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.MonotoneClamp;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Sleeper;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.TrueTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// `simulated`: a clock whose true time comes from the simulation and whose errors come from a
/// seed. It is honest until a [ClockFault] makes it lie.
///
/// Equal true times give equal readings whatever happened in between, save for the clamp: like
/// every clock of a node it never runs backwards. Single-threaded.
public final class SimulatedTime implements TrueTime {

    private final SimulatedClock clock;
    private final LongSupplier trueNanos;
    private final Sleeper sleeper;
    private final List<ClockFault> faults = new ArrayList<>();
    private MonotoneClamp clamp = new MonotoneClamp();

    /// @param clock its character
    /// @param trueNanos the simulation's true time, nanoseconds since 1970, never negative
    /// @param sleeper how a session of the simulation lets time pass
    public SimulatedTime(SimulatedClock clock, LongSupplier trueNanos, Sleeper sleeper) {
        this.clock = clock;
        this.trueNanos = trueNanos;
        this.sleeper = sleeper;
    }

    /// Lets `fault` happen, now or later.
    public void inject(ClockFault fault) {
        faults.add(fault);
    }

    /// Forgets all faults, past and future.
    public void heal() {
        faults.clear();
    }

    /// What a restart of the node does to its clock: it no longer knows what it said before.
    public void restart() {
        clamp = new MonotoneClamp();
    }

    @Override
    public Reading now() {
        long truth = trueNanos.getAsLong();
        if (faults.isEmpty()) {
            return clamp.apply(around(truth, clock.syncedAt(truth), 0));
        }
        return withFaults(truth);
    }

    private Reading withFaults(long truth) {
        long syncedAt = clock.syncedAt(truth);
        long lie = 0;
        for (ClockFault fault : faults) {
            if (!fault.actsAt(truth)) {
                continue;
            }
            switch (fault) {
                case ClockFault.Step step -> lie += step.byNanos();
                case ClockFault.Drift drift ->
                        lie += SimulatedClock.scaled(truth - drift.fromNanos(), drift.ppb());
                case ClockFault.Silence silence ->
                        syncedAt = Math.min(syncedAt, clock.syncedAt(silence.fromNanos()));
                case ClockFault.Loss _ -> {
                    return new Reading.Unusable(
                            "The simulated clock has lost its source of time.",
                            "The simulation gives it back.");
                }
            }
        }
        return clamp.apply(around(truth, syncedAt, lie));
    }

    private Interval around(long truth, long syncedAt, long lie) {
        Timestamp shown =
                new Timestamp(truth).plusNanos(clock.errorAt(truth, syncedAt)).plusNanos(lie);
        long half = clock.halfAt(truth, syncedAt);
        return new Interval(shown.plusNanos(-half), shown.plusNanos(half));
    }

    @Override
    public long earliestNanos() {
        return interval().earliestNanos();
    }

    @Override
    public long latestNanos() {
        return interval().latestNanos();
    }

    @Override
    public void awaitPast(Timestamp t) throws InterruptedException {
        Sleeper.awaitPast(this, t, sleeper);
    }

    @Override
    public ClockDomain domain() {
        return new ClockDomain.World();
    }

    @Override
    public ClockStatus status() {
        return new ClockStatus(
                "simulated",
                "its errors come from seed %d".formatted(clock.seed()),
                domain(),
                now(),
                List.of(
                        new Measure("bound_after_sync", clock.baseNanos(), "ns"),
                        new Measure("drift", clock.driftPpb(), "ppb"),
                        new Measure("faults", faults.size(), "count")));
    }
}
