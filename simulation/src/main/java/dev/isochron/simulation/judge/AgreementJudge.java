package dev.isochron.simulation.judge;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.Slot;
import dev.isochron.simulation.evidence.Evidence;
import dev.isochron.simulation.evidence.GroupLog;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.evidence.Votes;

/// P1: no two replicas of a group ever learn different values for one slot; and what anyone learns
/// was durably accepted by a quorum of the members that govern the slot, at one ballot.
final class AgreementJudge implements Judge {
    static final String NAME = "P1 agreement";

    private final Evidence evidence;

    AgreementJudge(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void learned(Site at, ReplicaKey who, Slot slot, Entry entry) {
        GroupLog log = evidence.log(who.group());
        if (log == null) {
            throw new Violation(NAME, who + " learned " + slot + " before it began");
        }
        Entry known = log.learned(slot);
        if (known == null) {
            requireQuorum(who, slot, entry, log.governing(slot));
        } else if (!known.equals(entry)) {
            throw new Violation(
                    NAME, who + " learned " + slot + " as " + entry + ", others as " + known);
        }
    }

    private void requireQuorum(ReplicaKey who, Slot slot, Entry entry, Configuration governing) {
        Votes votes = evidence.votes(who.group());
        if (!votes.isChosen(slot, entry, governing)) {
            throw new Violation(
                    NAME,
                    who
                            + " learned "
                            + slot
                            + " as "
                            + entry
                            + ", which no quorum of "
                            + governing
                            + " accepted: "
                            + votes.describe(slot));
        }
    }
}
