package dev.isochron.truetime.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The directory of the clock that the nodes of a host share:
///
/// - `clock`: the record, replaced whole and synced each time
/// - `lock`: held while a process reads and replaces the record
/// - `users`: held, shared, by each process for as long as it uses the record
///
/// @param path where it is, with all links resolved
record OffsetDirectory(Path path) {

    /// One thread of this process at a time: to the file lock all of them are the same process.
    private static final ReentrantLock ONE_THREAD = new ReentrantLock();

    /// Makes the directory if need be; only its owner may look into it.
    ///
    /// @throws IOException with what is wrong, where, and what to do
    static OffsetDirectory at(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, permissions("rwx------"));
            Path real = directory.toRealPath();
            if (Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IOException("anybody may write there and so set the clock of all nodes");
            }
            return new OffsetDirectory(real);
        } catch (IOException e) {
            throw new IOException(
                    """
                    The directory of the shared clock, %s, cannot be used (%s). Set clock.dir to \
                    a directory that the users of all nodes of this host can write and that \
                    outlives a reboot.\
                    """
                            .formatted(directory, e),
                    e);
        }
    }

    /// Something to be done while no other process reads or replaces the record.
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    <T> T locked(Step<T> step) throws IOException {
        ONE_THREAD.lock();
        try (FileChannel lock = channel("lock");
                FileLock _ = lock.lock()) {
            return step.run();
        } finally {
            ONE_THREAD.unlock();
        }
    }

    /// A channel to hold the users' lock on. A process must open no second one: closing it would
    /// let go of the lock.
    FileChannel users() throws IOException {
        return channel("users");
    }

    Optional<OffsetRecord> read() throws IOException {
        Path file = path.resolve("clock");
        try {
            if (Files.size(file) > OffsetRecord.MAX_BYTES) {
                throw unreadable(file, "it is too long");
            }
            return Optional.of(OffsetRecord.parse(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (OffsetRecord.UnreadableException e) {
            throw unreadable(file, e.getMessage());
        }
    }

    private static IOException unreadable(Path file, @Nullable String why) {
        return new IOException(
                """
                The shared clock's file %s cannot be used: %s. If this host's wall clock is \
                right, stop all nodes of the host and remove the file; the next start makes a \
                new one.\
                """
                        .formatted(file, why));
    }

    /// Replaces the record so that a crash leaves the old one or the new one, whole.
    void write(OffsetRecord record) throws IOException {
        Path fresh = path.resolve("clock.new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = channel("clock.new")) {
            ByteBuffer bytes = ByteBuffer.wrap(record.bytes());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, path.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(path, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private FileChannel channel(String name) throws IOException {
        var options =
                EnumSet.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        return FileChannel.open(path.resolve(name), options, permissions("rw-------"));
    }

    private static FileAttribute<?> permissions(String form) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(form));
    }
}
