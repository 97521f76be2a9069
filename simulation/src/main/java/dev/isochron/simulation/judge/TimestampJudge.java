package dev.isochron.simulation.judge;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.truetime.Timestamp;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// T1: timestamps given by a group strictly increase, across leaders. With a lying clock about,
/// nothing is promised; afterwards it starts afresh.
final class TimestampJudge implements Judge {
    static final String NAME = "T1 monotonic";

    private record Given(ReplicaKey by, Timestamp timestamp) {}

    private final TreeMap<GroupId, Given> last = new TreeMap<>();
    private final BooleanSupplier clocksAreHonest;

    TimestampJudge(BooleanSupplier clocksAreHonest) {
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
    }
}
