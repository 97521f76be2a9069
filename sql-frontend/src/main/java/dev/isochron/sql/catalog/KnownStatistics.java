package dev.isochron.sql.catalog;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is known of the rows of a database's tables, as of one change of it. Never changes.
public final class KnownStatistics {

    /// Before anything was counted.
    public static final KnownStatistics NONE = new KnownStatistics(0, new TreeMap<>());

    private final long stamp;
    private final SortedMap<Integer, Known> byTable;

    /// @param since the change by which plans were to be chosen anew last
    private record Known(TableStatistics found, long since) {}

    private KnownStatistics(long stamp, SortedMap<Integer, Known> byTable) {
        this.stamp = stamp;
        this.byTable = byTable;
    }

    /// How often something was found out before; with each time this rises.
    public long stamp() {
        return stamp;
    }

    /// What is known of a table, if anybody counted it where it is stored now.
    public Optional<TableStatistics> of(CatalogTable table) {
        Known known = byTable.get(table.oid());
        return known != null && known.found.stored().equals(table.stored().id())
                ? Optional.of(known.found)
                : Optional.empty();
    }

    /// Whether plans over some tables that were chosen at an earlier change are as good now.
    ///
    /// @param tables by their numbers in the catalog
    public boolean letsStand(List<Integer> tables, long chosen) {
        if (chosen >= stamp) {
            return true;
        }
        for (int table : tables) {
            Known known = byTable.get(table);
            if (known != null && known.since > chosen) {
                return false;
            }
        }
        return true;
    }

    /// The same with what was found out since.
    KnownStatistics with(List<TableStatistics> found, long newStamp) {
        TreeMap<Integer, Known> all = new TreeMap<>(byTable);
        for (TableStatistics one : found) {
            Known before = all.get(one.table());
            long since = before != null && before.found.isMuchLike(one) ? before.since : newStamp;
            all.put(one.table(), new Known(one, since));
        }
        return new KnownStatistics(newStamp, all);
    }
}
