package dev.isochron.shard.world;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.error.RowName;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.ShardReplica;
import dev.isochron.shard.model.Held;
import dev.isochron.shard.model.ShardEffects.Proposal;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.model.Turn;
import dev.isochron.storage.Admission;
import dev.isochron.storage.Storage;
import dev.isochron.storage.StorageJob;
import dev.isochron.storage.StorageSettings;
import dev.isochron.storage.ordered.MemoryStore;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A shard with its replicas, and a log that is what a group of Paxos replicas would make of it:
/// proposals are chosen in order, replicas apply in order, each as late as it likes.
final class Group {
    final ShardId shard;
    final ShardEntry entry;
    final List<Member> members = new ArrayList<>();
    final List<Entry> log = new ArrayList<>();
    final Held held = new Held();
    private final ArrayDeque<Proposal> underWay = new ArrayDeque<>();
    private final Set<Integer> announcements = new TreeSet<>();
    private boolean announcing;
    private Member leader;
    private long rounds;

    /// One replica, on a node of its own.
    static final class Member {
        final int number;
        final Grants grants;
        final Storage storage;
        ShardReplica replica;

        Member(int number, Grants grants, Storage storage, ShardReplica replica) {
            this.number = number;
            this.grants = grants;
            this.storage = storage;
            this.replica = replica;
        }

        NodeId node() {
            return new NodeId(number);
        }

        /// Writes what is applied, and forgets what the horizon lets go.
        void flush() {
            replica.freeze(new byte[0]);
            Optional<StorageJob> job = storage.startJob();
            while (job.isPresent()) {
                job.get().write();
                job.get().sync();
                storage.completed(job.get());
                job = storage.startJob();
            }
        }
    }

    Group(ShardId shard, Span span, List<Supplier<Interval>> clocks, Setting setting) {
        this.shard = shard;
        Route route = new Route(shard, Generation.FIRST);
        entry = new ShardEntry(route, span, List.of(new Place(1, "localhost:1")), Optional.empty());
        for (int i = 0; i < clocks.size(); i++) {
            members.add(member(i + 1, span, clocks.get(i), setting));
        }
        leader = members.getFirst();
    }

    /// What all replicas of a world have in common.
    record Setting(ShardSettings settings, ShardRules rules) {}

    private Member member(int number, Span span, Supplier<Interval> clock, Setting setting) {
        Grants grants = new Grants(clock);
        Storage storage = Storage.open(new MemoryStore(), number, StorageSettings.USUAL);
        if (!(storage.admit(shard, span) instanceof Admission.Admitted(var store))) {
            throw new IllegalStateException("no room for " + shard);
        }
        ShardReplica.Environment environment =
                new ShardReplica.Environment(
                        grants,
                        setting.settings(),
                        setting.rules(),
                        held,
                        key -> new RowName(key, key.toString()),
                        _ -> true);
        ShardReplica replica = new ShardReplica(store, environment);
        replica.shape(entry.replicas(), entry.learners(), entry.leader());
        return new Member(number, grants, storage, replica);
    }

    Member leader() {
        return leader;
    }

    Route route() {
        return entry.route();
    }

    /// The leader resigns in favour of a replica, which is left what the leader holds in memory,
    /// and leads once it is elected.
    void resign(Member heir) {
        Estate estate = leader.replica.leave();
        if (!estate.isEmpty()) {
            heir.replica.inherit(ballot(), estate);
        }
        leader.replica.lost(turn(leader));
    }

    private Ballot ballot() {
        return Ballot.of(rounds, new ReplicaId(leader.number));
    }

    /// Makes a replica the leader: all that is under way is lost or chosen before that.
    ///
    /// @param keep how many of the entries under way are chosen all the same
    void elect(Member next, int keep, Timestamp leaseEnd) {
        Timestamp floor = leader.grants.floor();
        Member old = leader;
        old.replica.lost(turn(old));
        old.grants.lose();
        List<Proposal> open = new ArrayList<>(underWay);
        underWay.clear();
        for (int i = 0; i < Math.min(keep, open.size()); i++) {
            log.add(open.get(i).entry());
        }
        open.forEach(proposal -> old.replica.settled(turn(old), proposal.number()));
        leader = next;
        while (applyNext(next)) {
            // all that phase 1 found
        }
        rounds++;
        next.grants.begin(floor, leaseEnd);
        next.replica.followers(members.stream().filter(m -> m != next).map(Member::node).toList());
        next.replica.leads(turn(next), ballot());
        announcing = !next.replica.isLeading();
    }

    /// What a leader says first is chosen at once: nobody would see the difference.
    ///
    /// @return whether there was such a thing, so that the leader has more to say now
    boolean propose(List<Proposal> proposals) {
        boolean announced = announcing && !proposals.isEmpty();
        if (announced) {
            announcing = false;
            announcements.add(log.size());
            underWay.addFirst(proposals.getFirst());
            choose();
        }
        underWay.addAll(proposals.subList(announced ? 1 : 0, proposals.size()));
        return announced;
    }

    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    int underWay() {
        return underWay.size();
    }

    /// The oldest entry under way is chosen, and the leader applies it.
    void choose() {
        Proposal chosen = underWay.remove();
        log.add(chosen.entry());
        applyNext(leader);
        leader.replica.settled(turn(leader), chosen.number());
    }

    /// The next entry, and before it what leaders announced themselves with.
    boolean applyNext(Member member) {
        boolean more = true;
        while (more) {
            int applied = Math.toIntExact(member.replica.applied().value());
            if (applied >= log.size()) {
                return false;
            }
            member.replica.apply(turn(member), new Slot(applied + 1L), log.get(applied));
            more = announcements.contains(applied);
        }
        return true;
    }

    Turn turn(Member member) {
        return Objects.requireNonNull(world, "it is in no world").turn(member);
    }

    /// Set once, by the world that it is in.
    @Nullable World world;
}
