package dev.isochron.simulation.judge;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.truth.Truth;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Ruling;
import dev.isochron.txn.record.TxnRecord;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// T1: timestamps given by a group strictly increase, across leaders, and so do those in its log;
/// who takes a neighbour in gives only later ones than that gave; T7: who applied an outcome gives
/// only later ones. With a lying clock about, nothing is promised; afterwards it starts afresh.
final class TimestampJudge implements Judge {
    static final String NAME = "T1 monotonic";

    private record Given(ReplicaKey by, Timestamp timestamp) {}

    private final Truth truth;
    private final BooleanSupplier clocksAreHonest;
    private final TreeMap<GroupId, Given> last = new TreeMap<>();
    private final TreeMap<GroupId, Timestamp> logged = new TreeMap<>();
    private final TreeMap<ReplicaKey, Timestamp> landed = new TreeMap<>();
    private final TreeMap<GroupId, ShardEntry> shapes = new TreeMap<>();

    TimestampJudge(Truth truth, BooleanSupplier clocksAreHonest) {
        this.truth = truth;
        this.clocksAreHonest = clocksAreHonest;
    }

    @Override
    public void gave(Site at, ReplicaKey who, Timestamp given) {
        Given before = last.put(who.group(), new Given(who, given));
        Violation.unless(
                before == null
                        || given.isAfter(before.timestamp())
                        || !clocksAreHonest.getAsBoolean(),
                NAME,
                () -> who + " gave " + given + " after " + before);
        Timestamp applied = landed.getOrDefault(who, Timestamp.MIN);
        Violation.unless(
                given.isAfter(applied) || !clocksAreHonest.getAsBoolean(),
                VoteJudge.FLOOR,
                () -> who + " gave " + given + " after it applied " + applied);
    }

    /// A shard that grew took its neighbour in, which gave nothing more since it was frozen.
    @Override
    public void shaped(Site at, ReplicaKey who, ShardEntry entry) {
        ShardEntry before = shapes.get(who.group());
        if (before != null
                && !entry.route().generation().isNewerThan(before.route().generation())) {
            return;
        }
        shapes.put(who.group(), entry);
        if (before == null || before.span().contains(entry.span())) {
            return;
        }
        for (Map.Entry<GroupId, ShardEntry> other : shapes.entrySet()) {
            Key first = other.getValue().span().from();
            Given theirs = last.get(other.getKey());
            boolean isTaken = entry.span().contains(first) && !before.span().contains(first);
            if (isTaken && theirs != null) {
                last.merge(who.group(), theirs, TimestampJudge::later);
            }
        }
    }

    private static Given later(Given one, Given other) {
        return one.timestamp().isAfter(other.timestamp()) ? one : other;
    }

    @Override
    public void ruled(Site at, ReplicaKey who, Applied applied) {
        boolean isNew = truth.isNew(who.group(), applied);
        for (Applied.Ruled ruled : applied.rulings()) {
            if (isNew) {
                givenFor(ruled.record()).ifPresent(t -> requireRising(who, t));
            }
            if (ruled.ruling() instanceof Ruling.Landed(Timestamp s, _)) {
                landed.merge(who, s, Timestamp::max);
            }
        }
    }

    private static Optional<Timestamp> givenFor(TxnRecord record) {
        return switch (record) {
            case TxnRecord.Prepared prepared -> Optional.of(prepared.pledge().floor());
            case TxnRecord.Committed committed -> Optional.of(committed.at());
            case TxnRecord.Aborted _,
                    TxnRecord.Resolved _,
                    TxnRecord.Forgotten _,
                    TxnRecord.Horizon _ ->
                    Optional.empty();
        };
    }

    private void requireRising(ReplicaKey who, Timestamp given) {
        Timestamp before = logged.getOrDefault(who.group(), Timestamp.MIN);
        logged.put(who.group(), given);
        Violation.unless(
                given.isAfter(before) || !clocksAreHonest.getAsBoolean(),
                NAME,
                () -> "the log of " + who.group() + " has " + given + " behind " + before);
    }
}
