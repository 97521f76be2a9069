package dev.isochron.client.compare;

import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What came of comparing the replicas of a shard.
///
/// @param begun the moment at which its first rows were compared
/// @param rows how many rows the compared replicas show
/// @param differences how many findings there were
/// @param findings the first of them
/// @param silent by number of the node, why a replica could not be compared, or not to the end
/// @param stopped why the comparison came to no end, if it did not
/// @param became what the shard is by now, if it changed meanwhile
public record ShardReport(
        ShardEntry shard,
        Timestamp begun,
        long rows,
        long differences,
        List<Finding> findings,
        SortedMap<Long, String> silent,
        Optional<String> stopped,
        Optional<ShardEntry> became) {

    /// True if all replicas were compared to the end and agree.
    public boolean isClean() {
        return differences == 0 && silent.isEmpty() && stopped.isEmpty();
    }
}
