package dev.isochron.paxos.log;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The second pass of recovery: applies what counts, in order, and works out whose records a loss
/// may have taken.
///
/// Who can be ruled out: a group that the directory of a broken batch does not name, or all of
/// whose records there are sound; a group whose next records continue its count without a gap.
/// Everyone else is taken to have lost something (P6). Where an earlier recovery accounted for a
/// loss, only those can have lost something that it found: what ruled the others out then may have
/// been recycled since.
final class Replay {
    private final boolean lossCostsVotes;
    private final SortedMap<GroupId, GroupReplay> groups = new TreeMap<>();
    private final StoreFacts facts = new StoreFacts();
    private final GroupTrail store = new GroupTrail(GroupTrail.STORE);

    /// A loss has not been accounted for yet: a group first met now may have had records in it.
    private boolean lossOpen;

    /// The newest horizon may be among what was lost, and with it grants of every group.
    private boolean horizonInDoubt;

    private boolean strangersLost;

    /// Whose records were in the next loss, if an earlier recovery found that out.
    private Optional<Set<GroupId>> forgetful = Optional.empty();

    /// Of the open losses one was never judged: any group may have had records in it.
    private boolean anybody;

    /// Groups that had records in open losses which were judged before.
    private final Set<GroupId> losers = new TreeSet<>();

    Replay(Set<LogRule> rules) {
        lossCostsVotes = rules.contains(LogRule.LOSS_COSTS_VOTES);
    }

    /// Of the next loss it is known since an earlier recovery whose records were in it, if it is.
    void forgetful(Optional<Set<GroupId>> found) {
        forgetful = found;
    }

    /// A batch whose records are all there.
    void sound(BatchView batch, Segment segment) {
        for (Map.Entry<Long, BatchView.Count> entry : batch.directory().orElseThrow().entrySet()) {
            weigh(entry.getKey(), entry.getValue());
        }
        batch.soundRecords(segment.name()).forEach(record -> apply(record, segment));
    }

    /// A loss inside a batch whose header survives.
    void broken(BatchView batch, Segment segment) {
        Optional<Map<Long, BatchView.Count>> directory = batch.directory();
        if (directory.isEmpty()) {
            lost();
            return;
        }
        openLoss();
        Map<Long, Integer> sound = batch.soundCounts();
        for (Map.Entry<Long, BatchView.Count> entry : directory.get().entrySet()) {
            weigh(entry.getKey(), entry.getValue());
            int whole = entry.getValue().inBatch();
            boolean isLoss = sound.getOrDefault(entry.getKey(), 0) != whole;
            if (lossCostsVotes && isLoss && mayHaveLost(entry.getKey())) {
                convict(entry.getKey());
            }
        }
        batch.soundRecords(segment.name()).forEach(record -> apply(record, segment));
    }

    /// A loss of which nothing is known.
    void lost() {
        if (!lossCostsVotes) {
            return;
        }
        openLoss();
        strangersLost = true;
        horizonInDoubt = true;
        for (GroupReplay group : groups.values()) {
            if (mayHaveLost(group.group.value())) {
                group.suspect();
            }
        }
    }

    private void openLoss() {
        lossOpen = lossCostsVotes;
        anybody |= forgetful.isEmpty();
        forgetful.ifPresent(losers::addAll);
    }

    private boolean mayHaveLost(long id) {
        return anybody || id == GroupTrail.STORE || losers.contains(new GroupId(id));
    }

    /// No more records will come; those still suspect cannot be ruled out.
    void finish() {
        boolean everyone = lossOpen && horizonInDoubt;
        for (GroupReplay group : groups.values()) {
            if (everyone || group.isSuspect()) {
                group.convict();
            }
            if (group.replica().isEmpty()) {
                group.trail.requireNothing();
            }
        }
    }

    /// What the recovery that found the losses must write: one for each replica that had any.
    List<HardRecord.Forgot> forgot() {
        List<HardRecord.Forgot> records = new ArrayList<>();
        for (GroupReplay group : groups.values()) {
            Optional<ReplicaId> replica = group.replica();
            if (group.isLossy() && replica.isPresent()) {
                records.add(new HardRecord.Forgot(group.group, replica.get()));
            }
        }
        return records;
    }

    /// Groups that lost records and of which no replica is known any more.
    List<GroupId> orphans() {
        return groups.values().stream()
                .filter(group -> group.isLossy() && group.replica().isEmpty())
                .map(group -> group.group)
                .toList();
    }

    /// True if neither a replica, past or present, nor another node is known.
    boolean knowsNobody() {
        return images().isEmpty() && facts.removed().isEmpty() && facts.peers().isEmpty();
    }

    /// True if a loss may have taken all there was of some group.
    boolean strangersLost() {
        return strangersLost;
    }

    SortedMap<GroupId, ReplicaImage> images() {
        SortedMap<GroupId, ReplicaImage> images = new TreeMap<>();
        for (GroupReplay group : groups.values()) {
            if (group.replica().isPresent()) {
                images.put(group.group, group.image(facts.horizon()));
            }
        }
        return images;
    }

    StoreFacts facts() {
        return facts;
    }

    GroupTrail store() {
        return store;
    }

    List<GroupTrail> trails() {
        return groups.values().stream().map(group -> group.trail).toList();
    }

    private void apply(LoggedRecord record, Segment segment) {
        facts.note(record, segment.generation);
        switch (record) {
            case LoggedRecord.DamageNoted _ -> accountedFor();
            case LoggedRecord.RemovedBefore _ -> {}
            case LoggedRecord.Hard(HardRecord fact) -> {
                switch (fact) {
                    case HardRecord.OfReplica r -> replay(r.group()).apply(r, segment);
                    case HardRecord.Horizon _ -> horizonInDoubt = false;
                    case HardRecord.Booted _, HardRecord.PeerSeen _ -> {}
                }
            }
        }
    }

    private void accountedFor() {
        lossOpen = false;
        anybody = false;
        losers.clear();
        horizonInDoubt = false;
        strangersLost = false;
        groups.values().forEach(GroupReplay::acquit);
    }

    private void weigh(long id, BatchView.Count count) {
        if (id == GroupTrail.STORE) {
            if (count.before() == store.appended) {
                horizonInDoubt = false;
            }
            store.appended = count.appended();
            return;
        }
        boolean stranger = !groups.containsKey(new GroupId(id));
        GroupReplay group = replay(new GroupId(id));
        if (stranger && lossOpen && count.before() > 0 && mayHaveLost(id)) {
            group.convict();
        }
        group.weigh(count);
    }

    private void convict(long id) {
        if (id == GroupTrail.STORE) {
            horizonInDoubt = true;
        } else {
            replay(new GroupId(id)).convict();
        }
    }

    private GroupReplay replay(GroupId group) {
        return groups.computeIfAbsent(group, GroupReplay::new);
    }
}
