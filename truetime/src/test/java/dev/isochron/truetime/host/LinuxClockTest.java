package dev.isochron.truetime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.Reading;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.settings.ClockSettings;
import dev.isochron.truetime.source.Discipline;
import dev.isochron.truetime.source.TimeDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real clocks of the machine that runs the tests, in whatever state they are.
class LinuxClockTest {

    private final LinuxClock host = new LinuxClock();

    @Test
    void clocksOfTheKernelRunTogether() {
        long mono = host.monotonicNanos();
        long boot = host.boottimeNanos();
        long real = host.realtimeNanos();
        assertTrue(boot >= mono, "boot time counts suspensions as well");
        assertTrue(real > 1_700_000_000_000_000_000L, "this test was written in 2026");
        while (host.monotonicNanos() - mono < 2_000_000) {
            Thread.onSpinWait();
        }
        assertTrue(host.boottimeNanos() - boot >= 1_000_000);
        assertTrue(host.realtimeNanos() - real >= 1_000_000);
    }

    /// Unprivileged: nothing is written to the kernel's account by reading it.
    @Test
    void accountCanBeReadAndLooksLikeOne() {
        switch (host.discipline()) {
            case Discipline.Timex timex -> {
                assertTrue(timex.state() >= 0 && timex.state() <= 5, timex.toString());
                assertTrue(timex.maxErrorMicros() >= 0, timex.toString());
                assertTrue(timex.maxErrorMicros() <= 16_000_000, timex.toString());
                assertTrue(timex.tick() >= 9_000 && timex.tick() <= 11_000, timex.toString());
                assertTrue(Math.abs(timex.ratePpb()) <= 100_500_000, timex.toString());
            }
            case Discipline.Unreadable(String reason, String remedy) -> {
                assertTrue(reason.contains("adjtimex"), reason);
                assertTrue(remedy.contains("seccomp"), remedy);
            }
        }
    }

    @Test
    void kernelSourceIsUsableOrSaysWhatToDo() throws IOException {
        ClockSettings settings = ClockSettings.parse(Map.of("clock.source", "kernel"));
        try (NodeClock clock = NodeClock.open(settings, Timestamp.MIN)) {
            switch (clock.time().now()) {
                case Reading.Usable(var interval) -> {
                    assertTrue(interval.epsilonNanos() >= 100_000, interval.toString());
                    assertTrue(interval.epsilonNanos() <= 5_000_000_000L, interval.toString());
                }
                case Reading.Unusable(String reason, String remedy) -> {
                    assertTrue(reason.endsWith("."), reason);
                    assertTrue(remedy.contains("chron"), remedy);
                }
            }
        }
    }

    @Test
    void daemonIsFoundAmongTheProcesses(@TempDir Path processes) throws IOException {
        LinuxClock clock = new LinuxClock(processes);
        process(processes, "1", "systemd");
        Files.createDirectories(processes.resolve("self"));
        Files.createDirectories(processes.resolve("3"));
        assertInstanceOf(TimeDaemon.Unseen.class, clock.daemon());
        process(processes, "12", "systemd-timesyn");
        assertEquals(new TimeDaemon.Careless("systemd-timesyncd"), clock.daemon());
        process(processes, "44", "chronyd");
        assertEquals(new TimeDaemon.Keeper("chronyd"), clock.daemon());
    }

    private static void process(Path processes, String id, String command) throws IOException {
        Path process = Files.createDirectories(processes.resolve(id));
        Files.writeString(process.resolve("comm"), command + "\n");
    }
}
