package dev.isochron.protocol.txn;

import dev.isochron.protocol.schema.ColumnId;
import java.util.Collection;
import java.util.StringJoiner;

/// A set of columns of one row, for saying what a lock is about.
///
/// ```
/// bit 0        the row itself: that it is there, and its key
/// bits 1…62    the columns with these ids
/// bit 63       all columns with higher ids, which share it
/// ```
///
/// Sharing errs on the safe side: two locks may conflict that need not, never the other way around.
///
/// @param bits one for each member
public record ColumnSet(long bits) {

    public static final ColumnSet NONE = new ColumnSet(0);

    /// The row with all its columns, those not yet added included: what inserting and deleting
    /// touch.
    public static final ColumnSet ALL = new ColumnSet(-1L);

    /// That the row is there, and its key: what a foreign key's check reads.
    public static final ColumnSet EXISTENCE = new ColumnSet(1);

    private static final int SHARED_BIT = 63;

    public static ColumnSet of(Collection<ColumnId> columns) {
        long bits = 0;
        for (ColumnId column : columns) {
            bits |= 1L << Math.min(column.value(), SHARED_BIT);
        }
        return new ColumnSet(bits);
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    public boolean intersects(ColumnSet other) {
        return (bits & other.bits) != 0;
    }

    public boolean containsAll(ColumnSet other) {
        return (bits & other.bits) == other.bits;
    }

    public ColumnSet union(ColumnSet other) {
        return new ColumnSet(bits | other.bits);
    }

    @Override
    public String toString() {
        if (equals(ALL)) {
            return "all columns";
        }
        StringJoiner members = new StringJoiner(", ", "{", "}");
        for (int bit = 0; bit <= SHARED_BIT; bit++) {
            if ((bits >>> bit & 1) != 0) {
                members.add(bit == 0 ? "row" : bit == SHARED_BIT ? "c63…" : "c" + bit);
            }
        }
        return members.toString();
    }
}
