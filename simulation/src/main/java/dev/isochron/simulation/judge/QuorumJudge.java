package dev.isochron.simulation.judge;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.simulation.evidence.Evidence;
import dev.isochron.simulation.evidence.GroupLog;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.truetime.invariant.Invariant;

/// C2: no change of members leaves a group with fewer voters that remember than it needs; judged
/// when it is learned first, not when a restart finds it again.
final class QuorumJudge implements Judge {
    private final Evidence evidence;

    QuorumJudge(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void learned(Site at, ReplicaKey who, Slot slot, Entry entry) {
        GroupLog log = evidence.log(who.group());
        boolean isNews = log == null || log.learned(slot) == null;
        if (isNews && entry instanceof Entry.Reconfigure(Configuration now) && !now.isJoint()) {
            long living =
                    now.voters().stream()
                            .map(voter -> new ReplicaKey(who.group(), voter.replica()))
                            .filter(voter -> !evidence.isDamaged(voter))
                            .filter(voter -> !evidence.isForgetful(voter))
                            .count();
            Violation.unless(
                    living > now.voters().size() / 2,
                    Invariant.C2.toString(),
                    () -> "%s of %s has %d voters that remember".formatted(now, who, living));
        }
    }
}
