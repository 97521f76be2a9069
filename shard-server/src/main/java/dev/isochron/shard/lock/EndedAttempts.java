package dev.isochron.shard.lock;

import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The attempts that have ended on this shard, so that none of them gets a second entry.
///
/// A late request of one would otherwise take fresh locks as if nothing had been lost (attack 14).
/// Memory is bounded: beyond it the ids born first are forgotten, and from then on no attempt born
/// that early is let in as a new one, known or not.
///
/// ```
///        forgotten: all are refused        remembered: those listed are refused
///  ───────────────────────────────┤floor├──────x────x─x────────x──────────────▶ birth
/// ```
final class EndedAttempts {

    /// Whole failures, with their texts, are kept for this many; the others are told less.
    private static final int MAX_REASONS = 1 << 12;

    private final ShardId shard;
    private final int limit;
    private final TreeMap<TxnId, Tenure> ended = new TreeMap<>();
    private final LinkedHashMap<TxnId, Failure> reasons = new LinkedHashMap<>();

    /// No attempt born at or before this is let in.
    private Optional<Timestamp> floor = Optional.empty();

    EndedAttempts(ShardId shard, int limit) {
        this.shard = shard;
        this.limit = limit;
    }

    void add(TxnId id, Tenure tenure) {
        ended.put(id, tenure);
        if (ended.size() > limit) {
            forgetUpTo(ended.firstKey().birth());
        }
    }

    void add(TxnId id, Tenure tenure, Failure why) {
        reasons.put(id, why);
        if (reasons.size() > MAX_REASONS) {
            reasons.pollFirstEntry();
        }
        add(id, tenure);
    }

    /// Lets no attempt in any more that was born at or before this.
    void forgetUpTo(Timestamp birth) {
        if (floor.isPresent() && !birth.isAfter(floor.get())) {
            return;
        }
        floor = Optional.of(birth);
        while (!ended.isEmpty() && !ended.firstKey().birth().isAfter(birth)) {
            Map.Entry<TxnId, Tenure> forgotten = ended.pollFirstEntry();
            reasons.remove(forgotten.getKey());
        }
    }

    /// Why this attempt gets no entry, if that is so.
    Optional<Failure> objection(TxnId id) {
        Tenure known = ended.get(id);
        if (known != null) {
            Failure lost = new Aborted.LocksLost(shard, known);
            return Optional.of(reasons.getOrDefault(id, lost));
        }
        return floor.filter(f -> !id.birth().isAfter(f)).map(f -> new Aborted.BornTooEarly(id, f));
    }

    /// What became of the locks of a tenure that is not live any more: why they were taken away, if
    /// that is known, or just that they are gone.
    Failure whyLost(TxnId id, Tenure tenure) {
        Failure lost = new Aborted.LocksLost(shard, tenure);
        return tenure.equals(ended.get(id)) ? reasons.getOrDefault(id, lost) : lost;
    }

    int size() {
        return ended.size();
    }
}
