package dev.isochron.node.lmdb;

import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.StoreFailed;
import dev.isochron.storage.ordered.StoreRefused;
import dev.isochron.storage.ordered.StoreRefused.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens the store of a directory where other nodes have the same rows: one that is damaged as a
/// whole is put out of the way, untouched, and an empty one takes its place.
///
/// ```
/// lmdb, damaged ──▶ lmdb.damaged     kept for whoever wants to look at it; one at a time
/// lmdb, new and empty                filled from the other nodes
/// ```
///
/// A second one would mean that this machine damages what it writes: the node does not start then,
/// so that it does not go round in circles and fill its disk.
public final class SetAside {
    private static final String NAME = "lmdb.damaged";

    private final Path directory;
    private final LmdbSettings settings;
    private final Consumer<OrderedStore> check;

    /// @param check looks at a store that was opened, and throws if that is damaged
    public SetAside(Path directory, LmdbSettings settings, Consumer<OrderedStore> check) {
        this.directory = directory;
        this.settings = settings;
        this.check = check;
    }

    /// Opens the store, an empty one if need be.
    ///
    /// @param tell hears what was put out of the way, and why
    /// @throws StoreRefused if it is in use, of another format, not ours to write, or damaged again
    public LmdbStore open(Consumer<String> tell) {
        Optional<String> damage = marked();
        if (damage.isEmpty()) {
            try {
                return opened();
            } catch (StoreRefused refused) {
                damage = Optional.of(damageOf(refused));
            } catch (StoreFailed failed) {
                damage = Optional.of(damageOf(failed));
            }
        }
        putAway(damage.get());
        tell.accept(
                "The store of rows of this node is damaged as a whole: "
                        + damage.get()
                        + ". It is kept as "
                        + directory.resolve(NAME)
                        + ", and the node begins with an empty one. Check the disk and the memory"
                        + " of this machine; delete what is kept when nobody needs it.");
        return opened();
    }

    private LmdbStore opened() {
        LmdbStore store = LmdbStore.open(directory, settings);
        boolean isSound = false;
        try {
            check.accept(store);
            isSound = true;
            return store;
        } finally {
            if (!isSound) {
                store.close();
            }
        }
    }

    private static String damageOf(StoreRefused refused) {
        if (!refused.isDamage()) {
            throw refused;
        }
        return refused.file() + ": " + refused.what();
    }

    private static String damageOf(StoreFailed failed) {
        if (!failed.isDamage()) {
            throw failed;
        }
        return String.valueOf(failed.getMessage());
    }

    private Optional<String> marked() {
        try {
            return new DamageMark(LmdbHome.of(directory)).read();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// A crash in between leaves either the damaged store with what is known of it, or none.
    private void putAway(String why) {
        Path home = LmdbHome.of(directory);
        Path aside = directory.resolve(NAME);
        try {
            if (Files.exists(home)) {
                if (Files.exists(aside)) {
                    throw again(aside, why);
                }
                Files.move(home, aside, StandardCopyOption.ATOMIC_MOVE);
                LmdbHome.sync(directory);
            }
            new DamageMark(LmdbHome.of(directory)).clear();
            LmdbHome.sync(directory);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static StoreRefused again(Path aside, String why) {
        return new StoreRefused(
                Reason.DAMAGED,
                aside.toString(),
                "the store of rows is damaged ("
                        + why
                        + "), and one that was damaged before is still kept here",
                "Something is wrong with the disk or the memory of this machine: check them first."
                        + " Then delete what is kept, and start the node again; it fetches its rows"
                        + " from the others.");
    }

    private StoreRefused unwritable(IOException cause) {
        StoreRefused refused =
                new StoreRefused(
                        Reason.NOT_WRITABLE,
                        directory.toString(),
                        "it cannot be written: " + cause,
                        "Check that it belongs to the user that runs the node, and the disk.");
        refused.initCause(cause);
        return refused;
    }
}
