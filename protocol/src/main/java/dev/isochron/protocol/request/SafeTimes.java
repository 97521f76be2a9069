package dev.isochron.protocol.request;

import dev.isochron.protocol.txn.ShardId;
import dev.isochron.truetime.Timestamp;

/// What replicas of one shard tell each other about how far they can be read. Messages may be lost,
/// doubled and late; who needs an answer asks again.
public sealed interface SafeTimes {

    ShardId shard();

    /// A replica to its leader: from when on can I serve a read that came to me before I asked?
    ///
    /// @param question by which the answer is known
    /// @param atLeast the timestamp of that read; [Timestamp#MIN] if it only wants everything that
    ///   was acknowledged before the question arrived
    record Ask(ShardId shard, long question, Timestamp atLeast) implements SafeTimes {}

    /// The leader to a replica: once it has applied this slot, no version at or below `safe` comes
    /// that no transaction prepared by then brings (S2).
    ///
    /// @param question that is answered, or 0
    /// @param slot of the shard's log
    record Told(ShardId shard, long question, Timestamp safe, long slot) implements SafeTimes {}
}
