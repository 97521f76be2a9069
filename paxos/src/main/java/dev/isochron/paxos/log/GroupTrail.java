package dev.isochron.paxos.log;

import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.invariant.Invariant;
import dev.isochron.truetime.invariant.InvariantViolation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where in the log a group's living facts stand, by generation of segment: what tells whether a
/// segment may go, and a second pair of eyes on P2 and P6.
///
/// It keeps no entries; it errs only towards keeping a segment longer than needed.
final class GroupTrail {
    /// Stands for the records that belong to no group.
    static final long STORE = 0;

    final long id;

    /// Records of this group since the store was made; gaps in it betray lost records.
    long appended;

    /// How many of those are in the batch being filled.
    int inBatch;

    /// Null until a [HardRecord.Began] is seen, and again after the replica was removed.
    private @Nullable ReplicaId replica;

    private @Nullable ReplicaId forgetful;
    private Slot begin = Slot.ZERO;
    private Ballot promised = Ballot.NONE;
    private long beganIn;
    private long promisedIn;
    private long forgotIn;
    private long restatedFrom;

    GroupTrail(long id) {
        this.id = id;
    }

    /// Follows one record that was put into `segment`.
    void note(HardRecord.OfReplica record, Segment segment) {
        switch (record) {
            case HardRecord.Began r -> noteBegan(r, segment);
            case HardRecord.Promised r -> notePromise(r.ballot(), segment);
            case HardRecord.Accepted r -> {
                notePromise(r.ballot(), segment);
                noteEntry(r.slot(), segment);
            }
            case HardRecord.Learned r -> noteEntry(r.slot(), segment);
            case HardRecord.ChosenMark _ -> {}
            case HardRecord.Forgot r -> {
                forgetful = r.replica();
                forgotIn = segment.generation;
            }
            case HardRecord.Removed r -> {
                if (replica == null || r.replica().equals(replica)) {
                    replica = null;
                    promised = Ballot.NONE;
                }
            }
        }
    }

    /// What was promised so far is nobody's any more: no replica lives here at the end of the log,
    /// or what came before this one's beginning may be another's, whose removal, or whose
    /// beginning, is among what was lost.
    void requireNothing() {
        promised = Ballot.NONE;
    }

    /// Everything this group has in older segments was written again from here on.
    void restatedIn(long generation) {
        restatedFrom = generation;
    }

    /// What of this group keeps `segment` from going.
    Optional<Holding> holdingOf(Segment segment) {
        if (replica == null) {
            return Optional.empty();
        }
        GroupId group = new GroupId(id);
        Slot highest = segment.highestOf(group);
        boolean entries =
                restatedFrom <= segment.generation
                        && highest.isAbove(Slot.ZERO)
                        && !highest.isBelow(begin);
        boolean facts =
                beganIn <= segment.generation
                        || (!promised.isNone() && promisedIn <= segment.generation)
                        || (isVoteless() && forgotIn <= segment.generation);
        if (!entries && !facts) {
            return Optional.empty();
        }
        return Optional.of(new Holding(group, entries ? highest : Slot.ZERO));
    }

    /// Refuses a record that would break a promise already in the log.
    void require(HardRecord.OfReplica record) {
        switch (record) {
            case HardRecord.Began r -> requireAlone(r);
            case HardRecord.Removed _ -> {}
            case HardRecord.Promised r -> requireVote(r.ballot(), record);
            case HardRecord.Accepted r -> requireVote(r.ballot(), record);
            case HardRecord.Learned _, HardRecord.ChosenMark _, HardRecord.Forgot _ ->
                    requireAlive(record);
        }
    }

    /// Refuses a restatement that leaves out the replica, its promise or its loss.
    void requireComplete(List<HardRecord> state) {
        boolean begins =
                !state.isEmpty()
                        && state.getFirst() instanceof HardRecord.Began began
                        && began.group().value() == id
                        && began.replica().equals(replica);
        if (!begins) {
            throw new IllegalArgumentException(
                    "the state of g" + id + " begins with Began of " + replica + ": " + state);
        }
        Ballot highest = Ballot.NONE;
        boolean forgot = false;
        for (HardRecord record : state) {
            Ballot ballot =
                    switch (record) {
                        case HardRecord.Promised r -> r.ballot();
                        case HardRecord.Accepted r -> r.ballot();
                        default -> Ballot.NONE;
                    };
            highest = ballot.isAbove(highest) ? ballot : highest;
            forgot |= record instanceof HardRecord.Forgot;
        }
        Ballot copied = highest;
        Invariant.P2.require(
                !copied.isBelow(promised),
                () -> "the copy of g" + id + " promises " + copied + ", the log " + promised);
        Invariant.P6.require(
                forgot || !isVoteless(), () -> "the copy of g" + id + " hides its loss");
    }

    private void noteBegan(HardRecord.Began began, Segment segment) {
        if (replica != null && !replica.equals(began.replica())) {
            promised = Ballot.NONE;
        }
        replica = began.replica();
        begin = began.begin();
        beganIn = segment.generation;
    }

    private void notePromise(Ballot ballot, Segment segment) {
        if (!ballot.isBelow(promised)) {
            promised = ballot;
            promisedIn = segment.generation;
        }
    }

    private void noteEntry(Slot slot, Segment segment) {
        segment.holdsEntry(new GroupId(id), slot);
    }

    private void requireAlone(HardRecord.Began began) {
        if (replica != null && !replica.equals(began.replica())) {
            throw new IllegalArgumentException(began + " while " + replica + " lives here");
        }
    }

    private void requireVote(Ballot ballot, HardRecord record) {
        requireAlive(record);
        if (isVoteless()) {
            throw new InvariantViolation(Invariant.P6, record + " of a replica that lost records");
        }
        if (ballot.isBelow(promised)) {
            throw new InvariantViolation(Invariant.P2, record + " after the promise " + promised);
        }
    }

    private boolean isVoteless() {
        return replica != null && replica.equals(forgetful);
    }

    private void requireAlive(HardRecord record) {
        if (replica == null) {
            throw new IllegalArgumentException("no replica has begun for " + record);
        }
    }
}
