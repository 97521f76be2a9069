package dev.isochron.paxos.world;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.message.Resignation;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Watches a group from outside: what leaves its nodes, what they apply, whom they answer. It
/// counts quorums itself and shares no code with the replica beyond the nouns.
public final class Judge {
    private final Consumer<String> say;
    private final List<String> violations = new ArrayList<>();

    /// What was proposed, by slot and ballot.
    private final TreeMap<Slot, TreeMap<Ballot, Entry>> proposed = new TreeMap<>();

    private final TreeMap<Slot, TreeMap<Ballot, TreeSet<ReplicaId>>> accepted = new TreeMap<>();
    private final TreeMap<Slot, Entry> chosen = new TreeMap<>();

    /// The configuration that governs a slot and those after it.
    private final TreeMap<Slot, Configuration> governing = new TreeMap<>();

    private final TreeMap<Ballot, TreeSet<ReplicaId>> promised = new TreeMap<>();
    private final TreeMap<ReplicaId, Ballot> highestPromise = new TreeMap<>();
    private final TreeSet<ReplicaId> forgetful = new TreeSet<>();
    private final TreeMap<Ballot, Timestamp> leases = new TreeMap<>();
    private Timestamp lastGiven = Timestamp.MIN;
    private final TreeMap<NodeId, Timestamp> vouched = new TreeMap<>();

    Judge(Configuration first, Consumer<String> say) {
        this.say = say;
        governing.put(Slot.FIRST, first);
    }

    public List<String> violations() {
        return List.copyOf(violations);
    }

    private void violation(String what) {
        if (!violations.contains(what)) {
            violations.add(what);
            say.accept("VIOLATION " + what);
        }
    }

    void stopped(String what) {
        violation(what);
    }

    /// From now on this replica has lost something and may not vote.
    void lost(ReplicaId replica) {
        forgetful.add(replica);
    }

    // -- what leaves a node ----------------------------------------------------------------------

    void left(Wire.Parcel parcel, Store store) {
        ReplicaId from = parcel.envelope().from();
        GroupId group = parcel.envelope().group();
        switch (parcel.envelope().message()) {
            case Message.Accept m -> proposing(m);
            case Message.Promise m -> {
                voting(from, "promise " + m.ballot());
                durable(from, m.ballot(), store.image(group));
                promised.computeIfAbsent(m.ballot(), _ -> new TreeSet<>()).add(from);
                highestPromise.merge(from, m.ballot(), (a, b) -> a.isAbove(b) ? a : b);
            }
            case Message.Accepted m -> accepting(from, m, store.image(group));
            case Message.HeartbeatReply m -> pulse(from, m.pulse(), store.image(group));
            case Message.Resigned m -> leases.remove(m.resignation().ballot());
            case Message.Prepare m ->
                    m.resignation().map(Resignation::ballot).ifPresent(leases::remove);
            default -> {}
        }
    }

    private void proposing(Message.Accept m) {
        Slot slot = m.first();
        for (Entry entry : m.entries()) {
            Entry before =
                    proposed.computeIfAbsent(slot, _ -> new TreeMap<>())
                            .putIfAbsent(m.ballot(), entry);
            if (before != null && !before.equals(entry)) {
                violation(
                        "P1: "
                                + m.ballot()
                                + " proposes "
                                + Words.of(before)
                                + " and "
                                + Words.of(entry)
                                + " in "
                                + slot);
            }
            Configuration members = governing.floorEntry(slot).getValue();
            TreeSet<ReplicaId> by = promised.getOrDefault(m.ballot(), new TreeSet<>());
            if (!members.isQuorum(by::contains)) {
                violation(
                        "P5: "
                                + m.ballot()
                                + " proposes in "
                                + slot
                                + " with promises of "
                                + by
                                + " where "
                                + Words.of(members)
                                + " govern");
            }
            slot = slot.next();
        }
    }

    private void accepting(ReplicaId from, Message.Accepted m, Optional<ReplicaImage> disk) {
        if (m.count() > 0) {
            voting(from, "accept at " + m.ballot());
        }
        if (m.ballot().isBelow(highestPromise.getOrDefault(from, Ballot.NONE))) {
            violation(
                    "P2: "
                            + from
                            + " accepts at "
                            + m.ballot()
                            + " after promising "
                            + highestPromise.get(from));
        }
        Slot slot = m.first();
        for (int i = 0; i < m.count(); i++) {
            if (!holds(disk, slot, m.ballot())) {
                violation("P4: " + from + " accepts " + slot + " before it is on its disk");
            }
            count(from, slot, m.ballot());
            slot = slot.next();
        }
        pulse(from, m.pulse(), disk);
    }

    private void count(ReplicaId from, Slot slot, Ballot ballot) {
        TreeSet<ReplicaId> by =
                accepted.computeIfAbsent(slot, _ -> new TreeMap<>())
                        .computeIfAbsent(ballot, _ -> new TreeSet<>());
        by.add(from);
        Entry entry = proposed.getOrDefault(slot, new TreeMap<>()).get(ballot);
        if (entry != null && governing.floorEntry(slot).getValue().isQuorum(by::contains)) {
            choose(slot, entry, "by " + by + " at " + ballot);
        }
    }

