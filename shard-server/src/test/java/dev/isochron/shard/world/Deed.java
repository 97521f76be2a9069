package dev.isochron.shard.world;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a transaction did, as its client saw it.
final class Deed {
    final TxnId id;
    final Key anchor;
    final long begun;
    final List<Seen> reads = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();

    /// When its client was told that it is committed; never if that is negative.
    long acknowledged = -1;

    /// Its timestamp, once it is known to be committed.
    Optional<Timestamp> at = Optional.empty();

    /// Whether its client knows how it ended.
    boolean isKnown;

    /// @param columns that were locked
    /// @param rows found, by key
    record Seen(List<Key> keys, ColumnSet columns, Map<Key, Map<Integer, Long>> rows) {}

    Deed(TxnId id, Key anchor, long begun) {
        this.id = id;
        this.anchor = anchor;
        this.begun = begun;
    }

    void committed(Timestamp s) {
        at = Optional.of(s);
        isKnown = true;
    }
}
