package dev.isochron.simulation.judge;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.truth.Truth;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.TxnRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// S2: behind the slot of a published safe time no version comes at or below it, but those of
/// transactions that were prepared by then.
final class SafeTimeJudge implements Judge {
    static final String NAME = "S2 safe time";

    private final Truth truth;
    private final BooleanSupplier clocksAreHonest;
    private final TreeMap<GroupId, TreeMap<Slot, Timestamp>> published = new TreeMap<>();

    SafeTimeJudge(Truth truth, BooleanSupplier clocksAreHonest) {
        this.truth = truth;
        this.clocksAreHonest = clocksAreHonest;
    }

    @Override
    public void said(Site at, ReplicaKey who, SafeTimes word) {
        if (word instanceof SafeTimes.Told told && clocksAreHonest.getAsBoolean()) {
            published
                    .computeIfAbsent(who.group(), _ -> new TreeMap<>())
                    .merge(new Slot(told.slot()), told.safe(), Timestamp::max);
        }
    }

    @Override
    public void ruled(Site at, ReplicaKey who, Applied applied) {
        if (!truth.isNew(who.group(), applied) || !clocksAreHonest.getAsBoolean()) {
            return;
        }
        for (Applied.Ruled ruled : applied.rulings()) {
            if (ruled.ruling() instanceof Ruling.Landed landed) {
                Slot first =
                        ruled.record() instanceof TxnRecord.Resolved resolved
                                ? prepared(who.group(), resolved, applied.slot())
                                : applied.slot();
                requireAbove(who.group(), first, landed.at());
            }
        }
    }

    /// What was prepared in the log that this one was split from came with the split.
    private Slot prepared(GroupId group, TxnRecord.Resolved resolved, Slot now) {
        return truth.deed(resolved.txn())
                .prepared(resolved.span())
                .map(found -> found.group().equals(group) ? found.slot() : Slot.FIRST)
                .orElse(now);
    }

    private void requireAbove(GroupId group, Slot slot, Timestamp landed) {
        Map<Slot, Timestamp> before =
                published.getOrDefault(group, new TreeMap<>()).headMap(slot, false);
        for (Map.Entry<Slot, Timestamp> one : before.entrySet()) {
            Violation.unless(
                    landed.isAfter(one.getValue()),
                    NAME,
                    () ->
                            "%s was safe up to %s behind %s; a version at %s came in %s"
                                    .formatted(group, one.getValue(), one.getKey(), landed, slot));
        }
    }
}