    private void choose(Slot slot, Entry entry, String how) {
        Entry before = chosen.putIfAbsent(slot, entry);
        if (before == null) {
            if (entry instanceof Entry.Reconfigure change) {
                governing.put(slot.next(), change.configuration());
            }
        } else if (!before.equals(entry)) {
            violation(
                    "P1: "
                            + slot
                            + " is chosen as "
                            + Words.of(before)
                            + ", now as "
                            + Words.of(entry)
                            + " "
                            + how);
        }
    }

    private void voting(ReplicaId from, String what) {
        if (forgetful.contains(from)) {
            violation("P6: " + from + " lost its memory and votes: " + what);
        }
    }

    private void durable(ReplicaId from, Ballot ballot, Optional<ReplicaImage> disk) {
        if (disk.isEmpty() || disk.get().promised().isBelow(ballot)) {
            violation("P4: " + from + " promises " + ballot + " before it is on its disk");
        }
    }

    /// A slot is held if everything up to it is on the replica's own disk.
    private void pulse(ReplicaId from, Pulse pulse, Optional<ReplicaImage> disk) {
        if (!pulse.grantedUntil().equals(Timestamp.MIN)) {
            voting(from, "grant until " + Words.of(pulse.grantedUntil()));
        }
        Slot begin = disk.map(ReplicaImage::begin).orElse(Slot.FIRST);
        for (Slot slot = begin; !slot.isAbove(pulse.held()); slot = slot.next()) {
            if (!holds(disk, slot, Ballot.NONE)) {
                violation("P4: " + from + " reports " + slot + " as held, its disk has it not");
            }
        }
    }

    private static boolean holds(Optional<ReplicaImage> disk, Slot slot, Ballot ballot) {
        if (disk.isEmpty()) {
            return false;
        }
        AcceptedEntry entry = disk.get().accepted().get(slot);
        return slot.isBelow(disk.get().begin())
                || (entry != null && (entry.isLearned() || !entry.ballot().isBelow(ballot)))
                || (entry != null && !slot.isAbove(disk.get().chosen()));
    }

    // -- what becomes of it ----------------------------------------------------------------------

    void applied(NodeId node, Effects.Applied applied) {
        choose(applied.slot(), applied.entry(), "applied by " + node);
    }

    /// A proposal that was answered as chosen must be what the slot holds.
    void replied(String what, Effects.Fate fate) {
        if (fate instanceof Effects.Fate.Chosen in
                && chosen.get(in.slot()) instanceof Entry.Commands commands
                && !Words.of(commands).equals(what)) {
            violation("P1: " + what + " was acknowledged in " + in.slot() + " and is not there");
        }
    }

    void gave(NodeId node, Timestamp given, Timestamp leaseEnd) {
        if (given.isAfter(leaseEnd)) {
            violation(
                    "P3: "
                            + node
                            + " gives "
                            + Words.of(given)
                            + ", its lease ends at "
                            + Words.of(leaseEnd));
        }
        if (!given.isAfter(lastGiven)) {
            violation(
                    "T1: " + node + " gives " + Words.of(given) + " after " + Words.of(lastGiven));
        }
        lastGiven = Timestamp.max(lastGiven, given);
        for (Map.Entry<NodeId, Timestamp> other : vouched.entrySet()) {
            if (!other.getKey().equals(node) && !given.isAfter(other.getValue())) {
                violation(
                        "T1: "
                                + node
                                + " gives "
                                + Words.of(given)
                                + ", "
                                + other.getKey()
                                + " vouched up to "
                                + Words.of(other.getValue()));
            }
        }
    }

    Timestamp lastGiven() {
        return lastGiven;
    }

    void vouched(NodeId node, Timestamp until) {
        vouched.merge(node, until, Timestamp::max);
    }

    /// Who serves right now: a lease that began while another one lasts breaks P3, also if the
    /// other leader is down, because what it published reaches to its lease's end.
    void look(List<Host> hosts, Timestamp now) {
        for (Host host : hosts) {
            Optional<ReplicaView> view = host.view().filter(ReplicaView::serving);
            view.ifPresent(v -> serving(host, v, now));
        }
    }

    private void serving(Host host, ReplicaView view, Timestamp now) {
        for (Map.Entry<Ballot, Timestamp> other : leases.entrySet()) {
            boolean lasts = !other.getValue().isBefore(now);
            if (lasts && !other.getKey().equals(view.ballot())) {
                violation(
                        "P3: "
                                + host.id()
                                + " serves at "
                                + view.ballot()
                                + " while the lease of "
                                + other.getKey()
                                + " lasts until "
                                + Words.of(other.getValue()));
            }
        }
        leases.merge(view.ballot(), view.leaseEnd(), Timestamp::max);
    }
}
