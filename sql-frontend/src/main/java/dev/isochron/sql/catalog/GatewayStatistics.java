package dev.isochron.sql.catalog;

import dev.isochron.client.Isochron;
import java.util.concurrent.ConcurrentSkipListMap;

/// What a gateway has read of statistics, of each database; shared by its sessions. Nobody tells it
/// of what others find out: it looks now and then, which is a request for one row, and another for
/// the rows that are new.
public final class GatewayStatistics {

    private final Isochron db;
    private final ConcurrentSkipListMap<Integer, KnownStatistics> newest =
            new ConcurrentSkipListMap<>();

    public GatewayStatistics(Isochron db) {
        this.db = db;
    }

    /// What is known here; asks the store if it never was asked.
    public KnownStatistics of(CatalogDatabase database) {
        KnownStatistics known = newest.get(database.oid());
        return known != null ? known : refresh(database);
    }

    /// Reads what others found out since.
    public KnownStatistics refresh(CatalogDatabase database) {
        KnownStatistics before = newest.getOrDefault(database.oid(), KnownStatistics.NONE);
        KnownStatistics now = StatisticsRows.read(db.snapshot(), database, before);
        return newest.merge(
                database.oid(), now, (old, later) -> later.stamp() >= old.stamp() ? later : old);
    }

    /// A database was dropped.
    public void forget(CatalogDatabase database) {
        newest.remove(database.oid());
    }
}
