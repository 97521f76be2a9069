package dev.isochron.truetime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.source.FakeHost;
import dev.isochron.truetime.source.SharedOffset.UnwritableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ATTACKS 19, the part that lives in a file.
class OffsetFileTest {

    private static final long SECOND = 1_000_000_000L;
    private static final HostIdentity BOOT_A = new HostIdentity("boot-a", "1");
    private static final HostIdentity BOOT_B = new HostIdentity("boot-b", "1");

    @TempDir Path directory;
    private final FakeHost host = FakeHost.atNoon();

    private OffsetFile open(HostIdentity identity) throws IOException {
        return OffsetFile.open(directory, host, Timestamp.MIN, identity);
    }

    private long now(OffsetFile file) {
        return host.monotonicNanos() + file.domain().offsetNanos();
    }

    @Test
    void firstProcessOfABootStartsAtTheWallClock() throws IOException {
        try (OffsetFile file = open(BOOT_A)) {
            assertTrue(Math.abs(now(file) - host.trueNanos()) < 1_000);
            assertEquals("boot-a", file.domain().bootId());
        }
    }

    @Test
    void restartAfterASteppedBackWallClockKeepsTheOffset() throws IOException {
        long offset;
        try (OffsetFile file = open(BOOT_A)) {
            offset = file.domain().offsetNanos();
        }
        host.stepBy(-86_400 * SECOND);
        try (OffsetFile file = open(BOOT_A)) {
            assertEquals(offset, file.domain().offsetNanos());
        }
    }

    @Test
    void nextBootStartsAboveTheHorizonOfTheOneBefore() throws IOException, UnwritableException {
        long horizon = host.trueNanos() + 15 * SECOND;
        try (OffsetFile file = open(BOOT_A)) {
            assertEquals(horizon, file.extend(horizon));
        }
        FakeHost rebooted = new FakeHost(host.trueNanos() - 3_600 * SECOND);
        try (OffsetFile file = OffsetFile.open(directory, rebooted, Timestamp.MIN, BOOT_B)) {
            long first = rebooted.monotonicNanos() + file.domain().offsetNanos();
            assertTrue(first > horizon, first + " after " + horizon);
            assertTrue(first < horizon + 1_000);
        }
    }

    @Test
    void floorOfTheStoreLiftsANewOffset() throws IOException {
        Timestamp floor = new Timestamp(host.trueNanos() + 100 * SECOND);
        try (OffsetFile file = OffsetFile.open(directory, host, floor, BOOT_A)) {
            assertTrue(now(file) > floor.nanos());
        }
    }

    @Test
    void loneProcessCatchesUpAfterASuspension() throws IOException {
        long offset;
        try (OffsetFile file = open(BOOT_A)) {
            offset = file.domain().offsetNanos();
        }
        host.suspend(8 * 3_600 * SECOND, 0);
        try (OffsetFile file = open(BOOT_A)) {
            assertTrue(Math.abs(now(file) - host.trueNanos()) < 1_000);
            assertEquals(8 * 3_600.0, (file.domain().offsetNanos() - offset) / 1e9, 0.001);
        }
    }

    @Test
    void nodesOfOneProcessShareOneObject() throws IOException {
        try (OffsetFile first = open(BOOT_A);
                OffsetFile second = open(BOOT_A)) {
            assertSame(first, second);
        }
        try (OffsetFile later = open(BOOT_A)) {
            assertEquals("boot-a", later.domain().bootId());
        }
    }

    @Test
    void horizonNeverFalls() throws IOException, UnwritableException {
        try (OffsetFile file = open(BOOT_A)) {
            long high = file.extend(now(file) + 15 * SECOND);
            assertEquals(high, file.extend(high - SECOND));
            assertEquals(high, file.horizonNanos());
        }
    }

    @Test
    void damagedFileIsRefusedWithWhereAndWhatToDo() throws IOException {
        Files.writeString(directory.resolve("clock"), "isochron-clock 1\nrubbish\n");
        var thrown = assertThrows(IOException.class, () -> open(BOOT_A));
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains(directory.resolve("clock").toString()), message);
        assertTrue(message.contains("remove the file"), message);
        assertEquals("isochron-clock 1\nrubbish\n", Files.readString(directory.resolve("clock")));
    }

    @Test
    void hugeFileIsRefusedUnread() throws IOException {
        Files.write(directory.resolve("clock"), new byte[100_000]);
        var thrown = assertThrows(IOException.class, () -> open(BOOT_A));
        assertTrue(String.valueOf(thrown.getMessage()).contains("too long"));
    }

    @Test
    void recordThatWasReplacedUnderneathIsNotFollowed() throws IOException {
        try (OffsetFile file = open(BOOT_A)) {
            Path record = directory.resolve("clock");
            Files.delete(record);
            OffsetRecord foreign = new OffsetRecord(new ClockDomain.Host("boot-a", "1", 12), 12);
            Files.write(record, foreign.bytes());
            var thrown =
                    assertThrows(
                            UnwritableException.class, () -> file.extend(now(file) + 15 * SECOND));
            String message = String.valueOf(thrown.getMessage());
            assertTrue(message.contains("restart all nodes"), message);
        }
    }

    @Test
    void directoryThatAnybodyMayWriteIsRefused() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        var thrown = assertThrows(IOException.class, () -> open(BOOT_A));
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.contains("anybody") && message.contains("clock.dir"), message);
    }

    @Test
    void directoryThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("plain"), "x");
        var thrown =
                assertThrows(
                        IOException.class,
                        () -> OffsetFile.open(file, host, Timestamp.MIN, BOOT_A));
        assertTrue(String.valueOf(thrown.getMessage()).contains("clock.dir"));
    }

    @Test
    void filesAreForTheOwnerAlone() throws IOException {
        try (OffsetFile _ = open(BOOT_A)) {
            Set<?> permissions = Files.getPosixFilePermissions(directory.resolve("clock"));
            assertEquals(PosixFilePermissions.fromString("rw-------"), permissions);
        }
    }

    /// Real processes: all agree on one offset, whoever comes first, and one that comes while
    /// others run does not raise it.
    @Test
    void processesOfOneHostAgree() throws IOException, InterruptedException, ExecutionException {
        TreeSet<String> domains = new TreeSet<>();
        List<Future<String>> runs = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                runs.add(
                        threads.submit(
                                () -> JavaProcess.run(DomainProcess.class, directory.toString())));
            }
            for (Future<String> run : runs) {
                domains.add(run.get());
            }
        }
        try (OffsetFile file = OffsetFile.open(directory, new LinuxClock(), Timestamp.MIN)) {
            domains.add(file.domain().toString());
        }
        assertEquals(1, domains.size(), domains.toString());
    }
}
