package dev.isochron.sql.tree;

import org.jspecify.annotations.Nullable;

/// What an index is on.
///
/// @param value a [Expression.ColumnReference] with one name, or another expression
public record IndexElement(
        Expression value,
        @Nullable QualifiedName collation,
        @Nullable QualifiedName operatorClass,
        SortKey.Direction direction,
        SortKey.Nulls nulls)
        implements Node {

    /// The column, if it is one.
    public @Nullable Name column() {
        return value instanceof Expression.ColumnReference(var names, _) && names.size() == 1
                ? names.getFirst()
                : null;
    }

    @Override
    public int position() {
        return value.position();
    }
}
