package dev.isochron.sql.tree;

import org.jspecify.annotations.Nullable;

/// One item of a select list or of RETURNING.
///
/// @param value may be a [Expression.Star]
public record Target(Expression value, @Nullable Name alias) implements Node {

    @Override
    public int position() {
        return value.position();
    }
}
