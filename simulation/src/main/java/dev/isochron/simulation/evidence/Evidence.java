package dev.isochron.simulation.evidence;

import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.message.Pulse;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that the judges of one world go by.
public final class Evidence {
    private final List<Store> stores = new ArrayList<>();
    private final TreeMap<ReplicaKey, Claims> claims = new TreeMap<>();
    private final TreeMap<ReplicaKey, Integer> homes = new TreeMap<>();
    private final TreeSet<ReplicaKey> running = new TreeSet<>();

    /// Where each replica began last, also if it has claimed nothing yet.
    private final TreeMap<ReplicaKey, Integer> seats = new TreeMap<>();

    private final TreeSet<ReplicaKey> removed = new TreeSet<>();
    private final TreeSet<ReplicaKey> damaged = new TreeSet<>();
    private final TreeSet<ReplicaKey> forgetful = new TreeSet<>();

    /// Nodes whose disks a fault struck since they opened them: what is written there meanwhile,
    /// that of replicas that begin meanwhile as well, may be what it destroys.
    private final TreeSet<Integer> ailing = new TreeSet<>();

    private final TreeMap<GroupId, GroupLog> logs = new TreeMap<>();
    private final TreeMap<GroupId, Votes> votes = new TreeMap<>();

    public Evidence(int nodes) {
        for (int node = 1; node <= nodes; node++) {
            stores.add(new Store());
        }
    }

    public Store store(int node) {
        return stores.get(node - 1);
    }

    public Claims claims(ReplicaKey replica) {
        return claims.computeIfAbsent(replica, _ -> new Claims());
    }

    /// The first thing that a replica claimed and this image of it does not bear out, in words.
    public Optional<String> lostIn(ReplicaImage image) {
        ReplicaKey who = new ReplicaKey(image.group(), image.replica());
        return claims(who).notCoveredBy(image, e -> isChosen(image.group(), e));
    }

    /// True if the entry's value is the chosen one of its slot, whether anyone knows it or not.
    public boolean isChosen(GroupId group, AcceptedEntry entry) {
        GroupLog log = logs.get(group);
        if (log == null) {
            return false;
        }
        Entry learned = log.learned(entry.slot());
        return learned == null
                ? votes(group).isChosen(entry.slot(), entry.entry(), log.governing(entry.slot()))
                : learned.equals(entry.entry());
    }

    /// True if a restart of this replica found less than it had claimed.
    public boolean isForgetful(ReplicaKey replica) {
        return forgetful.contains(replica);
    }

    /// True if a fault destroyed synced parts of the log that this replica rests on.
    public boolean isDamaged(ReplicaKey replica) {
        return damaged.contains(replica);
    }

    /// Replicas that lived on a node, lost nothing to a fault, and do not run there now.
    public List<ReplicaKey> missingOn(int node) {
        List<ReplicaKey> missing = new ArrayList<>();
        for (Map.Entry<ReplicaKey, Integer> home : homes.entrySet()) {
            ReplicaKey who = home.getKey();
            if (home.getValue() == node && !running.contains(who) && !damaged.contains(who)) {
                missing.add(who);
            }
        }
        return missing;
    }

    /// What was learned in a group; null until one of its replicas began.
    public @Nullable GroupLog log(GroupId group) {
        return logs.get(group);
    }

    /// All groups of which a replica ever began.
    public Set<GroupId> groups() {
        return Collections.unmodifiableSet(logs.keySet());
    }

    public Votes votes(GroupId group) {
        return votes.computeIfAbsent(group, _ -> new Votes());
    }

    // -- written by the court ----------------------------------------------------------------

    public void opened(int node, Timestamp horizon) {
        store(node).opened(horizon);
        ailing.remove(node);
    }

    public void began(int node, ReplicaImage image) {
        logs.computeIfAbsent(image.group(), _ -> new GroupLog(image.base()));
        store(node).began(image);
        image.accepted().values().forEach(e -> survived(image, e));
        ReplicaKey who = new ReplicaKey(image.group(), image.replica());
        running.add(who);
        seats.put(who, node);
        removed.remove(who); // it went down before its farewell was durable
        // A store has one replica of a group: a younger one takes the place of the older.
        homes.entrySet().removeIf(h -> h.getValue() == node && isOlder(h.getKey(), who));
        seats.entrySet().removeIf(h -> h.getValue() == node && isOlder(h.getKey(), who));
        if (lostIn(image).isPresent()) {
            forgetful.add(who);
        } else if (!image.voteless() && !ailing.contains(node)) {
            damaged.remove(who);
        }
    }

