package dev.isochron.shard.state;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which keys prepared transactions will write, and from which timestamp on: what a safe time is
/// short of (DESIGN §7).
///
/// A transaction prepared with a floor may commit at that floor or later, never before it.
public final class PreparedKeys {
    private final TreeMap<Key, Map<TxnId, Timestamp>> floors = new TreeMap<>();

    public void add(TxnId txn, Timestamp floor, List<Key> keys) {
        for (Key key : keys) {
            floors.computeIfAbsent(key, _ -> new TreeMap<>()).put(txn, floor);
        }
    }

    public void remove(TxnId txn, List<Key> keys) {
        for (Key key : keys) {
            Map<TxnId, Timestamp> there = floors.get(key);
            if (there != null) {
                there.remove(txn);
                if (there.isEmpty()) {
                    floors.remove(key);
                }
            }
        }
    }

    void keepTo(Span span) {
        floors.keySet().removeIf(key -> !span.contains(key));
    }

    public boolean isEmpty() {
        return floors.isEmpty();
    }

    /// The lowest floor on a key; [Timestamp#MAX] if nothing is prepared there.
    public Timestamp floorOn(Key key) {
        Map<TxnId, Timestamp> there = floors.get(key);
        return there == null ? Timestamp.MAX : lowest(there);
    }

    /// The lowest floor on any key of a span; [Timestamp#MAX] if nothing is prepared there.
    public Timestamp floorIn(Span span) {
        Timestamp lowest = Timestamp.MAX;
        for (Map<TxnId, Timestamp> there : in(span).values()) {
            lowest = Timestamp.min(lowest, lowest(there));
        }
        return lowest;
    }

    private Map<Key, Map<TxnId, Timestamp>> in(Span span) {
        return span.until().isPresent()
                ? floors.subMap(span.from(), true, span.until().get(), false)
                : floors.tailMap(span.from(), true);
    }

    private static Timestamp lowest(Map<TxnId, Timestamp> floors) {
        Timestamp lowest = Timestamp.MAX;
        for (Timestamp floor : floors.values()) {
            lowest = Timestamp.min(lowest, floor);
        }
        return lowest;
    }
}
