package dev.isochron.sql.catalog;

import dev.isochron.client.Isochron;
import dev.isochron.client.OpenTransaction;
import dev.isochron.client.error.IsochronException;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.TransactionOptions;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Why a gateway may take the catalog that it knows for true without looking, and what those wait
/// for who change it (attack 24).
///
/// ```
/// busy gateway        reads the version, writes a row "until U" ─ commits at s
///                     its transactions commit at s ≤ U, its snapshots show moments up to U
/// who changes things  holds the version, reads these rows ─ waits until every U is past ─ commits
/// ```
///
/// Row and version are read and written in transactions, so of a lease and a change one comes after
/// the other: a change sees all leases that were given on the version that it ends. No clock of a
/// gateway is trusted with what is stored: the coordinator keeps commits within their bound. Only
/// that no statement sees half of a change before it fails rests on a gateway's clock going about
/// as fast as others do.
public final class SchemaLeases {

    /// When a gateway wants a lease, and for how long.
    ///
    /// @param term how long a lease lasts: what a change waits at most for a busy gateway
    /// @param busy how many transactions within a term make a gateway ask for one
    /// @param awaited whether changes wait for leases; not, only to show that a judge sees it
    public record Terms(Duration term, int busy, boolean awaited) {

        /// A lease costs a write each half second, to save two requests for each transaction.
        public static final Terms USUAL = new Terms(Duration.ofSeconds(1), 20, true);
    }

    /// Clocks that are trusted run at least so many tenths as fast as others.
    private static final int TENTHS = 9;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    /// So many terms a change waits before it takes the clocks for broken.
    private static final int PATIENCE_IN_TERMS = 10;

    /// A lease that would last for so many terms is not used: its gateway took time for much later
    /// than the cluster does, and changes would wait for it as long.
    private static final int LONGEST_IN_TERMS = 3;

    /// Leases that are read at once.
    static final int PAGE = 512;

    private static final Locks AT_ONCE = new Locks(Locks.SHARED.mode(), LockWait.NO_WAIT);

    private final Isochron db;
    private final Catalog catalog;
    private final Terms terms;
    private final ConcurrentSkipListMap<Integer, Slot> slots = new ConcurrentSkipListMap<>();

    /// How far ahead of this gateway's time the timestamps of commits were last, or behind it: a
    /// lease lasts from there.
    private volatile long leadNanos;

    SchemaLeases(Isochron db, Catalog catalog, Terms terms) {
        this.db = db;
        this.catalog = catalog;
        this.terms = terms;
    }

    /// What there is for one database.
    private static final class Slot {
        private final AtomicBoolean underWay = new AtomicBoolean();
        private volatile @Nullable SchemaLease lease;
        private long windowNanos;
        private int wishes;

        /// Raised when a change begins: what was got before counts no more.
        private long changes;

        /// Notes that somebody would use a lease.
        private synchronized boolean isBusy(long nanos, Terms terms) {
            if (nanos - windowNanos > terms.term.toNanos()) {
                windowNanos = nanos;
                wishes = 0;
            }
            wishes++;
            return wishes >= terms.busy;
        }

        private synchronized long changes() {
            return changes;
        }

        private synchronized @Nullable SchemaLease end() {
            changes++;
            wishes = 0;
            SchemaLease ended = lease;
            lease = null;
            if (ended != null) {
                ended.end();
            }
            return ended;
        }

        private synchronized void keep(SchemaLease got, long changesBefore, long[] good) {
            SchemaLease old = lease;
            if (changes != changesBefore) {
                return;
            }
            if (old != null && old.image() == got.image()) {
                old.extend(got.until(), good[0], good[1]);
            } else {
                if (old != null) {
                    old.end();
                }
                lease = got;
            }
        }
    }

    private Slot slot(CatalogDatabase database) {
        Slot known = slots.get(database.oid());
        return known != null ? known : slots.computeIfAbsent(database.oid(), _ -> new Slot());
    }

    /// The lease that is good now, for who is about to use it. A gateway that asks often gets one.
    public @Nullable SchemaLease current(CatalogDatabase database) {
        Slot slot = slot(database);
        SchemaLease lease = slot.lease;
        long now = db.nanos();
        boolean good = lease != null && lease.isGood(now);
        boolean wanted = (lease != null && good) ? lease.isAging(now) : slot.isBusy(now, terms);
        if (wanted && slot.underWay.compareAndSet(false, true)) {
            db.beside(
                    "isochron-schema-lease",
                    () -> {
                        try {
                            acquire(database, slot);
                        } finally {
                            slot.underWay.set(false);
                        }
                    });
        }
        return good ? lease : null;
    }

