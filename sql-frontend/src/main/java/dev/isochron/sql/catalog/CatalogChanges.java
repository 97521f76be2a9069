package dev.isochron.sql.catalog;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.TableNumbers;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.TableRecords;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.IndexId;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.protocol.schema.TableName;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one transaction makes of the objects of a database.
///
/// Who changes anything holds the row with the version whole, from before it looks until it
/// commits; so names are unique, and nobody uses what is changing.
public final class CatalogChanges {

    static final String OIDS = "oids";

    /// PostgreSQL's first number for what is not its own.
    static final long FIRST_OID = 16384;

    private final OpenTransaction tx;
    private final CatalogDatabase database;
    private State state;

    /// A name that is looked for already: nobody has it.
    private @Nullable TableName free;

    /// Where the changes are; a place to go back to.
    ///
    /// @param raised whether the version is that of the changes already
    public record State(CatalogImage image, long nextOid, int nextNumber, boolean raised) {}

    private CatalogChanges(OpenTransaction tx, CatalogDatabase database, State state) {
        this.tx = tx;
        this.database = database;
        this.state = state;
    }

    /// Begins to change a database. The version and the leases on it are asked for in one request:
    /// both stay locked, so that no lease is given between.
    public static CatalogChanges begin(
            OpenTransaction tx, Catalog catalog, CatalogDatabase database) {
        return begin(tx, catalog, database, Optional.empty());
    }

    /// The same, of who is about to make a table: whether a program has declared one of that name
    /// is asked along.
    public static CatalogChanges begin(
            OpenTransaction tx,
            Catalog catalog,
            CatalogDatabase database,
            Optional<TableName> soon) {
        Key version = CatalogRecords.versionKey(database.oid());
        Key oids = CatalogRecords.counterKey(OIDS);
        Key numbers = TableNumbers.counter();
        Span leases = CatalogRecords.leasesOf(database.oid());
        List<Span> spans = new ArrayList<>();
        spans.addAll(List.of(Span.point(version), Span.point(oids), Span.point(numbers), leases));
        soon.ifPresent(name -> spans.add(TableRecords.spanOf(name)));
        SortedMap<Span, StoredPage> pages = tx.pages(spans, SchemaLeases.PAGE, Locks.WHOLE);
        SortedMap<Key, Row> found = new TreeMap<>();
        pages.values().forEach(page -> page.rows().forEach(one -> found.put(one.key(), one.row())));
        catalog.leases().end(tx, database, Objects.requireNonNull(pages.get(leases)));
        CatalogImage image =
                catalog.at(tx, database, CatalogRecords.version(found, database.oid()));
        long nextOid = CatalogRecords.counter(found, OIDS).orElse(FIRST_OID);
        int nextNumber = TableNumbers.next(found.get(numbers), tx);
        CatalogChanges changes =
                new CatalogChanges(tx, database, new State(image, nextOid, nextNumber, false));
        changes.free =
                soon.filter(name -> isNone(pages.get(TableRecords.spanOf(name)))).orElse(null);
        return changes;
    }

    private static boolean isNone(@Nullable StoredPage page) {
        return page != null && page.rows().isEmpty() && page.rest().isEmpty();
    }

    /// What the database is with the changes made so far.
    public CatalogImage image() {
        return state.image();
    }

    public State state() {
        return state;
    }

    /// Goes back; what was written is the transaction's to take back.
    public void backTo(State earlier) {
        state = earlier;
    }

    /// A number for an object.
    public int nextOid() {
        State now = state;
        state = new State(now.image(), now.nextOid() + 1, now.nextNumber(), now.raised());
        write(CatalogRecords.counterRow(OIDS, now.nextOid() + 1));
        return Math.toIntExact(now.nextOid());
    }

    /// A number for what is stored.
    private int nextNumber() {
        State now = state;
        state = new State(now.image(), now.nextOid(), now.nextNumber() + 1, now.raised());
        tx.write(TableNumbers.given(now.nextNumber() + 1));
        return now.nextNumber();
    }

    public TableId nextTable() {
        return new TableId(nextNumber());
    }

