package dev.isochron.storage.read;

import dev.isochron.truetime.Timestamp;

/// The newest version of a key at or below a timestamp.
public sealed interface Lookup {
    /// A row.
    ///
    /// @param at when it was committed
    /// @param row shared, nobody may change it
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are not copied
    record Value(Timestamp at, byte[] row) implements Lookup {}

    /// It was deleted.
    ///
    /// @param at when that was committed: whoever is told of it has met this timestamp
    record Tombstone(Timestamp at) implements Lookup {}

    /// There is none, or only a tombstone that was older than the horizon and is gone.
    record Nothing() implements Lookup {}

    /// The timestamp of the version; [Timestamp#MIN] if there is none.
    default Timestamp met() {
        return switch (this) {
            case Value(Timestamp at, _) -> at;
            case Tombstone(Timestamp at) -> at;
            case Nothing() -> Timestamp.MIN;
        };
    }
}
