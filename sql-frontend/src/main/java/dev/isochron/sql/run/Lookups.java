package dev.isochron.sql.run;

import dev.isochron.client.txn.Locks;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.value.Value;
import dev.isochron.sql.store.Layout;
import dev.isochron.sql.store.TableAccess;
import dev.isochron.sql.store.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/// What a step reads of a table: the columns, the locks, and where they are found.
///
/// @param layout by which rows are found
/// @param wanted the columns that somebody looks at
/// @param locks that rows are read under
public record Lookups(TableAccess table, Layout layout, Wanted wanted, Locks locks) {

    /// Whether rows have to be fetched after their index entries.
    public boolean fetches() {
        return !layout.equals(table) && (!layout.holds(wanted) || !locks.mode().isShared());
    }

    /// How entries and rows of the layout are locked.
    Locks scanLocks() {
        return layout.equals(table) ? locks : Locks.SHARED;
    }

    /// The rows behind some of what was found in the layout, in its order.
    List<Value[]> rows(Collection<Stored> found, Execution execution) {
        List<Value[]> rows = new ArrayList<>(found.size());
        if (!fetches()) {
            for (Stored stored : found) {
                if (layout.owns(stored.key())) {
                    rows.add(layout.decode(stored.key(), stored.row(), wanted));
                }
            }
            return rows;
        }
        List<Key> keys = new ArrayList<>(found.size());
        for (Stored stored : found) {
            if (layout.owns(stored.key())) {
                keys.add(layout.rowKey(stored.key()));
            }
        }
        SortedMap<Key, Row> fetched =
                keys.isEmpty() ? new java.util.TreeMap<>() : execution.reader().points(keys, locks);
        for (Key key : keys) {
            Row row = fetched.get(key);
            if (row != null) {
                rows.add(table.decode(key, row, wanted));
            }
        }
        return rows;
    }
}
