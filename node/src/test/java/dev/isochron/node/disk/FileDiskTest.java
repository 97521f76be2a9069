package dev.isochron.node.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.DiskContract;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.DiskFullException;
import dev.isochron.paxos.log.StoreRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest extends DiskContract {
    @TempDir private Path temporary;

    private Path directory;
    private FileDisk disk;

    @BeforeEach
    void open() {
        directory = temporary.resolve("store/log");
        disk = FileDisk.open(directory);
    }

    @AfterEach
    void close() {
        disk.close();
    }

    @Override
    protected Disk disk() {
        return disk;
    }

    @Test
    void aNewDirectoryIsForItsOwnerAlone() throws IOException {
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(directory));
        assertEquals("rwx------", rights);
    }

    @Test
    void aDirectoryInUseIsRefusedUntilItIsClosed() {
        StoreRefusedException refused =
                assertThrows(StoreRefusedException.class, () -> FileDisk.open(directory));
        assertEquals(StoreRefusedException.Reason.IN_USE, refused.reason());
        assertTrue(refused.toString().contains(directory.toString()), refused.toString());
        disk.close();
        FileDisk.open(directory).close();
    }

    /// What room there is stays for others, and the message says how much is missing.
    @Test
    void whatSurelyDoesNotFitIsNotEvenBegun() {
        DiskFullException full =
                assertThrows(DiskFullException.class, () -> disk.allocate("a", Long.MAX_VALUE / 2));
        String said = String.valueOf(full.getMessage());
        assertTrue(said.contains("needs 4,611,686,018,427,387,903 bytes, and "), said);
        assertEquals(List.of("LOCK"), disk.names());
    }

    @Test
    void aPathThatIsNoDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        StoreRefusedException refused =
                assertThrows(StoreRefusedException.class, () -> FileDisk.open(file));
        assertEquals(StoreRefusedException.Reason.NOT_WRITABLE, refused.reason());
    }

    @Test
    void aReaderSeesADirectoryInUseAndCannotWriteIt() {
        disk.allocate("a", 512);
        try (FileDisk reader = FileDisk.readOnly(directory)) {
            assertEquals(512, reader.size("a"));
            reader.read("a", 0, ByteBuffer.allocate(512));
            assertThrows(
                    RuntimeException.class, () -> reader.write("a", 0, ByteBuffer.allocate(1)));
            assertThrows(DiskFailedException.class, () -> reader.sync("b"));
        }
    }

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        disk.allocate("a", 512);
        disk.write("a", 100, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        disk.sync("a");
        disk.close();
        disk = FileDisk.open(directory);
        ByteBuffer three = ByteBuffer.allocate(3);
        disk.read("a", 100, three);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), three.flip());
    }
}
