package dev.isochron.protocol.layout;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.row.Row;

/// A row, or an entry of an index, as the store holds it.
public record Stored(Key key, Row row) {}
