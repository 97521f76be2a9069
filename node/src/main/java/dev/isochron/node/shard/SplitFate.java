package dev.isochron.node.shard;

import dev.isochron.protocol.txn.ShardEntry;

/// What became of a split that somebody asked for.
public sealed interface SplitFate {

    /// It was done.
    ///
    /// @param left what the shard is now
    record Done(ShardEntry left) implements SplitFate {}

    /// Nothing was done.
    ///
    /// @param why for a person
    record Refused(String why) implements SplitFate {}

    /// This replica does not lead any more; its successor knows whether the split was chosen, and
    /// the map will show it.
    record Unknown() implements SplitFate {}
}
