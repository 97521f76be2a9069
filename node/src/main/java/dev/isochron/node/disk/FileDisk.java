package dev.isochron.node.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.isochron.paxos.log.Disk;
import dev.isochron.paxos.log.DiskFailedException;
import dev.isochron.paxos.log.StoreRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One directory of this machine as a [Disk].
///
/// Files stay open from their first use to [#close]; `sync` is fdatasync. A thread that uses it
/// must not be interrupted: that closes the channel under the log, which counts as a failed disk.
public final class FileDisk implements Disk, AutoCloseable {
    /// One write when zeroing a file: large enough to be quick, and small for a buffer.
    private static final int ZERO_BYTES = 1 << 20;

    private final Path directory;
    private final @Nullable DirectoryLock lock;
    private final Map<String, FileChannel> open = new ConcurrentHashMap<>();

    private FileDisk(Path directory, @Nullable DirectoryLock lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /// Takes a directory for this process, making it (readable by its owner only) if need be.
    ///
    /// @throws StoreRefusedException if another process has it, or it cannot be written
    public static FileDisk open(Path directory) {
        return new FileDisk(directory, DirectoryLock.take(directory));
    }

    /// Looks at a directory, whoever has it. Everything that would write throws.
    public static FileDisk readOnly(Path directory) {
        return new FileDisk(directory, null);
    }

    @Override
    public List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed("list", directory.toString(), e);
        }
    }

    @Override
    public long size(String name) {
        try {
            return Files.size(directory.resolve(name));
        } catch (IOException e) {
            throw failed("measure", name, e);
        }
    }

    @Override
    public void read(String name, long offset, ByteBuffer into) {
        try {
            FileChannel file = channel(name);
            long at = offset;
            while (into.hasRemaining()) {
                int bytes = file.read(into, at);
                if (bytes < 0) {
                    throw new DiskFailedException(
                            directory.resolve(name) + " ends before " + at, null);
                }
                at += bytes;
            }
        } catch (IOException e) {
            throw failed("read", name, e);
        }
    }

    /// On a disk that is too full it writes nothing: others need what room there is.
    @Override
    public void allocate(String name, long bytes) {
        try {
            Failures.requireRoom(directory.resolve(name), bytes);
            forget(name);
            FileChannel file = channel(name, Set.of(READ, WRITE, CREATE, TRUNCATE_EXISTING));
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, ZERO_BYTES));
            for (long at = 0; at < bytes; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
                writeAll(file, at, zeros);
            }
            file.force(true);
            syncDirectory();
        } catch (IOException e) {
            throw Failures.of("allocate", directory.resolve(name), bytes, e);
        }
    }

    @Override
    public void write(String name, long offset, ByteBuffer from) {
        int bytes = from.remaining();
        try {
            FileChannel file = channel(name);
            if (offset < 0 || offset + bytes > file.size()) {
                throw new DiskFailedException(
                        directory.resolve(name) + " has no room for a write at " + offset, null);
            }
            writeAll(file, offset, from);
        } catch (IOException e) {
            throw Failures.of("write", directory.resolve(name), bytes, e);
        }
    }

    @Override
    public void sync(String name) {
        try {
            channel(name).force(false);
        } catch (IOException e) {
            throw failed("sync", name, e);
        }
    }

    @Override
    public void rename(String from, String to) {
        try {
            forget(to);
            Files.move(
                    directory.resolve(from),
                    directory.resolve(to),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            FileChannel moved = open.remove(from);
            if (moved != null) {
                open.put(to, moved);
            }
        } catch (IOException e) {
            throw failed("rename", from, e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            forget(name);
            Files.delete(directory.resolve(name));
        } catch (IOException e) {
            throw failed("delete", name, e);
        }
    }

    @Override
    public void syncDirectory() {
        try (FileChannel entries = FileChannel.open(directory, READ)) {
            entries.force(true);
        } catch (IOException e) {
            throw failed("sync", directory.toString(), e);
        }
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes);
    }

    @Override
    public void close() {
        try {
            for (FileChannel file : open.values()) {
                file.close();
            }
            open.clear();
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw failed("close", directory.toString(), e);
        }
    }

    private FileChannel channel(String name) throws IOException {
        return channel(name, lock == null ? Set.of(READ) : Set.of(READ, WRITE));
    }

    private FileChannel channel(String name, Set<? extends OpenOption> how) throws IOException {
        FileChannel known = open.get(name);
        if (known != null) {
            return known;
        }
        FileChannel file = FileChannel.open(directory.resolve(name), how);
        open.put(name, file);
        return file;
    }

    private void forget(String name) throws IOException {
        FileChannel file = open.remove(name);
        if (file != null) {
            file.close();
        }
    }

    private static void writeAll(FileChannel file, long offset, ByteBuffer from)
            throws IOException {
        long at = offset;
        while (from.hasRemaining()) {
            at += file.write(from, at);
        }
    }

    private DiskFailedException failed(String what, String name, IOException cause) {
        return new DiskFailedException(
                "cannot " + what + " " + directory.resolve(name) + ": " + Failures.why(cause),
                cause);
    }
}
