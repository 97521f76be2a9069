package dev.isochron.protocol.schema;

/// A column of a table, from 1; never given twice within a table, so that what a dropped column
/// left in old rows is not taken for another's.
public record ColumnId(int value) implements Comparable<ColumnId> {

    /// Rows write a column's id in at most two bytes.
    public static final int MAX = 0xFFFF;

    public ColumnId {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("column ids are 1 to " + MAX + ", not " + value);
        }
    }

    @Override
    public int compareTo(ColumnId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "c" + value;
    }
}
