package dev.isochron.node.disk;

import dev.isochron.paxos.log.DiskException;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.DiskFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Tells a full disk from a broken one. The JDK has no type for it, and its message comes from the
/// C library in the machine's language; so the free space is asked as well.
final class Failures {
    private Failures() {}

    /// What the failure to get `bytes` into `file` amounts to.
    static DiskException of(String what, Path file, long bytes, IOException cause) {
        String message = "cannot " + what + " " + file + ": " + cause.getMessage();
        return saysFull(cause) || isFull(file, bytes)
                ? new DiskFullException(message, cause)
                : new DiskFailedException(message, cause);
    }

    private static boolean saysFull(IOException cause) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("no space left") || words.contains("quota exceeded");
    }

    private static boolean isFull(Path file, long bytes) {
        try {
            return Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() < bytes;
        } catch (IOException unknown) {
            return false;
        }
    }
}
