package dev.isochron.truetime.host;

import dev.isochron.truetime.source.Discipline;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.TimeDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/// The clocks of this Linux host.
///
/// The two that every reading needs come from the JDK, which reads them without leaving the
/// process: `System.nanoTime` is `CLOCK_MONOTONIC`, `Instant.now` is `CLOCK_REALTIME`; the
/// constructor makes sure of both. The rest goes through the foreign-function API.
public final class LinuxClock implements HostClock {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /// Two clocks that are the same differ by no more than a thread's pause between two reads.
    private static final long SAME_CLOCK_NANOS = 1_000_000_000L;

    private final LibC libc;
    private final Path processes;

    /// @throws UnsupportedOperationException if this is not a Linux host as we know it
    public LinuxClock() {
        this(Path.of("/proc"));
    }

    LinuxClock(Path processes) {
        this.libc = LibC.load();
        this.processes = processes;
        mustBeSame("System.nanoTime", LibC.CLOCK_MONOTONIC, System.nanoTime());
        mustBeSame("Instant.now", LibC.CLOCK_REALTIME, realtimeNanos());
    }

    private void mustBeSame(String name, int clock, long readBefore) {
        long difference = libc.clockNanos(clock) - readBefore;
        if (difference < 0 || difference > SAME_CLOCK_NANOS) {
            throw new UnsupportedOperationException(
                    """
                    %s of this JVM is not the kernel's clock %d (they differ by %d ns), but the \
                    clock of a node rests on that. Use a HotSpot JVM, for example Temurin 25.\
                    """
                            .formatted(name, clock, difference));
        }
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public long realtimeNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    @Override
    public long boottimeNanos() {
        return libc.clockNanos(LibC.CLOCK_BOOTTIME);
    }

    @Override
    public Discipline discipline() {
        try (Arena arena = Arena.ofConfined()) {
            return libc.adjtimex(arena);
        }
    }

    @Override
    public TimeDaemon daemon() {
        TimeDaemon found = new TimeDaemon.Unseen();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : entries) {
                switch (TimeDaemon.named(commandOf(process))) {
                    case TimeDaemon.Keeper keeper -> {
                        return keeper;
                    }
                    case TimeDaemon.Careless careless -> found = careless;
                    case TimeDaemon.Unseen _ -> {}
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the processes in " + processes, e);
        }
    }

    private static String commandOf(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (NoSuchFileException e) {
            return gone(process);
        } catch (IOException e) {
            // ESRCH: the process ended while its file was being read.
            return gone(process);
        }
    }

    private static String gone(Path process) {
        return process.getFileName() + " is gone";
    }
}
