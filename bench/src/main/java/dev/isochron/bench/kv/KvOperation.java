package dev.isochron.bench.kv;

import dev.isochron.bench.harness.Words;

/// What a client does again and again.
public enum KvOperation {
    /// One row is written whole, unread.
    WRITE,

    /// One row is read at its leader, as of now, without a lock.
    READ,

    /// One row is read at any replica, at most ten seconds old.
    READ_STALE,

    /// One row is read as of now at whichever replica is next in turn.
    READ_FOLLOWER,

    /// [KvShape#BATCH] rows of one shard are read at its leader, as of now.
    READ_BATCH,

    /// Two rows of one shard are read with locks and written.
    TRANSFER_ONE_SHARD,

    /// Two rows of two shards are read with locks and written.
    TRANSFER_TWO_SHARDS,

    /// One row is read with a lock and written; a row of each of the two other shards is read.
    WRITE_ONE_READ_TWO,

    /// Ten rows of one shard are read with locks and written.
    UPDATE_TEN,

    /// [KvShape#BATCH] rows that follow each other, as of now.
    SCAN;

    /// Whether stores of other makers are measured at it, too.
    boolean isCommon() {
        return this == WRITE || this == READ || this == TRANSFER_ONE_SHARD;
    }

    /// As it stands on the command line and in reports.
    @Override
    public String toString() {
        return Words.of(this);
    }

    static KvOperation of(String word) {
        return Words.in(KvOperation.class, word);
    }
}
