package dev.isochron.client.route;

import dev.isochron.protocol.txn.ShardId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What reads asked of shards, counted for who wants to know. Used by one session at a time.
public final class Traffic {

    private final TreeSet<ShardId> shards = new TreeSet<>();
    private long requests;
    private long waitedNanos;

    void asked(ShardId shard, int times) {
        shards.add(shard);
        requests += times;
    }

    void waited(long nanos) {
        waitedNanos += nanos;
    }

    /// Requests that were sent, those that were sent again included.
    public long requests() {
        return requests;
    }

    /// Who was asked.
    public SortedSet<ShardId> shards() {
        return Collections.unmodifiableSortedSet(shards);
    }

    /// How long was waited for answers, and for locks before them.
    public long waitedNanos() {
        return waitedNanos;
    }
}
