package dev.isochron.paxos.world;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The log of one node as a list of records: those that are synced, and those that a crash loses.
public final class Store {
    private final List<HardRecord> synced = new ArrayList<>();
    private final List<HardRecord> unsynced = new ArrayList<>();
    private Timestamp horizon = Timestamp.MIN;

    public void append(HardRecord record) {
        unsynced.add(record);
    }

    public void sync() {
        synced.addAll(unsynced);
        unsynced.clear();
    }

    public boolean isSynced() {
        return unsynced.isEmpty();
    }

    /// A power cut: what was not synced is gone.
    public int loseUnsynced() {
        int lost = unsynced.size();
        unsynced.clear();
        return lost;
    }

    public void erase() {
        synced.clear();
        unsynced.clear();
        horizon = Timestamp.MIN;
    }

    /// Keeps the first `count` synced records only, as damage found at a start would.
    public void damageAfter(int count, HardRecord.Forgot mark) {
        synced.subList(Math.min(count, synced.size()), synced.size()).clear();
        synced.add(mark);
    }

    public List<HardRecord> records() {
        return List.copyOf(synced);
    }

    public Timestamp horizon() {
        return horizon;
    }

    /// The horizon is durable as soon as it is set; a store writes it ahead of its use.
    public void extendHorizon(Timestamp until) {
        horizon = Timestamp.max(horizon, until);
    }

    /// The highest replica id that was ever here, removed ones included; 0 if none.
    public long highestReplica() {
        long highest = 0;
        for (HardRecord record : synced) {
            switch (record) {
                case HardRecord.Began r -> highest = Math.max(highest, r.replica().value());
                case HardRecord.Removed r -> highest = Math.max(highest, r.replica().value());
                default -> {}
            }
        }
        return highest;
    }

    public boolean remembersRemoved(ReplicaId replica) {
        return synced.stream()
                .anyMatch(r ->
                        r instanceof HardRecord.Removed gone && gone.replica().equals(replica));
    }

    /// The replica as a start would find it, or nothing if there is none.
    public Optional<ReplicaImage> image(GroupId group) {
        return image(group, synced, horizon);
    }

    /// The sum of `records`, which all belong to `group`.
    public static Optional<ReplicaImage> image(
            GroupId group, List<HardRecord> records, Timestamp horizon) {
        Fold fold = new Fold();
        TreeSet<ReplicaId> removed = new TreeSet<>();
        for (HardRecord record : records) {
            fold = fold.with(record);
            if (record instanceof HardRecord.Removed gone) {
                removed.add(gone.replica());
            }
        }
        return fold.image(group, horizon).filter(i -> !removed.contains(i.replica()));
    }

    /// What the records so far add up to.
    private static final class Fold {
        private Optional<HardRecord.Began> began = Optional.empty();
        private Ballot promised = Ballot.NONE;
        private final TreeMap<Slot, AcceptedEntry> accepted = new TreeMap<>();
        private Slot chosen = Slot.ZERO;
        private boolean voteless;

        Fold with(HardRecord record) {
            switch (record) {
                case HardRecord.Began r -> {
                    return begin(r);
                }
                case HardRecord.Promised r -> promise(r.ballot());
                case HardRecord.Accepted r -> {
                    promise(r.ballot());
                    put(new AcceptedEntry(r.slot(), r.ballot(), r.entry()));
                }
                case HardRecord.Learned r ->
                        put(new AcceptedEntry(r.slot(), Ballot.NONE, r.entry()));
                case HardRecord.ChosenMark r -> chosen = Slot.max(chosen, r.slot());
                case HardRecord.Forgot _ -> voteless = true;
                case HardRecord.Removed _, HardRecord.Horizon _, HardRecord.Booted _ -> {}
                case HardRecord.PeerSeen _ -> {}
            }
            return this;
        }

        /// Another replica than before begins with nothing.
        private Fold begin(HardRecord.Began record) {
            boolean same = began.filter(b -> b.replica().equals(record.replica())).isPresent();
            Fold fold = same ? this : new Fold();
            fold.began = Optional.of(record);
            fold.accepted.headMap(record.begin(), false).clear();
            fold.chosen = Slot.max(fold.chosen, record.begin().previous());
            return fold;
        }

        private void promise(Ballot ballot) {
            promised = ballot.isAbove(promised) ? ballot : promised;
        }

        private void put(AcceptedEntry entry) {
            if (began.isPresent() && !entry.slot().isBelow(began.get().begin())) {
                accepted.put(entry.slot(), entry);
            }
        }

        Optional<ReplicaImage> image(GroupId group, Timestamp horizon) {
            return began.map(b ->
                    new ReplicaImage(
                            group,
                            b.replica(),
                            b.begin(),
                            b.configuration(),
                            promised,
                            accepted,
                            chosen,
                            horizon,
                            voteless));
        }
    }
}
