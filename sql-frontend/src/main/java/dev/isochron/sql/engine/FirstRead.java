package dev.isochron.sql.engine;

import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.sql.catalog.Catalog;
import dev.isochron.sql.catalog.CatalogImage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/// Reads rows by an image of the catalog that was only guessed, and finds out with the first of
/// them whether the guess is right: a lookup of keys takes the version along in its own request.
final class FirstRead implements StoredReader {

    private final StoredReader reader;
    private final CatalogImage guess;
    private final Key version;
    private boolean checked;

    FirstRead(StoredReader reader, CatalogImage guess) {
        this.reader = reader;
        this.guess = guess;
        this.version = Catalog.versionKey(guess.database());
    }

    /// The guess was wrong: nothing that was read by it counts.
    static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale() {
            super("the catalog has changed", null, false, false);
        }
    }

    /// Makes sure, if nothing was read yet.
    ///
    /// @throws Stale if the guess is wrong
    void check() {
        if (!checked) {
            check(reader.points(List.of(version), Locks.SHARED));
        }
    }

    private void check(SortedMap<Key, Row> found) {
        if (Catalog.version(guess.database(), found) != guess.version()) {
            throw new Stale();
        }
        checked = true;
    }

    @Override
    public SortedMap<Key, Row> points(Collection<Key> keys, Locks locks) {
        if (checked || !locks.mode().isShared()) {
            check();
            return reader.points(keys, locks);
        }
        TreeSet<Key> all = new TreeSet<>(keys);
        all.add(version);
        SortedMap<Key, Row> found = reader.points(all, locks);
        check(found);
        found.remove(version);
        return found;
    }

    @Override
    public SortedMap<Span, StoredPage> pages(Collection<Span> spans, int limit, Locks locks) {
        check();
        return reader.pages(spans, limit, locks);
    }

    @Override
    public StoredPage page(Span span, Direction direction, int limit, Locks locks) {
        check();
        return reader.page(span, direction, limit, locks);
    }

    @Override
    public StoredPage page(Lookup.Range range, Locks locks) {
        check();
        return reader.page(range, locks);
    }

    @Override
    public Optional<StoredPage> groups(Lookup.Range range, Locks locks) {
        check();
        return reader.groups(range, locks);
    }
}
