package dev.isochron.controller.cluster;

import dev.isochron.protocol.key.Key;

/// A row that takes so much of its shard's work that no split would part it.
///
/// @param requests per second that name it, estimated from a sample
/// @param waiting requests that wait for its lock just now
/// @param tag of the transactions that ask for it, as their programs call them; of the last sampled
/// @param statement what the last sampled one was doing
public record HotRow(Key row, long requests, int waiting, String tag, String statement) {

    /// So many are told of one shard: with more than a few nothing is hot.
    public static final int MAX_TOLD = 5;

    public HotRow {
        if (requests < 0 || waiting < 0) {
            throw new IllegalArgumentException(
                    "a count is not negative: " + requests + ", " + waiting);
        }
    }
}