    public IndexId nextIndex() {
        return new IndexId(nextNumber());
    }

    /// What the declaration of a table is called.
    public TableName storedName(String schema, String name) {
        if (schema.equals(TableName.SYSTEM)) {
            throw SqlException.of(
                    SqlCode.RESERVED_NAME, "schema \"" + schema + "\" is the system's own");
        }
        return new TableName(database.namespaceOf(schema), name);
    }

    /// Adds an object, or puts it in the place of its earlier state.
    public void put(CatalogObject object) {
        long version = raise();
        CatalogObject before = state.image().object(object.oid()).orElse(null);
        if (object instanceof CatalogTable table) {
            Table old = before instanceof CatalogTable was ? was.stored() : null;
            if (old == null || !old.equals(table.stored())) {
                declare(old, table.stored());
            }
            if (old != null && !old.id().equals(table.stored().id())) {
                delete(StatisticsRows.key(database, table.oid()));
            }
        }
        write(CatalogRecords.write(database.oid(), object));
        advance(state.image().with(object, version));
    }

    /// Drops an object; with a table, what is known and what was said of its rows.
    public void drop(CatalogObject object) {
        if (object instanceof CatalogTable) {
            delete(StatisticsRows.key(database, object.oid()));
            state.image().placement(object.oid()).ifPresent(this::drop);
        }
        long version = raise();
        if (object instanceof CatalogTable table) {
            declarations(table.stored()).keySet().forEach(this::delete);
        }
        delete(CatalogRecords.objectKey(database.oid(), object.oid()));
        advance(state.image().without(object.oid(), version));
    }

    /// The database is dropped: nobody is to use it any more, nor to make anything in it.
    public void dissolve() {
        write(CatalogRecords.versionRow(database.oid(), Catalog.GONE));
        delete(StatisticsRows.stampKey(database));
    }

    private void advance(CatalogImage image) {
        state = new State(image, state.nextOid(), state.nextNumber(), true);
    }

    private long raise() {
        long version = state.image().version();
        if (state.raised()) {
            return version;
        }
        write(CatalogRecords.versionRow(database.oid(), version + 1));
        if (version == 0 && !database.equals(CatalogDatabase.CLUSTER)) {
            write(CatalogRecords.write(database.oid(), CatalogSchema.PUBLIC));
        }
        return version + 1;
    }

    private void declare(@Nullable Table before, Table after) {
        if (before == null || !before.name().equals(after.name())) {
            requireNoNamesake(after);
        }
        SortedMap<Key, Stored> old = before == null ? new TreeMap<>() : declarations(before);
        SortedMap<Key, Stored> now = declarations(after);
        for (Key key : old.keySet()) {
            if (!now.containsKey(key)) {
                delete(key);
            }
        }
        now.forEach((key, stored) -> {
            if (!stored.equals(old.get(key))) {
                write(stored);
            }
        });
    }

    /// A program may have declared a table of this name without SQL.
    private void requireNoNamesake(Table table) {
        boolean isFree = table.name().equals(free);
        free = null;
        if (isFree) {
            return;
        }
        Span entries = TableRecords.spanOf(table.name());
        StoredPage page = tx.page(entries, Direction.FORWARD, 1, Locks.WHOLE);
        if (!page.rows().isEmpty()) {
            throw SqlException.of(
                    SqlCode.DUPLICATE_TABLE,
                    "relation \"" + table.name().name() + "\" already exists");
        }
    }

    private static SortedMap<Key, Stored> declarations(Table table) {
        SortedMap<Key, Stored> rows = new TreeMap<>();
        TableRecords.write(table).forEach(stored -> rows.put(stored.key(), stored));
        Stored entry = TableRecords.nameEntry(table);
        rows.put(entry.key(), entry);
        return rows;
    }

    private void write(Stored stored) {
        tx.write(
                new Write.Put(
                        stored.key(),
                        Bytes.takeOver(stored.row().toBytes()),
                        Expectation.ANYTHING));
    }

    private void delete(Key key) {
        tx.write(new Write.Delete(key, Expectation.ANYTHING));
    }
}
