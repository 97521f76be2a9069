package dev.isochron.storage;

import dev.isochron.protocol.txn.ShardId;

/// What a finished job means for a replica. All of it is durable.
public sealed interface StorageEvent {
    ShardId shard();

    /// The store holds the whole state at this mark: the log may be cut up to there.
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    record Flushed(ShardId shard, byte[] mark) implements StorageEvent {}

    /// What was there is deleted; the first chunk of a snapshot may be loaded.
    record ReadyToLoad(ShardId shard) implements StorageEvent {}

    /// A chunk is loaded, and the next may be.
    ///
    /// @param sequence of the chunk, from 0
    record Loaded(ShardId shard, int sequence) implements StorageEvent {}

    /// The last chunk is loaded: the replica has the state of the snapshot, at this mark.
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    record Installed(ShardId shard, byte[] mark) implements StorageEvent {}

    /// Nothing of the replica is left; its keys are free.
    record Deleted(ShardId shard) implements StorageEvent {}

    /// A job met an entry that is not what was written; [ReplicaStore#damage] says which.
    record Damaged(ShardId shard) implements StorageEvent {}

    /// A sweep came through one more part of the replica's keys.
    ///
    /// @param deleted how many old versions it removed
    /// @param isRound whether it reached the last key; the next sweep begins at the first again
    record Swept(ShardId shard, long deleted, boolean isRound) implements StorageEvent {}
}
