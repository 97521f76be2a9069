package dev.isochron.protocol.txn;

/// What a transaction does with a row, or wants to: the columns it reads and the columns it writes.
///
/// Two modes conflict if one writes what the other reads or writes. Disjoint columns do not
/// conflict: TPC-C's NewOrder reads `w_tax` while Payment updates `w_ytd`.
///
/// ```
///             reads c     writes c    reads d    writes d     (c and d are different columns)
/// reads c     –           conflict    –          –
/// writes c    conflict    conflict    –          –
/// ```
public record LockMode(ColumnSet reads, ColumnSet writes) {
    public LockMode {
        if (reads.isEmpty() && writes.isEmpty()) {
            throw new IllegalArgumentException("a lock is about something");
        }
    }

    /// For reading these columns, and so that the row is there.
    public static LockMode shared(ColumnSet columns) {
        return new LockMode(columns.union(ColumnSet.EXISTENCE), ColumnSet.NONE);
    }

    /// For changing these columns of a row that is there and stays; it must not be deleted
    /// meanwhile.
    public static LockMode exclusive(ColumnSet columns) {
        return new LockMode(ColumnSet.EXISTENCE, columns);
    }

    /// For inserting a row, deleting it, or keeping everybody else off it.
    public static LockMode whole() {
        return new LockMode(ColumnSet.NONE, ColumnSet.ALL);
    }

    public boolean conflictsWith(LockMode other) {
        return writes.intersects(other.reads)
                || writes.intersects(other.writes)
                || reads.intersects(other.writes);
    }

    /// Whether who holds this mode holds the other, too.
    public boolean covers(LockMode other) {
        return writes.containsAll(other.writes) && reads.union(writes).containsAll(other.reads);
    }

    /// What one holds who was granted both.
    public LockMode union(LockMode other) {
        return new LockMode(reads.union(other.reads), writes.union(other.writes));
    }

    public boolean isShared() {
        return writes.isEmpty();
    }

    /// As errors name it: `shared (c3)`, `exclusive (all columns)`.
    @Override
    public String toString() {
        return isShared() ? "shared " + reads : "exclusive " + writes;
    }
}
