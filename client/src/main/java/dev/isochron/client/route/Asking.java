package dev.isochron.client.route;

import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.ShardEntry;
import java.util.List;
import java.util.function.Supplier;

/// In which way lookups are asked of shards: with locks or without, as of when.
public interface Asking {

    /// The request for these lookups, all of one shard.
    ///
    /// @param keys that they may touch; asked for only if the shard has moved
    Errand.Order order(ShardEntry entry, Supplier<Span> keys, List<Lookup> lookups);

    /// What the reply says of each lookup.
    ///
    /// @throws dev.isochron.client.error.IsochronException if it is a failure
    List<Reply.Found> found(ShardEntry entry, List<Lookup> lookups, Errand.Ending.Answered answer);

    /// Whether the first answer must be there before other shards can be asked.
    boolean oneFirst();
}
