package dev.isochron.client.txn;

import java.time.Duration;

/// What a transaction cost.
///
/// @param attempts how often it was tried, this time included
/// @param requests sent in all attempts
/// @param shards that the last attempt touched
/// @param shardsWritten those of them that it wrote to; a commit of one takes one round of the log
/// @param lockWait time that requests for locks took in all attempts
/// @param bytes that were written: keys and rows
public record Statistics(
        int attempts,
        long requests,
        int shards,
        int shardsWritten,
        Duration lockWait,
        long bytes) {}
