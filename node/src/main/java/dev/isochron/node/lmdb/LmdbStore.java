package dev.isochron.node.lmdb;

import dev.isochron.node.disk.DirectoryLock;
import dev.isochron.storage.ordered.Commit;
import dev.isochron.storage.ordered.Edit;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreFigures;
import dev.isochron.storage.ordered.StoreFull;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.ordered.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.LmdbException;
import org.lmdbjava.Stat;
import org.lmdbjava.Txn;

/// One LMDB environment in one directory.
///
/// ```
/// LOCK                 held while it is open: an environment is never opened twice
/// lmdb/data.mdb        sparse: longer than what is used, by a margin
/// lmdb/lock.mdb        LMDB's table of readers
/// reserve              given up when the disk is full
/// ```
public final class LmdbStore implements OrderedStore {
    /// The file is kept longer than its last page by this much, as a hole. LMDB does not write the
    /// last pages of a transaction that were freed in it, so without the margin a sound file may
    /// look truncated; a transaction that needs more than this at once is not to be expected.
    static final long MARGIN = 8L << 30;

    /// Beyond this the address space of the machine ends.
    private static final long LARGEST_MAP = 64L << 40;

    private final DirectoryLock lock;
    private final Path file;
    private final Env<ByteBuffer> environment;
    private final Dbi<ByteBuffer> database;
    private final DamageMark mark;
    private final LmdbViews views;
    private final Reserve reserve;
    private final int pageBytes;
    private long mapBytes;
    private volatile @Nullable StoreFailed failure;

    private LmdbStore(
            DirectoryLock lock, Path home, Env<ByteBuffer> environment, LmdbSettings settings) {
        this.lock = lock;
        this.file = home.resolve(LmdbHome.DATA);
        this.environment = environment;
        this.database = environment.openDbi((String) null);
        this.mark = new DamageMark(home);
        this.views = new LmdbViews(environment, database, mark);
        this.reserve = new Reserve(home.resolveSibling(LmdbHome.RESERVE), settings.reserveBytes());
        this.pageBytes = environment.stat().pageSize;
        this.mapBytes = environment.info().mapSize;
    }

    /// Opens the store of a directory, or makes one in a directory that has none.
    ///
    /// @throws StoreRefused if it is in use, damaged, or not ours to write
    public static LmdbStore open(Path directory, LmdbSettings settings) {
        DirectoryLock lock = LmdbHome.lock(directory);
        boolean isOpen = false;
        try {
            Path home = LmdbHome.prepare(directory, settings);
            MetaPages.require(home.resolve(LmdbHome.DATA));
            Env<ByteBuffer> environment = LmdbHome.map(home, settings);
            environment.readerCheck();
            LmdbStore store = opened(lock, home, environment, settings);
            store.reserve.restore();
            isOpen = true;
            return store;
        } finally {
            if (!isOpen) {
                LmdbHome.unlock(lock);
            }
        }
    }

    private static LmdbStore opened(
            DirectoryLock lock, Path home, Env<ByteBuffer> environment, LmdbSettings settings) {
        try {
            return new LmdbStore(lock, home, environment, settings);
        } catch (LmdbException e) {
            environment.close();
            throw new DamageMark(home).failed("the store cannot be opened", e);
        }
    }

    @Override
    public View view() {
        requireUsable();
        return views.take();
    }

    @Override
    public Commit prepare(Edit edit) {
        return new LmdbCommit(this, edit);
    }

    @Override
    public StoreFigures figures() {
        Stat stat = environment.stat();
        long used = (environment.info().lastPageNumber + 1) * pageBytes;
        return new StoreFigures(stat.entries, used, mapBytes, views.open(), reserve.isMissing());
    }

    @Override
    public void close() {
        views.endAll();
        environment.close();
        LmdbHome.unlock(lock);
    }

    Txn<ByteBuffer> begin() {
        return environment.txnWrite();
    }

    Dbi<ByteBuffer> database() {
        return database;
    }

    DamageMark mark() {
        return mark;
    }

    Reserve reserve() {
        return reserve;
    }

    void requireUsable() {
        StoreFailed failed = failure;
        if (failed != null) {
            throw new StoreFailed("the store failed before: " + failed.getMessage(), failed);
        }
    }

    /// Lengthens the file by a hole, so that all its pages surely lie in it.
    void makeRoomInFile() {
        long needed = (environment.info().lastPageNumber + 1) * pageBytes + MARGIN;
        try {
            if (Files.size(file) < needed) {
                LmdbHome.lengthen(file, needed + MARGIN);
            }
        } catch (IOException e) {
            throw full(e);
        }
    }

    /// Makes the map twice as large.
    void grow(LmdbException cause) {
        if (mapBytes > LARGEST_MAP / 2) {
            throw new StoreFull("the store has reached " + mapBytes + " bytes", cause);
        }
        boolean isGrown =
                views.alone(() -> {
                    environment.setMapSize(2 * mapBytes);
                    mapBytes *= 2;
                });
        if (!isGrown) {
            throw new StoreFull(
                    "the map is full and cannot grow while somebody reads for long", cause);
        }
    }

    StoreFull full(Exception cause) {
        return new StoreFull(
                "there is no room for more in "
                        + file
                        + " ("
                        + cause.getMessage()
                        + "); free some on this disk, and writing goes on by itself",
                cause);
    }

    /// After this nothing works any more: nobody can say what the disk holds.
    StoreFailed failed(LmdbException cause) {
        StoreFailed failed = mark.failed("writing to " + file + " failed", cause);
        failure = failed;
        return failed;
    }
}
