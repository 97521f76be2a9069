package dev.isochron.shard.world;

import dev.isochron.protocol.key.Key;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Map;

/// A snapshot that somebody saw.
///
/// @param begun when it was asked for
/// @param keys that were looked at
record Glance(
        long begun,
        boolean strong,
        Timestamp at,
        List<Key> keys,
        Map<Key, Map<Integer, Long>> rows) {}
