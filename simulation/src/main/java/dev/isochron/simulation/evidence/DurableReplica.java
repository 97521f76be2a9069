package dev.isochron.simulation.evidence;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a power cut at this moment would leave of one replica.
public final class DurableReplica {
    private final ReplicaId replica;
    private final TreeMap<Slot, AcceptedEntry> entries = new TreeMap<>();
    private Slot begin;
    private Ballot promised;
    private Slot chosen;

    DurableReplica(ReplicaImage image) {
        replica = image.replica();
        begin = image.begin();
        chosen = image.chosen();
        promised = image.promised();
        entries.putAll(image.accepted());
        entries.values().forEach(e -> promised = max(promised, e.ballot()));
    }

    public ReplicaId replica() {
        return replica;
    }

    public Slot begin() {
        return begin;
    }

    public Ballot promised() {
        return promised;
    }

    /// How far it would know what is chosen.
    public Slot chosen() {
        return chosen;
    }

    /// The value in a slot at or above [#begin], if one is durable.
    public @Nullable AcceptedEntry entry(Slot slot) {
        return entries.get(slot);
    }

    void take(HardRecord.OfReplica synced) {
        switch (synced) {
            case HardRecord.Began began -> cut(began.begin());
            case HardRecord.Promised(_, Ballot ballot) -> promised = max(promised, ballot);
            case HardRecord.Accepted(_, Slot slot, Ballot ballot, Entry entry) -> {
                promised = max(promised, ballot);
                put(new AcceptedEntry(slot, ballot, entry));
            }
            case HardRecord.Learned(_, Slot slot, Entry entry) ->
                    put(new AcceptedEntry(slot, Ballot.NONE, entry));
            case HardRecord.ChosenMark(_, Slot slot) -> chosen = Slot.max(chosen, slot);
            case HardRecord.Forgot _, HardRecord.Removed _ -> {}
        }
    }

    private void cut(Slot to) {
        if (to.isAbove(begin)) {
            begin = to;
            chosen = Slot.max(chosen, to.previous());
            entries.headMap(to, false).clear();
        }
    }

    private void put(AcceptedEntry entry) {
        AcceptedEntry old = entries.get(entry.slot());
        if (!entry.slot().isBelow(begin) && (old == null || !old.isLearned())) {
            entries.put(entry.slot(), entry);
        }
    }

    private static Ballot max(Ballot a, Ballot b) {
        return a.isBelow(b) ? b : a;
    }
}
