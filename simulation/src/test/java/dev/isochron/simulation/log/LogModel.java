package dev.isochron.simulation.log;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a sequence of hard records amounts to, in the plainest way: the log's own replay is
/// compared with this.
final class LogModel {
    final TreeMap<GroupId, ReplicaImage> replicas = new TreeMap<>();
    final SortedMap<GroupId, ReplicaId> removed = new TreeMap<>();
    final SortedMap<NodeId, HardRecord.PeerSeen> peers = new TreeMap<>();
    Timestamp horizon = Timestamp.MIN;

    void apply(HardRecord record) {
        switch (record) {
            case HardRecord.Began r -> began(r);
            case HardRecord.Promised r -> promised(r.group(), r.ballot());
            case HardRecord.Accepted r -> {
                promised(r.group(), r.ballot());
                put(r.group(), new AcceptedEntry(r.slot(), r.ballot(), r.entry()));
            }
            case HardRecord.Learned r ->
                    put(r.group(), new AcceptedEntry(r.slot(), Ballot.NONE, r.entry()));
            case HardRecord.ChosenMark r -> {
                ReplicaImage old = image(r.group());
                replicas.put(
                        r.group(),
                        with(
                                old,
                                old.promised(),
                                Slot.max(old.chosen(), r.slot()),
                                old.voteless()));
            }
            case HardRecord.Forgot r -> forgot(r.group());
            case HardRecord.Removed r -> {
                replicas.remove(r.group());
                removed.put(r.group(), r.replica());
            }
            case HardRecord.Horizon r -> horizon = Timestamp.max(horizon, r.until());
            case HardRecord.Booted _ -> {}
            case HardRecord.PeerSeen r -> peers.put(r.node(), r);
        }
    }

    /// The images as recovery would report them now.
    SortedMap<GroupId, ReplicaImage> images() {
        SortedMap<GroupId, ReplicaImage> images = new TreeMap<>();
        replicas.forEach((group, i) ->
                images.put(
                        group,
                        new ReplicaImage(
                                group,
                                i.replica(),
                                i.begin(),
                                i.base(),
                                i.promised(),
                                i.accepted(),
                                i.chosen(),
                                horizon,
                                i.voteless())));
        return images;
    }

    private void began(HardRecord.Began r) {
        ReplicaImage old = replicas.get(r.group());
        if (old == null || !old.replica().equals(r.replica())) {
            replicas.put(r.group(), ReplicaImage.fresh(r));
            return;
        }
        NavigableMap<Slot, AcceptedEntry> kept = old.accepted().tailMap(r.begin(), true);
        replicas.put(
                r.group(),
                new ReplicaImage(
                        r.group(),
                        r.replica(),
                        r.begin(),
                        r.configuration(),
                        old.promised(),
                        new TreeMap<>(kept),
                        Slot.max(old.chosen(), r.begin().previous()),
                        Timestamp.MIN,
                        old.voteless()));
    }

    private void promised(GroupId group, Ballot ballot) {
        ReplicaImage old = image(group);
        Ballot highest = ballot.isAbove(old.promised()) ? ballot : old.promised();
        replicas.put(group, with(old, highest, old.chosen(), old.voteless()));
    }

    /// Ballots of one slot only rise, and a learned value is final.
    private void put(GroupId group, AcceptedEntry entry) {
        ReplicaImage image = image(group);
        @Nullable AcceptedEntry known = image.accepted().get(entry.slot());
        boolean replaces =
                known == null
                        || entry.isLearned()
                        || (!known.isLearned() && !entry.ballot().isBelow(known.ballot()));
        if (replaces && !entry.slot().isBelow(image.begin())) {
            image.accepted().put(entry.slot(), entry);
        }
    }

    private void forgot(GroupId group) {
        ReplicaImage old = image(group);
        old.accepted().tailMap(old.chosen(), false).values().removeIf(e -> !e.isLearned());
        replicas.put(group, with(old, old.promised(), old.chosen(), true));
    }

    private ReplicaImage image(GroupId group) {
        ReplicaImage image = replicas.get(group);
        if (image == null) {
            throw new IllegalStateException("the story uses " + group + " before it began");
        }
        return image;
    }

    private static ReplicaImage with(
            ReplicaImage old, Ballot promised, Slot chosen, boolean voteless) {
        return new ReplicaImage(
                old.group(),
                old.replica(),
                old.begin(),
                old.base(),
                promised,
                old.accepted(),
                chosen,
                Timestamp.MIN,
                voteless);
    }
}
