package dev.isochron.node.disk;

import dev.isochron.paxos.log.DiskException;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.DiskFullException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Tells a full disk from a broken one. The JDK has no type for it, and its message comes from the
/// C library in the machine's language; so the free space is asked as well.
final class Failures {
    private Failures() {}

    /// What the failure to get `bytes` into `file` amounts to.
    static DiskException of(String what, Path file, long bytes, IOException cause) {
        String message = "cannot " + what + " " + file + ": " + why(cause);
        return saysFull(cause) || isFull(file, bytes)
                ? new DiskFullException(message, cause)
                : new DiskFailedException(message, cause);
    }

    /// @throws DiskFullException if the disk says by itself that `bytes` do not fit
    static void requireRoom(Path file, long bytes) throws IOException {
        long free = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
        if (free < bytes) {
            throw new DiskFullException(
                    "%s needs %,d bytes, and %,d are free".formatted(file, bytes, free), null);
        }
    }

    /// What went wrong in words: the JDK's messages often hold nothing but the name of the file.
    static String why(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is not a directory";
            case FileSystemException e when e.getReason() != null -> String.valueOf(e.getReason());
            case IOException e -> String.valueOf(e.getMessage());
        };
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
