package dev.isochron.node.assembly;

import dev.isochron.node.book.ShardBook;
import dev.isochron.node.checkpoint.WholeMachine;
import dev.isochron.node.desk.EntriesUnderWay;
import dev.isochron.node.desk.LedgerDesk;
import dev.isochron.node.host.Household;
import dev.isochron.node.host.Keeper;
import dev.isochron.node.host.ReplicaHost;
import dev.isochron.node.ledger.Ledger;
import dev.isochron.node.ledger.LedgerMachine;
import dev.isochron.node.ledger.Outcome;
import dev.isochron.node.machine.MemberList;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.state.Applied;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The replicas of a node, one per group at most.
///
/// A letter for a replica that is not here creates nothing; its sender is told so. Only a welcome
/// from the group's leader brings a replica to life, as a learner, and never under an id that lived
/// here before (P6, attack 10).
final class Residents {

    private final Household home;
    private final NodeSettings settings;
    private final ShardBook book = new ShardBook();
    private final Switchboard switchboard;
    private final ShardHall shards;
    private final LostRows lost;
    private final ControlRoom control;
    private final EntriesUnderWay entries;
    private final TreeMap<GroupId, Resident> residents = new TreeMap<>();
    private final TreeMap<GroupId, ReplicaId> removed = new TreeMap<>();
    private final TreeMap<GroupId, ReplicaId> unborn = new TreeMap<>();

    private final Forks forks = new Forks();
    private final Mergers mergers;

    /// Shards that are part of others now; they never come back.
    private final TreeSet<GroupId> gone = new TreeSet<>();

    /// @param removed per group the highest id that was removed here
    Residents(
            Household home,
            NodeSettings settings,
            Courier courier,
            RosterDesk roster,
            SortedMap<GroupId, ReplicaId> removed) {
        this.home = home;
        this.settings = settings;
        this.entries = new EntriesUnderWay(settings.desk().overlapping());
        this.switchboard = new Switchboard(settings, book, this, courier, roster);
        this.shards = new ShardHall(home, settings, switchboard);
        this.lost = LostRows.read(home.ports().disks().state());
        this.control = new ControlRoom(home, settings, this, courier, roster);
        this.mergers = new Mergers(home, settings, this, courier);
        this.removed.putAll(removed);
        home.journal().keepers(this::keeperOf);
    }

    private Optional<Keeper> keeperOf(GroupId group) {
        Resident resident = residents.get(group);
        return resident != null ? Optional.of(resident.host()) : forks.keeperOf(group);
    }

    /// Lets all replicas run that the log holds. One that a split made, and that was not flushed
    /// before a crash, waits for its parent: until that, and no other, has split again or cannot.
    void resume(Collection<ReplicaImage> images) {
        if (images.stream().anyMatch(this::isForked)) {
            forks.descend(Descent.in(images));
        }
        images.forEach(this::open);
        home.ports().loop().atTurnEnd(() -> forks.parentless().forEach(this::run));
    }

    /// Lets a replica run from what the log holds of it.
    void open(ReplicaImage image) {
        boolean isForked = isForked(image);
        if (isForked && shards.isTakenIn(Plan.shardOf(image.group()).orElseThrow())) {
            gone.add(image.group());
            run(image);
        } else if (isForked) {
            forks.await(image);
            home.ports().observer().began(image);
        } else {
            run(image);
        }
    }

    private boolean isForked(ReplicaImage image) {
        return image.begin().isAbove(Slot.FIRST)
                && !lost.has(image)
                && Plan.shardOf(image.group()).filter(shard -> !shards.has(shard)).isPresent();
    }

    private Resident run(ReplicaImage image) {
        Resident resident =
                Plan.shardOf(image.group())
                        .<Resident>map(shard -> openShard(shard, image))
                        .orElseGet(() ->
                                image.group().equals(Plan.CONTROLLER)
                                        ? openController(image)
                                        : openLedger(image));
        residents.put(image.group(), resident);
        if (gone.contains(image.group())) {
            home.ports().loop().atTurnEnd(resident.host()::dissolve);
        }
        return resident;
    }

    private Resident openLedger(ReplicaImage image) {
        GroupId group = image.group();
        WholeMachine<Ledger, List<Outcome>> machine =
                LedgerMachine.open(
                        group,
                        image.replica(),
                        settings.ledger(),
                        new WholeMachine.Files(home.ports().disks().state(), home.ports().files()),
                        home.ports().operator()::tell);
        ReplicaHost<List<Outcome>> host =
                new ReplicaHost<>(home, image, machine, () -> forget(group, image.replica()));
        return new Resident.OfLedger(
                host, machine, new LedgerDesk(host, machine, home, entries, settings.desk()));
    }

