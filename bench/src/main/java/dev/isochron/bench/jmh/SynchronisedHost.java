package dev.isochron.bench.jmh;

import dev.isochron.truetime.source.Discipline;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.TimeDaemon;

/// The real clocks of this host with the account of a kernel that a daemon keeps, so that the
/// kernel's source can be measured where none runs.
record SynchronisedHost(HostClock real) implements HostClock {

    @Override
    public long monotonicNanos() {
        return real.monotonicNanos();
    }

    @Override
    public long realtimeNanos() {
        return real.realtimeNanos();
    }

    @Override
    public long boottimeNanos() {
        return real.boottimeNanos();
    }

    @Override
    public Discipline discipline() {
        real.discipline();
        return new Discipline.Timex(0, 0x2001, 1_234, 100, 0, 0, 0, 10_000);
    }

    @Override
    public TimeDaemon daemon() {
        return new TimeDaemon.Keeper("chronyd");
    }
}
