package dev.isochron.simulation.log;

import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Draws records that a replica could write in its present state.
final class RecordSource {
    private static final int GROUPS = 5;

    /// How far beyond the chosen slots acceptances go.
    private static final int WINDOW = 4;

    private static final int LARGEST_VALUE = 700;

    private final RandomGenerator chance;
    private int values;

    RecordSource(RandomGenerator chance) {
        this.chance = chance;
    }

    /// One or a few records of one group, or of the store, that may follow on this state.
    List<HardRecord> next(LogModel state) {
        GroupId group = new GroupId(1 + chance.nextInt(GROUPS));
        ReplicaImage image = state.replicas.get(group);
        if (chance.nextInt(12) == 0) {
            return List.of(ofStore(state));
        }
        return image == null ? List.of(began(group, state)) : ofReplica(image);
    }

    /// Everything that must be written for a replica to be whole without older records.
    static List<HardRecord> whole(ReplicaImage image) {
        List<HardRecord> state = new ArrayList<>();
        GroupId group = image.group();
        state.add(new HardRecord.Began(group, image.replica(), image.begin(), image.base()));
        if (image.voteless()) {
            state.add(new HardRecord.Forgot(group, image.replica()));
        }
        if (!image.promised().isNone()) {
            state.add(new HardRecord.Promised(group, image.promised()));
        }
        for (AcceptedEntry e : image.accepted().values()) {
            state.add(
                    e.isLearned()
                            ? new HardRecord.Learned(group, e.slot(), e.entry())
                            : new HardRecord.Accepted(group, e.slot(), e.ballot(), e.entry()));
        }
        state.add(new HardRecord.ChosenMark(group, image.chosen()));
        return state;
    }

    static int entryBytes(HardRecord record) {
        Entry entry =
                switch (record) {
                    case HardRecord.Accepted r -> r.entry();
                    case HardRecord.Learned r -> r.entry();
                    default -> Entry.NOOP;
                };
        return entry instanceof Entry.Commands commands ? commands.bytes().length : 0;
    }

    /// The record that cuts a replica's log below its chosen slots.
    static HardRecord cut(ReplicaImage image) {
        return new HardRecord.Began(
                image.group(), image.replica(), image.chosen().next(), image.base());
    }

    private HardRecord ofStore(LogModel state) {
        return chance.nextBoolean()
                ? new HardRecord.Horizon(state.horizon.plusNanos(1 + chance.nextInt(100)))
                : new HardRecord.PeerSeen(
                        new NodeId(1 + chance.nextInt(3)),
                        new UUID(1, 2),
                        1 + values++,
                        values % 2);
    }

    private HardRecord began(GroupId group, LogModel state) {
        ReplicaId last = state.removed.get(group);
        ReplicaId replica = new ReplicaId(last == null ? 1 : last.value() + 1);
        Configuration members =
                Configuration.initial(List.of(new NodeId(1), new NodeId(2), new NodeId(3)));
        return new HardRecord.Began(group, replica, Slot.FIRST, members);
    }

    private List<HardRecord> ofReplica(ReplicaImage image) {
        GroupId group = image.group();
        return switch (chance.nextInt(image.voteless() ? 14 : 40)) {
            case 0 -> List.of(new HardRecord.Removed(group, image.replica()));
            case 1, 2, 3 -> List.of(cut(image));
            case 4 ->
                    chance.nextInt(4) == 0
                            ? List.of(new HardRecord.Forgot(group, image.replica()))
                            : List.of(cut(image));
            case 5, 6, 7, 8 -> marked(image);
            case 9, 10, 11 -> List.of(learned(image));
            case 12, 13 -> List.of(cut(image), learned(image));
            case 14, 15, 16, 17, 18 -> List.of(new HardRecord.Promised(group, higher(image)));
            case 19, 20, 21 -> accepted(image, 3);
            default -> accepted(image, 1);
        };
    }

    private Ballot higher(ReplicaImage image) {
        return image.promised().nextFor(new ReplicaId(1 + chance.nextInt(3)));
    }

    /// Acceptances, as a replica writes them: in no slot of which it knows what is chosen there.
    private List<HardRecord> accepted(ReplicaImage image, int entries) {
        Ballot ballot = image.promised().isNone() ? higher(image) : image.promised();
        List<HardRecord> records = new ArrayList<>();
        records.add(new HardRecord.Promised(image.group(), ballot));
        for (int i = 0; i < entries; i++) {
            Slot slot = image.chosen().plus(1 + chance.nextInt(WINDOW));
            Entry value = value();
            AcceptedEntry known = image.accepted().get(slot);
            if (known == null || !known.isLearned()) {
                records.add(new HardRecord.Accepted(image.group(), slot, ballot, value));
            }
        }
        return records.size() == 1 ? records : records.subList(1, records.size());
    }

    /// A value learned for a slot, which then is final: only in slots that nothing was learned in.
    private HardRecord learned(ReplicaImage image) {
        Slot slot = image.chosen().plus(1 + chance.nextInt(WINDOW));
        AcceptedEntry known = image.accepted().get(slot);
        Entry entry = known != null && known.isLearned() ? known.entry() : value();
        return new HardRecord.Learned(image.group(), slot, entry);
    }

    /// Marks as chosen what follows without a hole.
    private List<HardRecord> marked(ReplicaImage image) {
        Slot held = image.chosen();
        while (image.accepted().containsKey(held.next()) && chance.nextInt(4) > 0) {
            held = held.next();
        }
        return List.of(new HardRecord.ChosenMark(image.group(), held));
    }

    private Entry value() {
        if (chance.nextInt(10) == 0) {
            return Entry.NOOP;
        }
        byte[] bytes = new byte[chance.nextInt(LARGEST_VALUE)];
        chance.nextBytes(bytes);
        values++;
        return new Entry.Commands(bytes);
    }
}
