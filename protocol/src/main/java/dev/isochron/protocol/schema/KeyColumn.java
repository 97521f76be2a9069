package dev.isochron.protocol.schema;

/// A column of a key, and how it is sorted there.
public record KeyColumn(ColumnId column, SortOrder order) {

    /// A column sorted as SQL's `ASC` does.
    public static KeyColumn ascending(ColumnId column) {
        return new KeyColumn(column, SortOrder.ASC_NULLS_LAST);
    }

    /// A column sorted as SQL's `DESC` does.
    public static KeyColumn descending(ColumnId column) {
        return new KeyColumn(column, SortOrder.DESC_NULLS_FIRST);
    }
}
