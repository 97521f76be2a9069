package dev.isochron.shard.read;

import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.Map;
import java.util.TreeMap;

/// How far one replica can be read, prepared transactions aside (S2).
///
/// A group gives its timestamps in slot order, so an applied entry proves its own: all later ones
/// are above. What a leader publishes counts once the slot that goes with it is applied (attack
/// 13).
public final class SafeTime {
    /// Pairs that wait for their slots; a replica that lags further finds its safe time in the
    /// entries.
    private static final int MAX_AHEAD = 64;

    private final TreeMap<Slot, Timestamp> ahead = new TreeMap<>();
    private final boolean waitsForSlot;
    private Slot applied;
    private Timestamp proven;

    /// @param waitsForSlot false only where a test proves that slots must be waited for
    public SafeTime(Slot applied, Timestamp proven, boolean waitsForSlot) {
        this.applied = applied;
        this.proven = proven;
        this.waitsForSlot = waitsForSlot;
    }

    /// An entry was applied.
    ///
    /// @param highest the highest timestamp in the log so far, or any lower one
    public void applied(Slot slot, Timestamp highest) {
        applied = slot;
        proven = Timestamp.max(proven, highest);
        while (!ahead.isEmpty() && !ahead.firstKey().isAbove(slot)) {
            proven = Timestamp.max(proven, ahead.pollFirstEntry().getValue());
        }
    }

    /// The leader published a safe time with a slot.
    public void told(Timestamp safe, Slot slot) {
        if (!slot.isAbove(applied) || !waitsForSlot) {
            proven = Timestamp.max(proven, safe);
            return;
        }
        ahead.merge(slot, safe, Timestamp::max);
        if (ahead.size() > MAX_AHEAD) {
            ahead.pollFirstEntry();
        }
    }

    /// No unknown transaction commits at or below this any more.
    public Timestamp proven() {
        return proven;
    }

    /// Pairs whose slots are not applied yet.
    public Map<Slot, Timestamp> ahead() {
        return ahead;
    }
}
