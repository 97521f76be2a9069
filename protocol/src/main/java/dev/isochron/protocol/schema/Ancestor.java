package dev.isochron.protocol.schema;

/// A table that another is interleaved under.
///
/// @param keyColumns how many columns, from the first, of the lower table's key are this one's
///   whole key
public record Ancestor(TableId table, int keyColumns) {
    public Ancestor {
        if (keyColumns < 1) {
            throw new IllegalArgumentException("a key has columns, not " + keyColumns);
        }
    }
}