    /// Time as [SchemaLease] counts it.
    public long nanos() {
        return db.nanos();
    }

    /// Gets a lease; once more, if the gateway has learned by the first that its time is not the
    /// cluster's. That puts a short one in the place of the long one, which nobody has used.
    private void acquire(CatalogDatabase database, Slot slot) {
        if (!tryTo(database, slot)) {
            var _ = tryTo(database, slot);
        }
    }

    private boolean tryTo(CatalogDatabase database, Slot slot) {
        long changes = slot.changes();
        SchemaLease old = slot.lease;
        long begun = db.nanos();
        TransactionOptions options =
                TransactionOptions.tagged("schema lease").withDeadline(terms.term);
        try (OpenTransaction tx = db.begin(options)) {
            Key version = Catalog.versionKey(database);
            long found = Catalog.version(database, tx.points(List.of(version), AT_ONCE));
            CatalogImage image = catalog.at(tx, database, found);
            Timestamp asked = db.now();
            Timestamp until = asked.plusNanos(leadNanos + terms.term.toNanos());
            until = old == null ? until : Timestamp.max(until, old.until());
            Stored row = CatalogRecords.leaseRow(database.oid(), tx.id().origin(), until);
            Bytes bytes = Bytes.takeOver(row.row().toBytes());
            tx.write(new Write.Put(row.key(), bytes, Expectation.ANYTHING));
            Timestamp at = tx.commit().timestamp();
            leadNanos = at.nanos() - asked.nanos();
            long lasting = until.nanos() - at.nanos();
            if (lasting > LONGEST_IN_TERMS * terms.term.toNanos()) {
                return false;
            }
            // Time was not beyond the commit's when this began, so it is not beyond the end yet.
            long good = lasting / 10 * TENTHS;
            if (good > 0) {
                SchemaLease got = new SchemaLease(image, at, until, begun, good);
                slot.keep(got, changes, new long[] {begun, good});
            }
        } catch (IsochronException | SqlException e) {
            // None, then: transactions look at the version themselves.
        }
        return true;
    }

    /// Waits until no lease on the version is left that the transaction holds: its own gateway's is
    /// given back, others run out. No new one is given before the transaction is over.
    ///
    /// @param first of the leases, read under the same locks as the version
    /// @throws SqlException if that takes too long
    void end(OpenTransaction tx, CatalogDatabase database, StoredPage first) {
        SchemaLease own = slot(database).end();
        Timestamp last = others(tx, first);
        long begun = db.nanos();
        while (terms.awaited && (!isPast(last) || !isFree(own))) {
            if (db.nanos() - begun > PATIENCE_IN_TERMS * terms.term.toNanos()) {
                throw SqlException.of(
                        SqlCode.LOCK_NOT_AVAILABLE,
                        "another node may use the schema as it is until " + last);
            }
            db.pause(LOOK_AGAIN);
            // The answer tells the time as well; a key that is held would not be asked for again.
            Span version = Span.point(Catalog.versionKey(database));
            var _ = tx.page(version, Direction.FORWARD, 1, Locks.WHOLE);
        }
    }

    private boolean isPast(Timestamp moment) {
        return db.surelyPast().isAfter(moment);
    }

    private boolean isFree(@Nullable SchemaLease own) {
        return own == null || own.isIdle() || isPast(own.until());
    }

    /// The last end of others' leases; their rows go.
    private static Timestamp others(OpenTransaction tx, StoredPage first) {
        Timestamp last = Timestamp.MIN;
        StoredPage page = first;
        while (true) {
            for (Stored stored : page.rows()) {
                CatalogRecords.Lease lease = CatalogRecords.lease(stored);
                if (lease.gateway() != tx.id().origin()) {
                    last = Timestamp.max(last, lease.until());
                }
                tx.write(new Write.Delete(stored.key(), Expectation.ANYTHING));
            }
            if (page.rest().isEmpty()) {
                return last;
            }
            page = tx.page(page.rest().get(), Direction.FORWARD, PAGE, Locks.WHOLE);
        }
    }
}
