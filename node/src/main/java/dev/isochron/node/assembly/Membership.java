package dev.isochron.node.assembly;

import dev.isochron.node.founding.Acquaintances;
import dev.isochron.node.frame.Word;
import dev.isochron.node.host.Fetches;
import dev.isochron.node.host.HorizonKeeper;
import dev.isochron.node.host.Household;
import dev.isochron.node.host.Journal;
import dev.isochron.node.host.Moments;
import dev.isochron.node.host.Post;
import dev.isochron.node.host.Ration;
import dev.isochron.node.port.Loop;
import dev.isochron.node.port.Ports;
import dev.isochron.paxos.log.Recovered;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.ShardStatus;
import dev.isochron.shard.model.Held;
import dev.isochron.truetime.peers.ClockJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// A node as part of a cluster: its log, its replicas, its peers.
final class Membership {

    /// The words of a resignation are on their way within this time; whoever waits for the end of a
    /// server waits no longer for them.
    private static final long PARTING_NANOS = 50_000_000L;

    /// However many peers ping, this node looks around no more often between two pings of its own.
    private static final int ROUNDS_PER_PAUSE = 4;

    private final NodeSettings settings;
    private final Ports ports;
    private final Recovered store;
    private final Courier courier;
    private final RosterDesk roster;
    private final ClockWatch clocks;
    private final Held held;
    private final Journal journal;
    private final Moments moments;
    private final Acquaintances acquaintances;
    private final Residents residents;
    private final Gate gate;
    private final Succession succession;
    private Runnable whenReady = () -> {};
    private long spokeNanos;

    /// What a node has before it has a cluster.
    record Contacts(
            ClockJudge<NodeId> judge,
            Courier courier,
            Departure departure,
            RosterDesk roster,
            Held held) {}

    Membership(NodeSettings settings, Ports ports, Recovered store, Contacts contacts) {
        this.settings = settings;
        this.ports = ports;
        this.store = store;
        this.courier = contacts.courier();
        this.roster = contacts.roster();
        this.held = contacts.held();
        Loop loop = ports.loop();
        this.clocks =
                new ClockWatch(ports.clock(), loop, ports.operator(), contacts.judge(), settings);
        this.journal = new Journal(store.wal(), ports.disks().log(), ports);
        this.moments = new Moments(ports.clock(), loop, clocks::isTrusted, store.horizon());
        ports.observer().opened(store.horizon());
        this.acquaintances =
                new Acquaintances(
                        new Acquaintances.Self(settings.self(), cluster()),
                        roster.roster(),
                        store.peers(),
                        settings.peers().silence().toNanos());
        roster.whenChanged(acquaintances::expect);
        this.residents = new Residents(household(), settings, courier, roster, store.removed());
        roster.firstHints().forEach(residents.book()::learn);
        this.succession = new Succession(settings.self(), journal, residents);
        this.gate =
                new Gate(
                        ports,
                        journal,
                        new Gate.Staff(
                                acquaintances,
                                courier,
                                residents,
                                clocks,
                                contacts.departure(),
                                roster),
                        this::hello,
                        this::pingAlong);
    }

    private Household household() {
        Post post =
                new Post(
                        settings.self(),
                        ports.loop(),
                        (to, letters) -> courier.say(to, new Word.Letters(letters)),
                        letter -> residents.deliver(settings.self(), letter));
        return new Household(
                settings.self(),
                settings.paxos(),
                settings.rules(),
                ports,
                journal,
                moments,
                post,
                held,
                new Ration(settings.control().moveRate()),
                new Fetches(settings.control().fetches()));
    }

    private Word.Hello hello() {
        return new Word.Hello(
                settings.plan().toString(),
                acquaintances.lives(store.identity().incarnation()),
                true);
    }

    /// True if the store was made and its first facts were written: a founding or joining that a
    /// crash cut short left none.
    static boolean isComplete(Recovered store) {
        return !(store.replicas().isEmpty()
                && store.peers().isEmpty()
                && store.removed().isEmpty());
    }

    UUID cluster() {
        return store.identity().cluster();
    }

    /// The sector up to which the log is synced.
    long place() {
        return journal.syncedSector();
    }

    Gate gate() {
        return gate;
    }

    Residents residents() {
        return residents;
    }

    // -- beginnings --------------------------------------------------------------------------

    /// `task` runs when this membership is durable.
    void whenReady(Runnable task) {
        whenReady = task;
    }

    /// Goes on where the log ends.
    void resume() {
        store.damage().lines().forEach(line -> ports.operator().tell("Opening the log: " + line));
        residents.resume(store.replicas().values());
        run();
    }

