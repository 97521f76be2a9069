package dev.isochron.sql.catalog;

import dev.isochron.client.OpenTransaction;
import dev.isochron.client.txn.Locks;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.value.Bytes;
import java.util.List;
import java.util.Optional;

/// What one transaction makes of what belongs to no database: users and databases.
///
/// Who changes anything holds the counter of numbers whole, so names are unique.
public final class ClusterChanges {
    private final OpenTransaction tx;

    private ClusterChanges(OpenTransaction tx) {
        this.tx = tx;
    }

    /// Begins to change the cluster.
    public static ClusterChanges begin(OpenTransaction tx) {
        var _ = tx.points(List.of(CatalogRecords.counterKey(CatalogChanges.OIDS)), Locks.WHOLE);
        return new ClusterChanges(tx);
    }

    public Optional<CatalogUser> user(String name) {
        return Catalog.users(tx).stream().filter(user -> user.name().equals(name)).findFirst();
    }

    public Optional<CatalogDatabase> database(String name) {
        return Catalog.databases(tx).stream()
                .filter(database -> database.name().equals(name))
                .findFirst();
    }

    /// A number for a new object.
    public int nextOid() {
        Key counter = CatalogRecords.counterKey(CatalogChanges.OIDS);
        long next =
                CatalogRecords.counter(
                                tx.points(List.of(counter), Locks.WHOLE), CatalogChanges.OIDS)
                        .orElse(CatalogChanges.FIRST_OID);
        write(CatalogRecords.counterRow(CatalogChanges.OIDS, next + 1));
        return Math.toIntExact(next);
    }

    /// Adds an object, or puts it in the place of its earlier state.
    public void put(CatalogObject object) {
        write(CatalogRecords.write(CatalogDatabase.CLUSTER.oid(), object));
    }

    public void remove(CatalogObject object) {
        Key key = CatalogRecords.objectKey(CatalogDatabase.CLUSTER.oid(), object.oid());
        tx.write(new Write.Delete(key, Expectation.ANYTHING));
    }

    private void write(Stored stored) {
        Bytes row = Bytes.takeOver(stored.row().toBytes());
        tx.write(new Write.Put(stored.key(), row, Expectation.ANYTHING));
    }
}
