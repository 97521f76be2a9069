package dev.isochron.shard.state;

import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import java.util.Optional;

/// What a key holds now, under a lock.
///
/// @param row nothing if there is no row
/// @param met the newest version, deletions included; [Timestamp#MIN] if there is none
public record Seen(Optional<Bytes> row, Timestamp met) {
    public static final Seen NOTHING = new Seen(Optional.empty(), Timestamp.MIN);
}
