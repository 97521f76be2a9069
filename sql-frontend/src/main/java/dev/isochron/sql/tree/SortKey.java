package dev.isochron.sql.tree;

import org.jspecify.annotations.Nullable;

/// One item of an ORDER BY.
///
/// @param using the operator of `ORDER BY x USING <`
public record SortKey(
        Expression value, Direction direction, Nulls nulls, @Nullable Operator using, int position)
        implements Node {

    /// Which way to sort.
    public enum Direction {
        DEFAULT,
        ASCENDING,
        DESCENDING;

        /// Whether large values come first.
        public boolean descends() {
            return this == DESCENDING;
        }
    }

    /// Where NULLs go; by default they are larger than everything.
    public enum Nulls {
        DEFAULT,
        FIRST,
        LAST
    }

    /// Whether NULLs come first, the default worked out.
    public boolean nullsFirst() {
        return switch (nulls) {
            case FIRST -> true;
            case LAST -> false;
            case DEFAULT -> direction.descends();
        };
    }
}
