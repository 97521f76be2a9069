package dev.isochron.truetime.host;

import dev.isochron.truetime.ClockDomain;
import dev.isochron.truetime.Timestamp;
import dev.isochron.truetime.source.HostClock;
import dev.isochron.truetime.source.SharedOffset;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The clock offset that all nodes of a host share, kept in an [OffsetDirectory].
///
/// The first process of a boot chooses the offset: so that time is the wall clock's, and above the
/// horizon of the boot before. Later ones take it as it is. Only a process that finds no other may
/// raise it again, to catch up with the wall clock after the machine was suspended; it is never
/// lowered.
///
/// All nodes of one process share one object.
public final class OffsetFile implements SharedOffset, Closeable {

    /// A lag behind the wall clock smaller than this is not worth a new offset.
    private static final long WORTH_RAISING_NANOS = 1_000_000_000L;

    /// The open ones of this process, because a process can hold a file lock only once.
    private static final Map<Path, OffsetFile> OPEN = new TreeMap<>();

    private final OffsetDirectory directory;
    private final FileChannel users;
    private int nodes;
    private OffsetRecord record;

    private OffsetFile(OffsetDirectory directory, FileChannel users, OffsetRecord record) {
        this.directory = directory;
        this.users = users;
        this.record = record;
    }

    /// Opens the record in `path`, a directory that is made if it does not exist.
    ///
    /// @param floor a new offset starts above this
    /// @throws IOException with what is wrong, where, and what to do
    public static OffsetFile open(Path path, HostClock host, Timestamp floor) throws IOException {
        return open(path, host, floor, HostIdentity.ofThisProcess());
    }

    static OffsetFile open(Path path, HostClock host, Timestamp floor, HostIdentity identity)
            throws IOException {
        synchronized (OPEN) {
            OffsetDirectory directory = OffsetDirectory.at(path);
            OffsetFile file = OPEN.get(directory.path());
            if (file == null) {
                Choice choice = new Choice(host, floor, identity);
                file = directory.locked(() -> first(directory, choice));
                OPEN.put(directory.path(), file);
            }
            file.nodes++;
            return file;
        }
    }

    private static OffsetFile first(OffsetDirectory directory, Choice choice) throws IOException {
        FileChannel users = directory.users();
        try {
            Optional<OffsetRecord> found = directory.read();
            OffsetRecord chosen =
                    found.isEmpty()
                            ? choice.first()
                            : choice.after(found.get(), isAlone(users), directory.path());
            if (!found.equals(Optional.of(chosen))) {
                directory.write(chosen);
            }
            // Held until the channel is closed.
            users.lock(0, Long.MAX_VALUE, true);
            return new OffsetFile(directory, users, chosen);
        } catch (IOException | RuntimeException e) {
            users.close();
            throw e;
        }
    }

    private static boolean isAlone(FileChannel users) throws IOException {
        try (FileLock alone = users.tryLock()) {
            return alone != null;
        }
    }

    /// Which offset a process starts with.
    private record Choice(HostClock host, Timestamp floor, HostIdentity identity) {

        OffsetRecord first() {
            long mono = host.monotonicNanos();
            return fresh(mono, byWallClock(mono));
        }

        OffsetRecord after(OffsetRecord old, boolean alone, Path where) throws IOException {
            long mono = host.monotonicNanos();
            if (isOurs(old.domain())) {
                long lag = byWallClock(mono) - old.domain().offsetNanos();
                boolean raise = alone && lag > WORTH_RAISING_NANOS;
                return raise ? fresh(mono, byWallClock(mono)) : old;
            }
            if (!alone) {
                throw inUseElsewhere(old.domain(), where);
            }
            long aboveOld = old.horizonNanos() + 1 - mono;
            return fresh(mono, Math.max(byWallClock(mono), aboveOld));
        }

        private boolean isOurs(ClockDomain.Host domain) {
            return domain.bootId().equals(identity.bootId())
                    && domain.timeNamespace().equals(identity.timeNamespace());
        }

        private long byWallClock(long mono) {
            return Math.max(host.realtimeNanos(), floor.nanos() + 1) - mono;
        }

        private OffsetRecord fresh(long mono, long offset) {
            return new OffsetRecord(
                    new ClockDomain.Host(identity.bootId(), identity.timeNamespace(), offset),
                    mono + offset);
        }

        private IOException inUseElsewhere(ClockDomain.Host other, Path where) {
            return new IOException(
                    """
                    The shared clock in %s is in use by processes of another time namespace (%s, \
                    ours is %s), whose monotonic clock may be shifted. Give the nodes of this \
                    namespace a clock.dir of their own, or set clock.source=kernel.\
                    """
                            .formatted(where, other.timeNamespace(), identity.timeNamespace()));
        }
    }

    @Override
    public synchronized ClockDomain.Host domain() {
        return record.domain();
    }

    @Override
    public synchronized long horizonNanos() {
        return record.horizonNanos();
    }

    @Override
    public synchronized long extend(long horizonNanos) throws UnwritableException {
        if (record.horizonNanos() >= horizonNanos) {
            return record.horizonNanos();
        }
        try {
            record = directory.locked(() -> extended(horizonNanos));
            return record.horizonNanos();
        } catch (IOException e) {
            throw new UnwritableException(
                    "The shared clock in %s cannot be kept up to date (%s)."
                            .formatted(directory.path(), e.getMessage()),
                    e);
        }
    }

    private OffsetRecord extended(long horizonNanos) throws IOException {
        OffsetRecord latest = directory.read().orElse(record);
        if (!latest.domain().equals(record.domain())) {
            throw new IOException("another process replaced it; restart all nodes of this host");
        }
        if (latest.horizonNanos() >= horizonNanos) {
            return latest;
        }
        OffsetRecord next = latest.withHorizon(horizonNanos);
        directory.write(next);
        return next;
    }

    /// Gives up one node's share; the last one lets go of the files.
    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            nodes--;
            if (nodes == 0) {
                OPEN.remove(directory.path());
                users.close();
            }
        }
    }
}