    /// What a restart finds was never synced perhaps, and is durable all the same.
    private void survived(ReplicaImage image, AcceptedEntry entry) {
        if (!entry.isLearned()) {
            accept(
                    image.replica(),
                    new HardRecord.Accepted(
                            image.group(), entry.slot(), entry.ballot(), entry.entry()));
        }
    }

    private static boolean isOlder(ReplicaKey one, ReplicaKey other) {
        return one.group().equals(other.group()) && one.replica().value() < other.replica().value();
    }

    /// A fault destroyed a part of what a node had synced, or all of it; or it will, and then what
    /// is being synced is lost too.
    public void damaged(int node) {
        ailing.add(node);
        damaged(homes, node);
        damaged(seats, node);
    }

    private void damaged(SortedMap<ReplicaKey, Integer> places, int node) {
        places.forEach((who, place) -> {
            if (place == node) {
                damaged.add(who);
            }
        });
    }

    /// A replica left its group for good; what its node still says for it brings it back nowhere.
    public void removed(ReplicaKey replica) {
        homes.remove(replica);
        seats.remove(replica);
        removed.add(replica);
    }

    public void appended(int node, List<HardRecord> records, long position) {
        records.forEach(r -> store(node).append(r, position));
    }

    public void saidSynced(int node, long position) {
        store(node).said(position, this::durable);
    }

    public void trulySynced(int node, long position) {
        store(node).truly(position, this::durable);
    }

    public void crashed(int node) {
        store(node).crashed();
        running.removeIf(who -> homes.getOrDefault(who, node) == node);
    }

    private void durable(Store store, HardRecord fact) {
        if (fact instanceof HardRecord.Accepted accepted) {
            DurableReplica replica = store.replica(accepted.group());
            if (replica != null) {
                accept(replica.replica(), accepted);
            }
        }
    }

    private void accept(ReplicaId replica, HardRecord.Accepted accepted) {
        GroupLog log = logs.get(accepted.group());
        if (log != null && log.learned(accepted.slot()) == null) {
            votes(accepted.group())
                    .accept(replica, accepted.slot(), accepted.ballot(), accepted.entry());
        }
    }

    /// A promise reached the replica that asked for it.
    public void promiseArrived(GroupId group, ReplicaId from, Message.Promise promise) {
        votes(group).promise(from, promise.ballot());
    }

    /// A replica learned a value; only the first one's word is kept.
    public void learned(GroupId group, Slot slot, Entry entry) {
        GroupLog log = logs.get(group);
        if (log != null && log.learned(slot) == null) {
            log.learn(slot, entry);
            votes(group).learned(slot);
        }
    }

    /// A message left its replica: what it claims may be relied upon from now on.
    public void claimed(int node, Envelope envelope) {
        ReplicaKey key = new ReplicaKey(envelope.group(), envelope.from());
        switch (envelope.message()) {
            case Message.Promise promise -> claims(key).promise(promise.ballot());
            case Message.Accepted accepted -> claimAccepted(claims(key), accepted);
            case Message.HeartbeatReply reply -> claimPulse(claims(key), reply.pulse());
            default -> {
                return; // claims nothing that a restart must bear out
            }
        }
        if (!removed.contains(key)) {
            homes.putIfAbsent(key, node);
            if (ailing.contains(node)) {
                damaged.add(key);
            }
        }
    }

    private static void claimAccepted(Claims claims, Message.Accepted accepted) {
        for (int i = 0; i < accepted.count(); i++) {
            claims.accept(accepted.first().plus(i), accepted.ballot());
        }
        claimPulse(claims, accepted.pulse());
    }

    private static void claimPulse(Claims claims, Pulse pulse) {
        claims.grant(pulse.grantedUntil());
        claims.hold(pulse.held());
    }
}
