package dev.isochron.sql.change;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many rows of each table a transaction changed, by the table's number in the catalog. What
/// was taken back to a savepoint counts as well.
public final class Tally {

    private final TreeMap<Integer, Long> rows = new TreeMap<>();

    void add(int table, long changed) {
        rows.merge(table, changed, Long::sum);
    }

    /// Nothing of it was changed after all.
    public void clear() {
        rows.clear();
    }

    public SortedMap<Integer, Long> rows() {
        return Collections.unmodifiableSortedMap(rows);
    }
}
