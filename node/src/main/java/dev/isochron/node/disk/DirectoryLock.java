package dev.isochron.node.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.paxos.log.StoreRefusedException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The right of one process to a directory, kept by the kernel: it ends with the process, however
/// that ends.
public final class DirectoryLock {
    /// Stays in the directory for good; deleting it would let two processes lock two files.
    static final String FILE = "LOCK";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    public static DirectoryLock take(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            make(directory);
            FileChannel channel = FileChannel.open(file, CREATE, WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw inUse(directory);
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw notWritable(directory, e);
        }
    }

    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisProcessHasIt) {
            return null;
        }
    }

    /// Data of a database is nobody else's business: rwx for the owner alone.
    private static void make(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (Files.isDirectory(directory)) {
            return;
        }
        FileAttribute<?>[] rights =
                posix
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                        : new FileAttribute<?>[0];
        Files.createDirectories(directory, rights);
    }

    private static StoreRefusedException inUse(Path directory) {
        return new StoreRefusedException(
                Reason.IN_USE,
                directory.toString(),
                "another process has this data directory open",
                "Stop that process, or give this node a data directory of its own.");
    }

    private static StoreRefusedException notWritable(Path directory, IOException cause) {
        StoreRefusedException refused =
                new StoreRefusedException(
                        Reason.NOT_WRITABLE,
                        directory.toString(),
                        "this data directory cannot be written: " + Failures.why(cause),
                        "Check that the path is a directory, is not mounted read-only, and belongs"
                                + " to the user that runs the node; or choose another one.");
        refused.initCause(cause);
        return refused;
    }
}
