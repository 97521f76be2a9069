package dev.isochron.paxos.log;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One group's hard state, rebuilt record by record.
///
/// While a loss is in doubt the group is *suspect*: the counts of its later records clear or
/// convict it. A convicted one is *lossy*: what it accepted and did not know chosen is dropped,
/// because a lost acceptance may have replaced it, and until its loss was accounted for only
/// promises, begins and learned values still count (a mark would declare the wrong value chosen).
final class GroupReplay {
    final GroupId group;
    final GroupTrail trail;

    /// Null until a [HardRecord.Began] is seen, and again after the replica was removed. What comes
    /// before the first one belongs to it all the same: the log may have been cut in between.
    private @Nullable ReplicaId replica;

    private @Nullable ReplicaId forgetful;
    private @Nullable Configuration base;
    private Slot begin = Slot.ZERO;
    private Ballot promised = Ballot.NONE;
    private Slot chosen = Slot.ZERO;
    private boolean suspect;
    private boolean lossy;
    private final NavigableMap<Slot, AcceptedEntry> accepted = new TreeMap<>();

    GroupReplay(GroupId group) {
        this.group = group;
        this.trail = new GroupTrail(group.value());
    }

    void apply(HardRecord.OfReplica record, Segment segment) {
        trail.note(record, segment);
        switch (record) {
            case HardRecord.Began r -> began(r);
            case HardRecord.Promised r -> promise(r.ballot());
            case HardRecord.Accepted r -> {
                promise(r.ballot());
                accept(r.slot(), r.ballot(), r.entry());
            }
            case HardRecord.Learned r -> learn(r.slot(), r.entry());
            case HardRecord.ChosenMark r -> {
                if (!lossy) {
                    chosen = Slot.max(chosen, r.slot());
                }
            }
            case HardRecord.Forgot r -> forgot(r.replica());
            case HardRecord.Removed r -> removed(r.replica());
        }
    }

    void suspect() {
        suspect = !lossy;
    }

    /// Takes the counts of a later batch as evidence: no gap means that nothing was lost.
    void weigh(BatchView.Count count) {
        if (suspect) {
            suspect = false;
            if (count.before() != trail.appended) {
                convict();
            }
        }
        trail.appended = count.appended();
    }

    /// Records of this group were lost.
    void convict() {
        suspect = false;
        lossy = true;
        dropUnchosen();
    }

    /// The losses so far were accounted for by the recovery that found them.
    void acquit() {
        suspect = false;
        lossy = false;
    }

    boolean isSuspect() {
        return suspect;
    }

    boolean isLossy() {
        return lossy;
    }

    Optional<ReplicaId> replica() {
        return Optional.ofNullable(replica);
    }

    /// The state at the end of the log; only of a group that has a replica here.
    ReplicaImage image(Timestamp horizon) {
        return new ReplicaImage(
                group,
                Objects.requireNonNull(replica),
                begin,
                Objects.requireNonNull(base),
                promised,
                accepted,
                heldAndChosen(),
                horizon,
                lossy || Objects.equals(replica, forgetful));
    }

    private void began(HardRecord.Began r) {
        boolean another = replica == null ? lossy : !replica.equals(r.replica());
        if (another) {
            forget();
            trail.requireNothing();
        }
        replica = r.replica();
        begin = r.begin();
        base = r.configuration();
        chosen = Slot.max(chosen, begin.previous());
        accepted.headMap(begin, false).clear();
    }

    private void promise(Ballot ballot) {
        promised = ballot.isAbove(promised) ? ballot : promised;
    }

    private void accept(Slot slot, Ballot ballot, Entry entry) {
        AcceptedEntry known = accepted.get(slot);
        boolean newer = known == null || (!known.isLearned() && !ballot.isBelow(known.ballot()));
        if (newer && !lossy && !slot.isBelow(begin)) {
            accepted.put(slot, new AcceptedEntry(slot, ballot, entry));
        }
    }

    private void learn(Slot slot, Entry entry) {
        if (!slot.isBelow(begin)) {
            accepted.put(slot, new AcceptedEntry(slot, Ballot.NONE, entry));
        }
    }

    private void forgot(ReplicaId who) {
        forgetful = who;
        dropUnchosen();
    }

    private void removed(ReplicaId who) {
        if (replica == null || who.equals(replica)) {
            forget();
        }
    }

    /// The replica is gone, or what came before may be another's: its removal was lost.
    private void forget() {
        replica = null;
        promised = Ballot.NONE;
        begin = Slot.ZERO;
        chosen = Slot.ZERO;
        accepted.clear();
    }

    /// Without its vote a replica's unchosen acceptances mean nothing; learned values stay true.
    private void dropUnchosen() {
        Slot held = heldAndChosen();
        accepted.tailMap(held, false).values().removeIf(entry -> !entry.isLearned());
    }

    /// A mark counts only as far as the values under it are here.
    private Slot heldAndChosen() {
        if (replica == null) {
            return chosen;
        }
        Slot held = begin.isAbove(Slot.ZERO) ? begin.previous() : Slot.ZERO;
        while (held.isBelow(chosen) && accepted.containsKey(held.next())) {
            held = held.next();
        }
        return held;
    }
}
