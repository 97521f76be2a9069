package dev.isochron.sql.engine;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.OutcomeUnknownException;
import dev.isochron.client.route.Traffic;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.Receipt;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.sql.catalog.Catalog;
import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.SchemaLease;
import dev.isochron.sql.catalog.SchemaLeases;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// An open transaction whose catalog is vouched for by a lease, for as long as that is good; after
/// that by holding the version, if it is still the same.
final class Vouched implements StoredReader {

    private final OpenTransaction tx;
    private final CatalogDatabase database;
    private final SchemaLeases leases;
    private @Nullable SchemaLease lease;

    /// The lease by which the commit is under way.
    private @Nullable SchemaLease entered;

    /// What the commit was told that is under way.
    private @Nullable Timestamp bound;

    Vouched(OpenTransaction tx, CatalogDatabase database, SchemaLeases leases) {
        this.tx = tx;
        this.database = database;
        this.leases = leases;
    }

    /// The catalog, if a lease vouches for it from now on.
    @Nullable CatalogImage adopt() {
        SchemaLease now = leases.current(database);
        lease = now;
        return now == null ? null : now.image();
    }

    /// Nothing is known any more: the transaction begins anew.
    void forget() {
        lease = null;
    }

    /// The transaction holds the version from now on.
    ///
    /// @throws SqlException if it is not the one that was vouched for
    void holds(long version) {
        SchemaLease before = lease;
        lease = null;
        if (before != null && before.image().version() != version) {
            throw SqlException.of(
                    SqlCode.SERIALIZATION_FAILURE,
                    "could not serialize access due to a change of the schema");
        }
    }

    /// Makes sure that what was read until now was read by the true catalog.
    ///
    /// @throws SqlException if it was not
    void check() {
        SchemaLease before = lease;
        if (before != null && !before.isGood(leases.nanos())) {
            hold();
        }
    }

    private void hold() {
        SortedMap<Key, Row> found = tx.points(List.of(Catalog.versionKey(database)), Locks.SHARED);
        holds(Catalog.version(database, found));
    }

    /// Begins to commit, within the lease if that is what vouches for it. [#commit] must follow.
    void beginCommit() {
        tx.beginCommit(enter());
    }

    /// Commits, within the lease if that is what vouches for it.
    Receipt commit() {
        Timestamp begun = bound;
        Timestamp until = begun == null ? enter() : begun;
        boolean isKnown = true;
        try {
            return tx.commit(until);
        } catch (OutcomeUnknownException e) {
            // It may still be done, up to the bound.
            isKnown = false;
            throw e;
        } finally {
            if (isKnown) {
                leave();
            }
        }
    }

    /// Nobody may end the lease from now on without waiting; without one the version is held.
    ///
    /// @return the moment beyond which nothing vouches for the catalog
    private Timestamp enter() {
        SchemaLease before = lease;
        Timestamp until = Timestamp.MAX;
        if (before != null) {
            Optional<Timestamp> end = before.enter(leases.nanos());
            if (end.isPresent()) {
                until = end.get();
                entered = before;
            } else {
                hold();
            }
        }
        bound = until;
        return until;
    }

    private void leave() {
        SchemaLease left = entered;
        entered = null;
        bound = null;
        if (left != null) {
            left.leave();
        }
    }

    @Override
    public void count(@Nullable Traffic traffic) {
        tx.count(traffic);
    }

    @Override
    public Duration lockWait() {
        return tx.lockWait();
    }

    @Override
    public @Nullable Row point(Key key, Locks locks) {
        Row found = tx.point(key, locks);
        check();
        return found;
    }

    @Override
    public SortedMap<Key, Row> points(Collection<Key> keys, Locks locks) {
        SortedMap<Key, Row> found = tx.points(keys, locks);
        check();
        return found;
    }

    @Override
    public SortedMap<Span, StoredPage> pages(Collection<Span> spans, int limit, Locks locks) {
        SortedMap<Span, StoredPage> found = tx.pages(spans, limit, locks);
        check();
        return found;
    }

    @Override
    public StoredPage page(Span span, Direction direction, int limit, Locks locks) {
        StoredPage found = tx.page(span, direction, limit, locks);
        check();
        return found;
    }

    @Override
    public StoredPage page(Lookup.Range range, Locks locks) {
        StoredPage found = tx.page(range, locks);
        check();
        return found;
    }

    @Override
    public Optional<StoredPage> groups(Lookup.Range range, Locks locks) {
        Optional<StoredPage> found = tx.groups(range, locks);
        check();
        return found;
    }

    @Override
    public List<StoredPage> pages(List<Lookup.Range> ranges, Locks locks) {
        List<StoredPage> found = tx.pages(ranges, locks);
        check();
        return found;
    }

    @Override
    public List<Optional<StoredPage>> groups(List<Lookup.Range> ranges, Locks locks) {
        List<Optional<StoredPage>> found = tx.groups(ranges, locks);
        check();
        return found;
    }

    @Override
    public List<Span> cut(Span span, Direction direction, int atMost) {
        return tx.cut(span, direction, atMost);
    }
}
