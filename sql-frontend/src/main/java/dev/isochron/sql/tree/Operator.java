package dev.isochron.sql.tree;

import org.jspecify.annotations.Nullable;

/// An operator's name; `!=` is `<>` already, and LIKE is `~~`.
///
/// @param schema if it was written `OPERATOR(schema.symbol)`
/// @param symbol its characters
/// @param position where it stands
public record Operator(@Nullable String schema, String symbol, int position) implements Node {

    /// An operator by its symbol alone.
    public static Operator of(String symbol, int position) {
        return new Operator(null, symbol, position);
    }
}
