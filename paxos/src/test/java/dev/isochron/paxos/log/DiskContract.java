package dev.isochron.paxos.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [Disk] does, real or not; each has a test class that says which one is meant.
public abstract class DiskContract {
    /// An empty directory, another one for each test.
    protected abstract Disk disk();

    @Test
    void allocatedFilesHaveTheirLengthAndHoldZeros() {
        Disk disk = disk();
        disk.allocate("a", 3000);
        assertEquals(3000, disk.size("a"));
        assertEquals("\0\0\0\0", read(disk, "a", 2996, 4));
    }

    @Test
    void allocatingAgainStartsFromZeros() {
        Disk disk = disk();
        disk.allocate("a", 1024);
        write(disk, "a", 0, "old");
        disk.allocate("a", 512);
        assertEquals(512, disk.size("a"));
        assertEquals("\0\0\0", read(disk, "a", 0, 3));
    }

    @Test
    void whatIsWrittenIsRead() {
        Disk disk = disk();
        disk.allocate("a", 2048);
        write(disk, "a", 510, "over the border");
        disk.sync("a");
        assertEquals("\0over the border\0", read(disk, "a", 509, 17));
    }

    @Test
    void aWholeBufferIsWrittenAndNothingElse() {
        Disk disk = disk();
        disk.allocate("a", 1024);
        ByteBuffer buffer = disk.buffer(64).put(bytes("skip this, keep this, skip that"));
        disk.write("a", 0, buffer.position(11).limit(21));
        assertEquals(0, buffer.remaining());
        assertEquals("keep this,\0", read(disk, "a", 0, 11));
    }

    @Test
    void namesAreSortedAndFollowRenamesAndDeletes() {
        Disk disk = disk();
        disk.allocate("c", 512);
        disk.allocate("a", 512);
        disk.allocate("b", 512);
        write(disk, "b", 0, "was b");
        disk.rename("b", "a");
        disk.syncDirectory();
        disk.delete("c");
        disk.syncDirectory();
        assertEquals(List.of("a"), only(disk.names()));
        assertEquals("was b", read(disk, "a", 0, 5));
    }

    @Test
    void aRenamedFileIsWrittenUnderItsNewName() {
        Disk disk = disk();
        disk.allocate("a", 512);
        disk.rename("a", "b");
        write(disk, "b", 0, "later");
        disk.sync("b");
        assertEquals("later", read(disk, "b", 0, 5));
        assertFalse(disk.names().contains("a"));
    }

    @Test
    void whatIsNotThereFails() {
        Disk disk = disk();
        assertThrows(DiskFailedException.class, () -> disk.size("a"));
        assertThrows(DiskFailedException.class, () -> read(disk, "a", 0, 1));
        assertThrows(DiskFailedException.class, () -> write(disk, "a", 0, "x"));
        assertThrows(DiskFailedException.class, () -> disk.sync("a"));
        assertThrows(DiskFailedException.class, () -> disk.rename("a", "b"));
        assertThrows(DiskFailedException.class, () -> disk.delete("a"));
    }

    @Test
    void aFileNeverGrowsByWritingAndIsNotReadBeyondItsEnd() {
        Disk disk = disk();
        disk.allocate("a", 512);
        assertThrows(DiskFailedException.class, () -> write(disk, "a", 510, "xyz"));
        assertThrows(DiskFailedException.class, () -> read(disk, "a", 510, 3));
        assertEquals(512, disk.size("a"));
    }

    /// A real directory may hold the file of its lock as well.
    private static List<String> only(List<String> names) {
        return names.stream().filter(name -> name.length() == 1).toList();
    }

    private static String read(Disk disk, String name, long offset, int bytes) {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        disk.read(name, offset, into);
        return new String(into.array(), US_ASCII);
    }

    private static void write(Disk disk, String name, long offset, String text) {
        disk.write(name, offset, ByteBuffer.wrap(bytes(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
