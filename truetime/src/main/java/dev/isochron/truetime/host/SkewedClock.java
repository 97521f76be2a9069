package dev.isochron.truetime.host;

import dev.isochron.truetime.source.Discipline;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.TimeDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The clocks of a host with a wall clock that is wrong on purpose, for trials: by as many
/// nanoseconds as a file says, now. A file that is missing or says something else says zero.
final class SkewedClock implements HostClock {

    private final HostClock host;
    private final Path file;

    SkewedClock(HostClock host, Path file) {
        this.host = host;
        this.file = file;
    }

    private long skewNanos() {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public long realtimeNanos() {
        long skew = skewNanos();
        return host.realtimeNanos() + skew;
    }

    @Override
    public long monotonicNanos() {
        return host.monotonicNanos();
    }

    @Override
    public long boottimeNanos() {
        return host.boottimeNanos();
    }

    @Override
    public Discipline discipline() {
        return host.discipline();
    }

    @Override
    public TimeDaemon daemon() {
        return host.daemon();
    }
}
