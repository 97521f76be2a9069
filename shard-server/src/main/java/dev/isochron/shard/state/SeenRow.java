package dev.isochron.shard.state;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;

/// A row that a scan under locks found.
///
/// @param written the timestamp of its newest change
public record SeenRow(Key key, Bytes row, Timestamp written) {}
