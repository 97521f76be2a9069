package dev.isochron.client.port;

import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// What became of the question for the map.
public sealed interface MapDelivery {

    /// The map, as the node knows it.
    ///
    /// @param now surely past on the node when it answered; [Timestamp#MIN] if it cannot tell
    record Received(List<ShardEntry> entries, Timestamp now) implements MapDelivery {
        public Received {
            entries = List.copyOf(entries);
        }
    }

    record Failed(String problem) implements MapDelivery {}
}
