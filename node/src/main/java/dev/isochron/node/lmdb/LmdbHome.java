package dev.isochron.node.lmdb;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.isochron.node.disk.DirectoryLock;
import dev.isochron.paxos.log.StoreRefusedException;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.ordered.StoreRefused.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.lmdbjava.ByteBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;
import org.lmdbjava.LmdbNativeException;

/// The directory of an environment: made whole or not at all, locked, opened.
final class LmdbHome {
    static final String DATA = "data.mdb";
    static final String RESERVE = "reserve";

    private static final String NAME = "lmdb";
    private static final String UNFINISHED = "lmdb.new";

    private LmdbHome() {}

    /// Where the environment of a directory is.
    static Path of(Path directory) {
        return directory.resolve(NAME);
    }

    static DirectoryLock lock(Path directory) {
        try {
            return DirectoryLock.take(directory);
        } catch (StoreRefusedException e) {
            Reason reason =
                    e.reason() == StoreRefusedException.Reason.IN_USE
                            ? Reason.IN_USE
                            : Reason.NOT_WRITABLE;
            throw caused(
                    new StoreRefused(
                            reason,
                            directory.toString(),
                            "it cannot be locked for this process: " + e.getMessage(),
                            "One node has one data directory."),
                    e);
        }
    }

    static void unlock(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The environment's directory. A new one is made beside its place and renamed once LMDB has
    /// written its first pages, so that one which is there but not whole was damaged.
    static Path prepare(Path directory, LmdbSettings settings) {
        Path home = directory.resolve(NAME);
        try {
            requireLocal(directory);
            if (!Files.exists(home)) {
                make(directory, home, settings);
            }
            return home;
        } catch (IOException e) {
            throw caused(
                    new StoreRefused(
                            Reason.NOT_WRITABLE,
                            directory.toString(),
                            "it cannot be written: " + e,
                            "Check that it is not mounted read-only, is not full, and belongs to"
                                    + " the user that runs the node."),
                    e);
        }
    }

    private static void make(Path directory, Path home, LmdbSettings settings) throws IOException {
        Path unfinished = directory.resolve(UNFINISHED);
        Files.createDirectories(unfinished);
        Files.deleteIfExists(unfinished.resolve(DATA));
        Files.deleteIfExists(unfinished.resolve("lock.mdb"));
        map(unfinished, settings).close();
        lengthen(unfinished.resolve(DATA), LmdbStore.MARGIN);
        sync(unfinished);
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
    }

    /// LMDB's locks and its map do not work over a network.
    private static void requireLocal(Path directory) throws IOException {
        String type = Files.getFileStore(directory).type().toLowerCase(Locale.ROOT);
        if (type.startsWith("nfs") || type.startsWith("cifs") || type.startsWith("smb")) {
            throw new StoreRefused(
                    Reason.NOT_WRITABLE,
                    directory.toString(),
                    "it is on a network file system (" + type + ")",
                    "Give this node a directory on a disk of its own machine.");
        }
    }

    static Env<ByteBuffer> map(Path home, LmdbSettings settings) {
        try {
            return Env.create(ByteBufferProxy.PROXY_OPTIMAL)
                    .setMapSize(settings.mapBytes())
                    .setMaxDbs(1)
                    .setMaxReaders(settings.maxReaders())
                    .open(home.toFile(), EnvFlags.MDB_NOTLS);
        } catch (LmdbNativeException.ConstantDerivedException e) {
            throw caused(
                    new StoreRefused(
                            Reason.NOT_WRITABLE,
                            home.toString(),
                            "LMDB cannot open it: " + e.getMessage(),
                            "If that speaks of memory, allow the process more address space"
                                    + " (ulimit -v); otherwise check that it belongs to the user"
                                    + " that runs the node, and the disk."),
                    e);
        } catch (LmdbException e) {
            throw caused(
                    new StoreRefused(
                            Reason.DAMAGED,
                            home.toString(),
                            "LMDB cannot open it: " + e.getMessage(),
                            StoreRefused.REPLACE_STORE),
                    e);
        }
    }

    static void lengthen(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            if (channel.size() < bytes) {
                channel.write(ByteBuffer.wrap(new byte[1]), bytes - 1);
            }
        }
    }

    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private static StoreRefused caused(StoreRefused refused, Throwable cause) {
        refused.initCause(cause);
        return refused;
    }
}
