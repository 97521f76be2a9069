package dev.isochron.paxos.model;

/// A value in a slot as one acceptor has it. A value that was learned as chosen rather than
/// accepted has [Ballot#NONE] here and is final.
public record AcceptedEntry(Slot slot, Ballot ballot, Entry entry) {
    public boolean isLearned() {
        return ballot.isNone();
    }

    /// The same as a record of a replica's log.
    public HardRecord recordOf(GroupId group) {
        return isLearned()
                ? new HardRecord.Learned(group, slot, entry)
                : new HardRecord.Accepted(group, slot, ballot, entry);
    }
}
