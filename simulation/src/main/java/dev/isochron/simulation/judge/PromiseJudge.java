package dev.isochron.simulation.judge;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.simulation.evidence.Evidence;
import dev.isochron.simulation.evidence.ReplicaKey;
import java.util.List;
import java.util.TreeMap;

/// P2: an acceptor accepts nothing below what it promised, across restarts.
///
/// It is bound by what it took on in this life, and by what it ever told to anyone.
final class PromiseJudge implements Judge {
    static final String NAME = "P2 promise";

    private final Evidence evidence;
    private final TreeMap<ReplicaKey, Ballot> takenOn = new TreeMap<>();

    PromiseJudge(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void began(Site at, ReplicaImage image) {
        takenOn.put(new ReplicaKey(image.group(), image.replica()), image.promised());
    }

    @Override
    public void persists(Site at, ReplicaKey who, List<HardRecord> records) {
        for (HardRecord record : records) {
            if (record instanceof HardRecord.Promised(_, Ballot ballot)) {
                takeOn(who, ballot, "promises");
            } else if (record instanceof HardRecord.Accepted(_, _, Ballot ballot, _)) {
                takeOn(who, ballot, "accepts");
            }
        }
    }

    private void takeOn(ReplicaKey who, Ballot ballot, String verb) {
        Ballot told = evidence.claims(who).promised();
        Ballot taken = takenOn.getOrDefault(who, Ballot.NONE);
        Ballot bound = taken.isBelow(told) ? told : taken;
        Violation.unless(
                !ballot.isBelow(bound),
                NAME,
                () -> who + " " + verb + " " + ballot + " after " + bound);
        takenOn.put(who, ballot);
    }
}
