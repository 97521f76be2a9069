package dev.isochron.sql.engine;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.table.RowNames;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.sql.catalog.CatalogChanges;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.SchemaLease;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The catalog as a transaction or a snapshot sees it: unknown, guessed, known, or changed by it.
final class UnitCatalog {

    private final SqlEngine engine;
    private final CatalogDatabase database;
    private final StoredReader reader;

    /// Why it is the true one; null of a snapshot.
    private final @Nullable Vouched vouched;

    private ImageTables.@Nullable Known known;

    /// What is not sure yet: that the catalog is as the first statement took it to be.
    private @Nullable FirstRead unchecked;

    private boolean isReading;
    private @Nullable CatalogChanges changes;

    UnitCatalog(
            SqlEngine engine,
            CatalogDatabase database,
            StoredReader reader,
            @Nullable Vouched vouched) {
        this.engine = engine;
        this.database = database;
        this.reader = reader;
        this.vouched = vouched;
    }

    /// Its version is read with the first statement.
    ImageTables.Known known() {
        ImageTables.Known pinned = known;
        FirstRead open = unchecked;
        if (open != null && !isReading) {
            unchecked = null;
            try {
                open.check();
            } catch (FirstRead.Stale e) {
                pinned = null;
            }
        }
        return pinned == null ? learned() : pinned;
    }

    /// By a lease, or by its version.
    private ImageTables.Known learned() {
        CatalogImage image = vouched == null ? null : vouched.adopt();
        if (image == null) {
            image = engine.catalog().read(reader, database);
        }
        ImageTables.Known learned = engine.known(image);
        known = learned;
        return learned;
    }

    CatalogImage image() {
        return known().image();
    }

    /// The same failure, with the names of rows that are known so far, checked or not.
    IsochronException named(IsochronException failure) {
        ImageTables.Known seen = known;
        if (seen == null) {
            return failure;
        }
        Failure named = RowNames.in(failure.failure(), seen.image().storedSchema());
        return named.equals(failure.failure()) ? failure : IsochronException.of(named);
    }

    /// Whether nobody has looked at it, or taken it for something.
    boolean isUnknown() {
        return known == null;
    }

    /// Whether it is as others see it.
    boolean isUnchanged() {
        return changes == null;
    }

    /// Takes it for what a program was compiled by. Reading rows will show whether that is right;
    /// [#read] must follow.
    FirstRead guess(Program program, @Nullable SchemaLease lease) {
        known = engine.known(program.image());
        FirstRead first = new FirstRead(reader, program.image(), lease);
        unchecked = first;
        isReading = true;
        return first;
    }

    /// The first rows are read.
    void read() {
        isReading = false;
    }

    /// It is unknown again: the guess was wrong.
    void forget() {
        known = null;
        unchecked = null;
    }

    /// What the transaction makes of it; it is held from now on.
    ///
    /// @param soon the name of a table that is about to be made
    CatalogChanges changing(OpenTransaction writing, Optional<TableName> soon) {
        CatalogChanges now = changes;
        if (now == null) {
            unchecked = null;
            now = CatalogChanges.begin(writing, engine.catalog(), database, soon);
            Objects.requireNonNull(vouched).holds(now.image().version());
            changes = now;
        }
        return now;
    }

    /// Another change was made.
    void changed() {
        CatalogChanges changing = changes;
        if (changing != null) {
            known = engine.known(changing.image());
        }
    }

    /// What the transaction has made of it; nothing if it changed nothing.
    Optional<CatalogImage> made() {
        return Optional.ofNullable(changes).map(CatalogChanges::image);
    }

    /// A place to go back to.
    record Place(CatalogChanges.@Nullable State state, ImageTables.@Nullable Known known) {}

    Place mark() {
        CatalogChanges changing = changes;
        return new Place(changing == null ? null : changing.state(), known);
    }

    void backTo(Place place) {
        CatalogChanges changing = changes;
        if (changing != null) {
            if (place.state != null) {
                changing.backTo(place.state);
            } else {
                changes = null;
            }
            known = place.known;
        }
    }

    /// The transaction begins anew.
    void restart() {
        forget();
        changes = null;
    }
}
