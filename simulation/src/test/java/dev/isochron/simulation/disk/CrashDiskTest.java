package dev.isochron.simulation.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.DiskContract;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.DiskFullException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrashDiskTest extends DiskContract {
    private final CrashDisk disk = new CrashDisk(new SplittableRandom(42));

    @Override
    protected Disk disk() {
        return disk;
    }

    @Test
    void aPowerCutTakesWhatWasNotSynced() {
        disk.allocate("a", 1024);
        fill("a", 0, 512, 'x');
        disk.sync("a");
        fill("a", 0, 1024, 'y');
        assertFalse(disk.isSynced());
        assertEquals('x', disk.durable("a")[0]);
        disk.powerCut(PowerCut.LOSES_ALL);
        assertEquals("xo", sectors("a"));
    }

    @Test
    void aPowerCutMayKeepTheLaterSectorsAndLoseTheEarlier() {
        disk.allocate("a", 2048);
        fill("a", 0, 2048, 'y');
        disk.powerCut(PowerCut.KEEPS_LATER_HALF);
        assertEquals("ooyy", sectors("a"));
    }

    @Test
    void aSectorWrittenTwiceMayKeepTheVersionInBetween() {
        boolean between = false;
        for (int seed = 0; seed < 50 && !between; seed++) {
            CrashDisk other = new CrashDisk(new SplittableRandom(seed));
            other.allocate("a", 512);
            other.write("a", 0, full(512, '1'));
            other.write("a", 0, full(512, '2'));
            other.powerCut(PowerCut.KEEPS_SOME);
            between = other.durable("a")[0] == '1';
        }
        assertTrue(between);
    }

    @Test
    void aKilledProcessLosesNothing() {
        disk.allocate("a", 512);
        fill("a", 0, 512, 'y');
        disk.kill();
        assertEquals("y", sectors("a"));
    }

    @Test
    void afterAFailedSyncALaterSyncDoesNotHelp() {
        disk.allocate("a", 512);
        fill("a", 0, 512, 'y');
        disk.failNextSync();
        assertThrows(DiskFailedException.class, () -> disk.sync("a"));
        disk.sync("a");
        disk.powerCut(PowerCut.KEEPS_ALL);
        assertEquals("o", sectors("a"));
    }

    @Test
    void writingAgainAfterAFailedSyncHelps() {
        disk.allocate("a", 512);
        fill("a", 0, 512, 'y');
        disk.failNextSync();
        assertThrows(DiskFailedException.class, () -> disk.sync("a"));
        fill("a", 0, 512, 'y');
        disk.sync("a");
        disk.powerCut();
        assertEquals("y", sectors("a"));
    }

    @Test
    void anUnsyncedRenameMayBeUndone() {
        disk.allocate("a", 512);
        disk.rename("a", "b");
        disk.powerCut(PowerCut.LOSES_ALL);
        assertEquals(List.of("a"), disk.names());
    }

    @Test
    void aFullDiskTakesNoMoreFilesUntilThereIsRoom() {
        disk.limitTo(1000);
        disk.allocate("a", 600);
        assertThrows(DiskFullException.class, () -> disk.allocate("b", 600));
        disk.limitTo(2000);
        disk.allocate("b", 600);
        assertEquals(1200, disk.usedBytes());
    }

    @Test
    void writesGoAstrayWhenTold() {
        disk.allocate("a", 1024);
        disk.loseNextWrite();
        fill("a", 0, 512, 'x');
        assertEquals("oo", sectors("a"));
        disk.failNextWrite();
        assertThrows(DiskFailedException.class, () -> fill("a", 0, 1024, 'x'));
        assertEquals("xo", sectors("a"));
    }

    @Test
    void theSameSeedBreaksTheSameWay() {
        assertArrayEquals(history(7), history(7));
    }

    private static byte[] history(long seed) {
        CrashDisk disk = new CrashDisk(new SplittableRandom(seed));
        disk.allocate("a", 8192);
        for (int i = 1; i < 20; i++) {
            disk.misdirectNextWrite();
            disk.write("a", 0, full(512, (char) i));
        }
        disk.powerCut();
        return disk.durable("a");
    }

    private void fill(String name, int offset, int bytes, char with) {
        disk.write(name, offset, full(bytes, with));
    }

    private static ByteBuffer full(int bytes, char with) {
        byte[] content = new byte[bytes];
        Arrays.fill(content, (byte) with);
        return ByteBuffer.wrap(content);
    }

    /// The first byte of each sector as a reader sees it; `o` for zero.
    private String sectors(String name) {
        byte[] content = new byte[(int) disk.size(name)];
        disk.read(name, 0, ByteBuffer.wrap(content));
        StringBuilder letters = new StringBuilder();
        for (int at = 0; at < content.length; at += Disk.SECTOR) {
            letters.append(content[at] == 0 ? 'o' : (char) content[at]);
        }
        return letters.toString();
    }
}
