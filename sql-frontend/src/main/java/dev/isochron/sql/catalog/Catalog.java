package dev.isochron.sql.catalog;

import dev.isochron.client.Isochron;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.layout.RowKeys;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.layout.SystemTables;
import dev.isochron.protocol.layout.TableRecords;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.schema.Table;
import dev.isochron.protocol.schema.TableId;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// The images that a gateway has read, the newest of each database. Shared by its sessions.
public final class Catalog {

    /// Rows of definitions in one request.
    private static final int PAGE = 512;

    /// The version of a database that was dropped.
    static final long GONE = -1;

    private final ConcurrentSkipListSet<Integer> gone = new ConcurrentSkipListSet<>();
    private final ConcurrentSkipListMap<Integer, CatalogImage> newest =
            new ConcurrentSkipListMap<>();

    private final SchemaLeases leases;

    public Catalog(Isochron db, SchemaLeases.Terms terms) {
        this.leases = new SchemaLeases(db, this, terms);
    }

    /// What this gateway was promised.
    public SchemaLeases leases() {
        return leases;
    }

    /// The key of the row that says how often the objects of a database were changed. Who uses an
    /// image reads it in the same transaction, or at the same moment.
    public static Key versionKey(CatalogDatabase database) {
        return CatalogRecords.versionKey(database.oid());
    }

    /// The version that was read.
    ///
    /// @param found with the row of [#versionKey], if there is one
    public static long version(CatalogDatabase database, SortedMap<Key, Row> found) {
        return CatalogRecords.version(found, database.oid());
    }

    /// A database was dropped.
    public void drop(CatalogDatabase database) {
        gone.add(database.oid());
        newest.remove(database.oid());
    }

    /// Whether somebody here has met that a database was dropped.
    public boolean isGone(CatalogDatabase database) {
        return gone.contains(database.oid());
    }

    /// The newest image that is known here, which may be older than the truth.
    public Optional<CatalogImage> guess(CatalogDatabase database) {
        return Optional.ofNullable(newest.get(database.oid()));
    }

    /// Whether this is the very image that is the newest here.
    @SuppressWarnings("ReferenceEquality") // images of one version need not be alike
    public boolean isGuess(CatalogImage image) {
        return newest.get(image.database().oid()) == image;
    }

    /// Whether the newest image here is of this version.
    public boolean isGuessed(CatalogDatabase database, long version) {
        CatalogImage guess = newest.get(database.oid());
        return guess != null && guess.version() == version;
    }

    /// The image of a version that the reader just met.
    ///
    /// @throws SqlException if the database was dropped
    public CatalogImage at(StoredReader reader, CatalogDatabase database, long version) {
        if (version == GONE) {
            drop(database);
            throw SqlException.of(
                    SqlCode.INVALID_CATALOG_NAME,
                    "database \"" + database.name() + "\" does not exist");
        }
        CatalogImage known = newest.get(database.oid());
        if (known != null && known.version() == version) {
            return known;
        }
        CatalogImage read = load(reader, database, version);
        publish(read);
        return read;
    }

    /// Tells all sessions of an image that is true now.
    public void publish(CatalogImage image) {
        newest.merge(
                image.database().oid(),
                image,
                (old, later) -> later.version() >= old.version() ? later : old);
    }

    /// The image as a reader sees it.
    public CatalogImage read(StoredReader reader, CatalogDatabase database) {
        Key key = versionKey(database);
        SortedMap<Key, Row> found = reader.points(List.of(key), Locks.SHARED);
        return at(reader, database, version(database, found));
    }

    private static CatalogImage load(StoredReader reader, CatalogDatabase database, long version) {
        SortedMap<TableId, Table> tables = tables(reader);
        List<CatalogObject> objects = new ArrayList<>();
        for (Stored stored : all(reader, CatalogRecords.objectsOf(database.oid()))) {
            CatalogRecords.read(stored, tables).ifPresent(objects::add);
        }
        return CatalogImage.of(database, version, objects);
    }

    private static SortedMap<TableId, Table> tables(StoredReader reader) {
        RowKeys heads = new RowKeys(SystemTables.TABLES);
        SortedMap<TableId, Table> tables = new TreeMap<>();
        List<Stored> declaration = new ArrayList<>();
        for (Stored stored : all(reader, KeySpace.ofRoot(SystemTables.TABLES.id()))) {
            if (heads.owns(stored.key()) && !declaration.isEmpty()) {
                add(declaration, tables);
            }
            declaration.add(stored);
        }
        if (!declaration.isEmpty()) {
            add(declaration, tables);
        }
        return tables;
    }

    private static void add(List<Stored> declaration, SortedMap<TableId, Table> tables) {
        Table table = TableRecords.read(declaration);
        tables.put(table.id(), table);
        declaration.clear();
    }

    private static List<Stored> all(StoredReader reader, Span span) {
        List<Stored> all = new ArrayList<>();
        Optional<Span> rest = Optional.of(span);
        while (rest.isPresent()) {
            StoredPage page = reader.page(rest.get(), Direction.FORWARD, PAGE, Locks.SHARED);
            all.addAll(page.rows());
            rest = page.rest();
        }
        return all;
    }

    /// The databases there are.
    public static List<CatalogDatabase> databases(StoredReader reader) {
        List<CatalogDatabase> databases = new ArrayList<>(CatalogDatabase.GIVEN);
        for (CatalogObject object : ofCluster(reader)) {
            if (object instanceof CatalogDatabase database) {
                databases.add(database);
            }
        }
        return databases;
    }

    /// The users there are.
    public static List<CatalogUser> users(StoredReader reader) {
        List<CatalogUser> users = new ArrayList<>();
        for (CatalogObject object : ofCluster(reader)) {
            if (object instanceof CatalogUser user) {
                users.add(user);
            }
        }
        return users;
    }

    private static List<CatalogObject> ofCluster(StoredReader reader) {
        List<CatalogObject> objects = new ArrayList<>();
        for (Stored stored : all(reader, CatalogRecords.objectsOf(0))) {
            CatalogRecords.read(stored, new TreeMap<>()).ifPresent(objects::add);
        }
        return objects;
    }
}