    private Resident openController(ReplicaImage image) {
        return control.open(image, () -> forget(image.group(), image.replica()));
    }

    private Resident openShard(ShardId shard, ReplicaImage image) {
        Optional<String> damage = lost.has(image) ? Optional.of(LostRows.WHY) : Optional.empty();
        return shards.open(shard, image, damage, () -> forget(image.group(), image.replica()));
    }

    private void forget(GroupId group, ReplicaId replica) {
        removed.merge(group, replica, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        Resident there = residents.get(group);
        if (there != null && there.host().self().equals(replica)) {
            residents.remove(group);
            orphaned(group);
        }
    }

    /// A shard that another one took in is no more, and nothing of it begins here again.
    void dissolve(ShardId shard) {
        GroupId group = Plan.groupOf(shard);
        gone.add(group);
        forks.arrived(group).ifPresent(this::run);
        shard(shard)
                .ifPresent(here -> {
                    here.desk().reshaping().takenIn();
                    here.host().dissolve();
                });
    }

    Mergers mergers() {
        return mergers;
    }

    /// What this node knows of all shards, those of others included.
    ShardBook book() {
        return book;
    }

    /// Whether the disk has no room for rows.
    boolean isStoreFull() {
        return shards.isFull();
    }

    /// Makes room for shards that are founded here.
    void found(SortedMap<ShardId, ShardHall.Founded> founded, Runnable done) {
        shards.found(founded, done);
    }

    /// Where words from other nodes about shards go.
    Switchboard switchboard() {
        return switchboard;
    }

    /// The controller's business on this node.
    ControlRoom control() {
        return control;
    }

    Optional<Resident> of(GroupId group) {
        return Optional.ofNullable(residents.get(group));
    }

    /// The replica of a shard.
    Optional<Resident.OfShard> shard(ShardId shard) {
        return residents.get(Plan.groupOf(shard)) instanceof Resident.OfShard found
                ? Optional.of(found)
                : Optional.empty();
    }

    Collection<Resident> all() {
        return residents.values();
    }

    /// Those of shards, which may be few among many.
    Collection<Resident> shards() {
        return residents.tailMap(Plan.CONTROLLER, false).values();
    }

    /// Brings a letter to its addressee, or answers in its place.
    void deliver(NodeId fromNode, Envelope letter) {
        if (forks.isUnderWay(letter.group())) {
            return;
        }
        Resident resident = residents.get(letter.group());
        if (resident != null && resident.host().self().equals(letter.to())) {
            if (letter.message() instanceof Message.Unknown
                    && resident instanceof Resident.OfShard here) {
                mergers.unknownElsewhere(here);
            }
            resident.host().deliver(new Member(letter.from(), fromNode), letter.message());
            return;
        }
        switch (letter.message()) {
            case Message.Welcome welcome -> welcome(fromNode, letter, welcome);
            case Message.Unknown _, Message.Farewell _ -> {}
            case Message _ -> answerUnknown(fromNode, letter);
        }
    }

    private void answerUnknown(NodeId fromNode, Envelope letter) {
        home.post()
                .send(
                        fromNode,
                        new Envelope(
                                letter.group(), letter.to(), letter.from(), new Message.Unknown()));
    }

    /// Replicas that have a member on `node` look around: it came back as another life.
    void pokeFriendsOf(NodeId node) {
        for (Resident resident : List.copyOf(residents.values())) {
            if (resident.host().view().configuration().onNode(node).isPresent()) {
                resident.host().poke();
            }
        }
    }

    // -- splits ------------------------------------------------------------------------------

    /// A replica that came to the shard later takes no part: its right half had another member
    /// here, which may have promised something. One that lived here already, under this or a later
    /// id, is not born again (P6).
    boolean mayFork(ReplicaId self, Applied.Forked fork) {
        GroupId group = Plan.groupOf(fork.shard());
        boolean livedHere =
                gone.contains(group)
                        || residents.containsKey(group)
                        || unborn.containsKey(group)
                        || removed.containsKey(group);
        return forks.isAwaited(group)
                || (!livedHere
                        && membersOf(fork)
                                .onNode(home.node())
                                .filter(own -> own.replica().equals(self))
                                .isPresent());
    }

    private static Configuration membersOf(Applied.Forked fork) {
        return MemberList.read(ByteBuffer.wrap(fork.members()));
    }

    /// A split was applied here: its right half begins to live once that is durable.
    ///
    /// @param leader of the left half, who stands at once for the right one, too
    void split(List<Applied.Forked> forked, Optional<ReplicaId> leader) {
        for (Applied.Forked fork : forked) {
            GroupId group = Plan.groupOf(fork.shard());
            if (forks.isAwaited(group)) {
                home.ports().loop().atTurnEnd(() -> forks.arrived(group).ifPresent(this::run));
            } else {
                forks.begin(group);
                bear(group, fork, leader);
            }
        }
    }

    private void bear(GroupId group, Applied.Forked fork, Optional<ReplicaId> leader) {
        Configuration members = membersOf(fork);
        ReplicaId self = members.onNode(home.node()).orElseThrow().replica();
        HardRecord.Began began = new HardRecord.Began(group, self, Slot.FIRST.next(), members);
        home.journal()
                .append(
                        group,
                        Forks.birth(began, fork.ballot()),
                        () -> {
                            List<Runnable> callers = forks.end(group);
                            Resident born = run(Forks.image(began, fork.ballot()));
                            leader.ifPresent(born.host()::begin);
                            callers.forEach(Runnable::run);
                        });
    }

    /// Keeps something until a shard is there whose first record is being synced; false if none is,
    /// or if enough wait.
    boolean whenBorn(ShardId shard, Runnable task) {
        return forks.whenBorn(Plan.groupOf(shard), task);
    }

    /// A shard got its state from elsewhere, or left: what it would have split again it splits no
    /// more. Who waits for that goes on with its log, and fetches its state from others, too. Who
    /// waits for another parent waits on: if that state is nowhere else, it is lost with the wait.
    void orphaned(GroupId parent) {
        home.ports().loop().atTurnEnd(() -> forks.orphansOf(parent).forEach(this::run));
    }

    // -- births ------------------------------------------------------------------------------

    private void welcome(NodeId fromNode, Envelope letter, Message.Welcome welcome) {
        ReplicaId id = letter.to();
        boolean ordered =
                welcome.configuration()
                        .member(id)
                        .filter(m -> m.node().equals(home.node()))
                        .isPresent();
        if (!ordered || unborn.containsKey(letter.group())) {
            return;
        }
        if (livedHere(letter.group(), id) || isGone(letter.group())) {
            answerUnknown(fromNode, letter);
            return;
        }
        Resident elder = residents.get(letter.group());
        if (elder == null) {
            bear(fromNode, letter, welcome, List.of());
        } else if (mayReplace(elder, welcome)) {
            unborn.put(letter.group(), id);
            elder.host().replace(() -> succeed(elder, fromNode, letter, welcome));
        }
    }

    /// After a restart the lineages of those who are here tell.
    private boolean isGone(GroupId group) {
        return gone.contains(group)
                || Plan.shardOf(group)
                        .filter(shard ->
                                residents.values().stream()
                                        .anyMatch(one ->
                                                one instanceof Resident.OfShard here
                                                        && here.desk()
                                                                .reshaping()
                                                                .lineage()
                                                                .took(shard)))
                        .isPresent();
    }

    private boolean livedHere(GroupId group, ReplicaId id) {
        ReplicaId highest = removed.get(group);
        Resident resident = residents.get(group);
        boolean removedHere = highest != null && id.compareTo(highest) <= 0;
        boolean elder = resident != null && id.compareTo(resident.host().self()) < 0;
        return removedHere || elder;
    }

    /// Only one that has no vote to lose makes room for its successor.
    private static boolean mayReplace(Resident elder, Message.Welcome welcome) {
        ReplicaView view = elder.host().view();
        return view.voteless() || !welcome.configuration().contains(view.self());
    }

    private void succeed(
            Resident elder, NodeId fromNode, Envelope letter, Message.Welcome welcome) {
        ReplicaId old = elder.host().self();
        forget(letter.group(), old);
        bear(fromNode, letter, welcome, List.of(new HardRecord.Removed(letter.group(), old)));
    }

    private void bear(
            NodeId fromNode, Envelope letter, Message.Welcome welcome, List<HardRecord> first) {
        unborn.put(letter.group(), letter.to());
        HardRecord.Began began =
                new HardRecord.Began(
                        letter.group(), letter.to(), Slot.FIRST, welcome.configuration());
        List<HardRecord> records = new java.util.ArrayList<>(first);
        records.add(began);
        home.journal()
                .append(
                        letter.group(),
                        records,
                        () -> {
                            unborn.remove(letter.group());
                            open(ReplicaImage.fresh(began));
                            deliver(fromNode, letter);
                        });
    }
}
