package dev.isochron.client.txn;

import java.time.Duration;

/// What a transaction cost.
///
/// @param attempts how often it was tried, this time included
/// @param requests sent in all attempts
/// @param shards that the last attempt touched
/// @param shardsWritten those of them that it wrote to; a commit of one takes one round of the log
/// @param lockWait how long locks of others were in the way of reads, in all attempts, the sum of
///   what shards say
/// @param commitWait how long the commit was done already, but its timestamp not surely past
/// @param bytes that were written: keys and rows
public record Statistics(
        int attempts,
        long requests,
        int shards,
        int shardsWritten,
        Duration lockWait,
        Duration commitWait,
        long bytes) {}
