package dev.isochron.txn;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardId;

/// The shard whose leader runs the machines.
///
/// @param keys all keys that it has; a machine is made anew when they change
public record Home(ShardId shard, Span keys) {}
