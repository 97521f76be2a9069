package dev.isochron.sql.engine;

import dev.isochron.client.Snapshot;
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
import dev.isochron.sql.catalog.SchemaLease;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads rows by an image of the catalog that was only guessed, and finds out with the first of
/// them whether the guess is right: a lookup of keys takes the version along in its own request.
final class FirstRead implements StoredReader {

    private final StoredReader reader;
    private final CatalogImage guess;
    private final @Nullable SchemaLease lease;
    private boolean checked;

    /// @param lease that may tell whether the guess is right, without a look at the version
    FirstRead(StoredReader reader, CatalogImage guess, @Nullable SchemaLease lease) {
        this.reader = reader;
        this.guess = guess;
        this.lease = isOf(lease, guess) && reader instanceof Snapshot ? lease : null;
    }

    @SuppressWarnings("ReferenceEquality") // images of one version need not be alike
    private static boolean isOf(@Nullable SchemaLease lease, CatalogImage guess) {
        return lease != null && lease.image() == guess;
    }

    private Key version() {
        return Catalog.versionKey(guess.database());
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
            check(reader.points(List.of(version()), Locks.SHARED));
        }
    }

    /// Makes sure before something is read, if nothing else will tell.
    private void before() {
        if (lease == null) {
            check();
        }
    }

    /// Makes sure after something was read: then its moment is known.
    private void after() {
        SchemaLease vouching = lease;
        if (!checked && vouching != null && reader instanceof Snapshot snapshot) {
            checked = snapshot.timestamp().filter(vouching::shows).isPresent();
            check();
        }
    }

    private void check(SortedMap<Key, Row> found) {
        if (Catalog.version(guess.database(), found) != guess.version()) {
            throw new Stale();
        }
        checked = true;
    }

    @Override
    public @Nullable Row point(Key key, Locks locks) {
        if (checked || lease != null) {
            Row found = reader.point(key, locks);
            after();
            return found;
        }
        return points(List.of(key), locks).get(key);
    }

    @Override
    public SortedMap<Key, Row> points(Collection<Key> keys, Locks locks) {
        if (checked || lease != null || !locks.mode().isShared()) {
            before();
            SortedMap<Key, Row> found = reader.points(keys, locks);
            after();
            return found;
        }
        Key version = version();
        TreeSet<Key> all = new TreeSet<>(keys);
        all.add(version);
        SortedMap<Key, Row> found = reader.points(all, locks);
        check(found);
        found.remove(version);
        return found;
    }

    @Override
    public SortedMap<Span, StoredPage> pages(Collection<Span> spans, int limit, Locks locks) {
        before();
        SortedMap<Span, StoredPage> found = reader.pages(spans, limit, locks);
        after();
        return found;
    }

    @Override
    public StoredPage page(Span span, Direction direction, int limit, Locks locks) {
        before();
        StoredPage found = reader.page(span, direction, limit, locks);
        after();
        return found;
    }

    @Override
    public StoredPage page(Lookup.Range range, Locks locks) {
        before();
        StoredPage found = reader.page(range, locks);
        after();
        return found;
    }

    @Override
    public Optional<StoredPage> groups(Lookup.Range range, Locks locks) {
        before();
        Optional<StoredPage> found = reader.groups(range, locks);
        after();
        return found;
    }

    @Override
    public List<StoredPage> pages(List<Lookup.Range> ranges, Locks locks) {
        before();
        List<StoredPage> found = reader.pages(ranges, locks);
        after();
        return found;
    }

    @Override
    public List<Optional<StoredPage>> groups(List<Lookup.Range> ranges, Locks locks) {
        before();
        List<Optional<StoredPage>> found = reader.groups(ranges, locks);
        after();
        return found;
    }

    @Override
    public List<Span> cut(Span span, Direction direction, int atMost) {
        return reader.cut(span, direction, atMost);
    }
}