    /// Creates this node's voters: first what their shards have of the key space, then all of them
    /// with one append. A crash in between leaves a node that is founded again.
    void found(NavigableMap<NodeId, UUID> seen) {
        List<HardRecord.Began> births = new ArrayList<>();
        TreeMap<ShardId, ShardHall.Founded> shards = new TreeMap<>();
        for (GroupId group : settings.plan().groupIds()) {
            Configuration members = settings.plan().members(group);
            Optional<Member> own = members.onNode(settings.self());
            Optional<ShardId> shard = Plan.shardOf(group);
            if (own.isPresent()) {
                Slot begin = shard.isPresent() ? Slot.FIRST.next() : Slot.FIRST;
                births.add(new HardRecord.Began(group, own.get().replica(), begin, members));
                shard.ifPresent(s ->
                        shards.put(s, new ShardHall.Founded(settings.plan().spanOf(s), members)));
            }
        }
        residents.found(shards, () -> found(seen, births));
    }

    private void found(NavigableMap<NodeId, UUID> seen, List<HardRecord.Began> births) {
        List<HardRecord> records = new ArrayList<>(acquainted(seen));
        records.addAll(births);
        journal.appendOfStore(
                records,
                () -> {
                    births.forEach(began -> residents.open(ReplicaImage.fresh(began)));
                    run();
                });
    }

    /// Becomes a node of a cluster that others founded: its leaders will order learners here.
    void join(NavigableMap<NodeId, UUID> seen) {
        ports.operator()
                .tell(
                        "This node's data directory is new, and cluster "
                                + cluster()
                                + " exists already: it joins and fetches everything from the"
                                + " others before it votes.");
        journal.appendOfStore(new ArrayList<>(acquainted(seen)), this::run);
    }

    private List<HardRecord> acquainted(NavigableMap<NodeId, UUID> seen) {
        List<HardRecord> records = new ArrayList<>();
        for (NodeId node : roster.roster().members()) {
            boolean self = node.equals(settings.self());
            UUID life = self ? store.identity().incarnation() : seen.get(node);
            if (life != null) {
                HardRecord.PeerSeen met = new HardRecord.PeerSeen(node, life, 1);
                records.add(met);
                acquaintances.remembered(met);
            }
        }
        return records;
    }

    private void run() {
        roster.entered(cluster());
        whenReady.run();
        residents.control().start();
        new HorizonKeeper(journal, moments, ports.loop(), settings.paxos().leaseNanos()).run();
        ping();
    }

    private void ping() {
        ports.loop().at(speak(settings.peers().ping().toNanos()), this::ping);
    }

    /// What there is to say goes first, since it is as good as a ping.
    private long speak(long pauseNanos) {
        spokeNanos = ports.loop().uptimeNanos();
        clocks.look();
        gate.rememberPlaces();
        succession.look(spokeNanos);
        residents.control().round();
        return roster.ping(pauseNanos);
    }

    /// A peer that has nothing to say woke this node up: whatever is to be said soon is said now,
    /// so that quiet nodes wake up together, once for each round of pings. Of many peers some ping
    /// all the time.
    private void pingAlong() {
        long pause = settings.peers().ping().toNanos();
        if (ports.loop().uptimeNanos() - spokeNanos >= pause / ROUNDS_PER_PAUSE) {
            long _ = speak(pause / 2);
        }
    }

    // -- the end -----------------------------------------------------------------------------

    /// Resigns from whatever this node leads, in favour of a replica that is alive.
    void handOver(Runnable done) {
        boolean any = gate.rememberLastPlaces();
        any |= succession.handOver();
        if (any) {
            later(PARTING_NANOS, done);
        } else {
            done.run();
        }
    }

    private void later(long nanos, Runnable task) {
        ports.loop().at(ports.loop().uptimeNanos() + nanos, task);
    }

    // -- status ------------------------------------------------------------------------------

    private static NodeStatus.GroupStatus statusOf(Resident resident, Moment now) {
        long lines = 0;
        long chain = 0;
        int waiting = 0;
        Optional<ShardStatus> shard = Optional.empty();
        switch (resident) {
            case Resident.OfLedger ledger -> {
                lines = ledger.machine().state().lines();
                chain = ledger.machine().state().chain();
                waiting = ledger.desk().waiting();
            }
            case Resident.OfController _ -> {}
            case Resident.OfShard of -> shard = Optional.of(of.desk().status());
        }
        return new NodeStatus.GroupStatus(
                resident.host().group(),
                resident.host().view(now),
                resident.host().applied(),
                lines,
                chain,
                waiting,
                resident.host().isHalted(),
                shard);
    }

    NodeStatus status() {
        Moment now = moments.now();
        List<NodeStatus.GroupStatus> groups = new ArrayList<>();
        for (Resident resident : residents.all()) {
            groups.add(statusOf(resident, now));
        }
        List<NodeStatus.PeerStatus> peers = new ArrayList<>();
        for (NodeId node : roster.others()) {
            peers.add(
                    new NodeStatus.PeerStatus(
                            node, acquaintances.silenceOf(node, now.uptimeNanos())));
        }
        NodeStatus.DiskStatus disk =
                new NodeStatus.DiskStatus(
                        journal.pressure(),
                        journal.times().syncs(),
                        journal.times().records(),
                        journal.times().meanNanos());
        return new NodeStatus(
                settings.self(),
                Optional.of(cluster()),
                store.identity().incarnation(),
                List.of(),
                now.mayLead(),
                Optional.of(disk),
                groups,
                peers);
    }
}
