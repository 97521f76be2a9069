package dev.isochron.node.assembly;

import dev.isochron.node.book.ShardBook;
import dev.isochron.node.frame.MergeWord;
import dev.isochron.node.frame.Word;
import dev.isochron.node.host.Household;
import dev.isochron.node.shard.Reshaping;
import dev.isochron.node.shard.ShardDesk;
import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Lineage;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.state.Applied;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Lets two neighbouring shards become one (DESIGN §8).
///
/// ```
/// left:  its leader has heard of all its voters' nodes that both are ready there, and stops right
/// right: its leader stops, Freeze(F) ──▶ each replica flushes that, and says so until it is settled
/// left:  its leader has heard it of all its voters' nodes ──▶ Merge ──▶ each takes in what is here
///        it has not, for too long ──▶ Decline: another generation ──▶ the right one thaws,
///        and is left in peace for a while
/// ```
///
/// The left one's log decides: Merge counts only at the generation for which the right one froze,
/// and there is one entry that ends that generation.
final class Mergers {

    /// How often a frozen replica says so.
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /// The right one serves nothing meanwhile, so nobody waits long for a node that is gone.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /// After a merge that came to nothing, nobody is stopped for the same one again so soon: what
    /// was in its way is perhaps still there, and each try costs the right one its time.
    private static final long PEACE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// All nodes have to answer a rehearsal within this; then it begins anew.
    private static final long REHEARSAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// A replica whose snapshot was refused is looked after for so long.
    private static final long CROWDED_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Household home;
    private final Residents residents;
    private final Courier courier;
    private final ShardBook book;
    private final boolean awaitsAll;
    private final TreeMap<ShardId, Gathering> rehearsals = new TreeMap<>();
    private final TreeMap<ShardId, Gathering> gatherings = new TreeMap<>();
    private final TreeMap<ShardId, Long> peaceUntil = new TreeMap<>();
    private final TreeMap<ShardId, Long> crowdedUntil = new TreeMap<>();
    private boolean ticking;

    /// What a leader heard of a neighbour that is to be frozen for it, or is.
    private record Gathering(Lineage.Leaving into, SortedSet<NodeId> ready, long sinceNanos) {}

    Mergers(Household home, NodeSettings settings, Residents residents, Courier courier) {
        this.home = home;
        this.residents = residents;
        this.courier = courier;
        this.book = residents.book();
        this.awaitsAll = settings.shards().rules().keeps(ShardRule.MERGE_WHEN_ALL_ARE_READY);
    }

    // -- the beginning -----------------------------------------------------------------------

    /// Has the right one of two shards stopped once all nodes are ready for it, if this node leads
    /// the left one and all its voters are where the other's are. To be asked for again until it is
    /// done, as words may be lost.
    ///
    /// @return why nothing begins, if nothing does
    Optional<String> begin(Route left, Route right) {
        Optional<Resident.OfShard> taker = residents.shard(left.shard());
        Optional<Resident.OfShard> taken = residents.shard(right.shard());
        if (taker.isEmpty() || taken.isEmpty()) {
            return Optional.of("there is no replica of both here");
        }
        Lineage.Leaving into = new Lineage.Leaving(left.shard(), left.generation());
        Optional<String> objection =
                taker.get()
                        .desk()
                        .reshaping()
                        .objection(left)
                        .or(() -> mismatch(taker.get(), taken.get()))
                        .or(() -> peace(left.shard()));
        if (objection.isEmpty()) {
            rehearse(taker.get(), right, into);
        }
        return objection;
    }

    private Optional<String> peace(ShardId left) {
        long now = home.ports().loop().uptimeNanos();
        peaceUntil.values().removeIf(until -> until <= now);
        return peaceUntil.containsKey(left)
                ? Optional.of("one of its nodes was not ready a moment ago")
                : Optional.empty();
    }

    /// A node that is gone, or behind, is found out while nobody waits for it.
    private void rehearse(Resident.OfShard left, Route right, Lineage.Leaving into) {
        long now = home.ports().loop().uptimeNanos();
        Gathering known = rehearsals.get(into.left());
        boolean goesOn =
                known != null
                        && known.into().equals(into)
                        && now - known.sinceNanos() < REHEARSAL_NANOS;
        if (!goesOn) {
            rehearsals.put(into.left(), new Gathering(into, new TreeSet<>(), now));
        }
        voters(left.host().view().configuration())
                .forEach(node -> say(node, new MergeWord.Rehearse(right, into)));
    }

    private boolean isReadyHere(Route right, Lineage.Leaving into) {
        return isHere(right) && isHere(routeOf(into));
    }

    private boolean isHere(Route route) {
        return residents
                .shard(route.shard())
                .filter(here -> here.desk().reshaping().isReadable())
                .filter(here -> here.desk().entry().route().equals(route))
                .isPresent();
    }

    private void onReady(NodeId from, Route right, Lineage.Leaving into) {
        Gathering known = rehearsals.get(into.left());
        Optional<Resident.OfShard> left = residents.shard(into.left());
        if (known == null || !known.into().equals(into) || left.isEmpty()) {
            return;
        }
        known.ready().add(from);
        if (known.ready().containsAll(voters(left.get().host().view().configuration()))) {
            rehearsals.remove(into.left());
            stop(right, into);
        }
    }

    private void stop(Route right, Lineage.Leaving into) {
        Optional<Resident.OfShard> taken = residents.shard(right.shard());
        if (taken.isPresent()) {
            Optional<NodeId> leader = taken.get().desk().leader();
            List<NodeId> asked =
                    leader.map(List::of)
                            .orElseGet(() -> nodesOf(taken.get().host().view().configuration()));
            asked.forEach(node -> say(node, new MergeWord.Freeze(right, into)));
        }
    }

    private static Optional<String> mismatch(Resident.OfShard left, Resident.OfShard right) {
        if (!left.desk().entry().span().touches(right.desk().entry().span())) {
            return Optional.of("they are no neighbours");
        }
        Configuration own = left.host().view().configuration();
        Configuration other = right.host().view().configuration();
        boolean alike =
                other.learners().isEmpty() && !other.isJoint() && voters(own).equals(voters(other));
        return alike ? Optional.empty() : Optional.of("their replicas are on different nodes");
    }

    private static SortedSet<NodeId> voters(Configuration members) {
        TreeSet<NodeId> nodes = new TreeSet<>();
        members.voters().forEach(member -> nodes.add(member.node()));
        return nodes;
    }

    private static List<NodeId> nodesOf(Configuration members) {
        return members.everyone().stream().map(Member::node).distinct().toList();
    }

    private void say(NodeId to, MergeWord word) {
        if (to.equals(home.node())) {
            home.ports().loop().atTurnEnd(() -> take(to, word));
        } else {
            courier.say(to, new Word.Union(word));
        }
    }

    // -- of the frozen one -------------------------------------------------------------------

    /// A shard here is frozen: its replica says so until it is settled what becomes of it.
    void look() {
        if (!ticking) {
            ticking = true;
            home.ports().loop().atTurnEnd(this::tick);
        }
    }

    /// A snapshot for a replica here was refused: perhaps a shard is in its way that is no more.
    void crowded(ShardId shard) {
        crowdedUntil.put(shard, home.ports().loop().uptimeNanos() + CROWDED_NANOS);
        look();
    }

    /// Another node has nothing of a shard of which there is a replica here. If this one has
    /// nothing to show either, perhaps it fetches the state of a shard that is no more.
    void unknownElsewhere(Resident.OfShard here) {
        if (!here.desk().reshaping().isReadable()) {
            TreeSet<NodeId> asked = new TreeSet<>(nodesOf(here.host().view().configuration()));
            asked.add(home.node());
            ShardId shard = Plan.shardOf(here.host().group()).orElseThrow();
            asked.forEach(node -> say(node, new MergeWord.Asked(shard)));
        }
    }

    private void tick() {
        long now = home.ports().loop().uptimeNanos();
        crowdedUntil.values().removeIf(until -> until <= now);
        boolean again = !crowdedUntil.isEmpty();
        for (Resident.OfShard here : shards()) {
            ShardDesk desk = here.desk();
            Optional<Lineage.Leaving> into = desk.reshaping().leaving();
            if (into.isPresent()) {
                again = true;
                sayFrozen(here, into.get());
            } else if (isInTheWay(here)) {
                MergeWord asked = new MergeWord.Asked(desk.entry().route().shard());
                nodesAround(here).forEach(node -> say(node, asked));
            }
        }
        ticking = again;
        if (again) {
            home.ports().loop().at(now + PAUSE_NANOS, this::tick);
        }
    }

    private boolean isInTheWay(Resident.OfShard here) {
        return crowdedUntil.keySet().stream()
                .flatMap(shard -> residents.shard(shard).stream())
                .anyMatch(left ->
                        left.desk()
                                .entry()
                                .span()
                                .from()
                                .isBelow(here.desk().entry().span().from()));
    }

    private void sayFrozen(Resident.OfShard here, Lineage.Leaving into) {
        ShardEntry entry = here.desk().entry();
        MergeWord word =
                new MergeWord.Frozen(
                        new ShardRecord.Right(entry.route(), entry.span()),
                        into,
                        here.desk().reshaping().highest(),
                        here.desk().reshaping().isFrozenOnDisk());
        SortedSet<NodeId> nodes = nodesAround(here);
        residents
                .shard(into.left())
                .ifPresent(left -> nodes.addAll(nodesOf(left.host().view().configuration())));
        book.of(into.left()).ifPresent(left -> nodes.addAll(nodesOf(left)));
        nodes.forEach(node -> say(node, word));
    }

    /// Where somebody may know of a shard's end: its own nodes, and those that have its keys now.
    private SortedSet<NodeId> nodesAround(Resident.OfShard here) {
        TreeSet<NodeId> nodes = new TreeSet<>(nodesOf(here.host().view().configuration()));
        book.at(here.desk().entry().span().from()).ifPresent(owner -> nodes.addAll(nodesOf(owner)));
        return nodes;
    }

    private static List<NodeId> nodesOf(ShardEntry entry) {
        return entry.replicas().stream().map(Place::node).map(NodeId::new).toList();
    }

    private List<Resident.OfShard> shards() {
        List<Resident.OfShard> shards = new ArrayList<>();
        for (Resident resident : residents.all()) {
            if (resident instanceof Resident.OfShard shard) {
                shards.add(shard);
            }
        }
        return shards;
    }

    // -- words -------------------------------------------------------------------------------

    void take(NodeId from, MergeWord word) {
        switch (word) {
            case MergeWord.Rehearse(Route right, Lineage.Leaving into) -> {
                if (isReadyHere(right, into)) {
                    say(from, new MergeWord.Ready(right, into));
                }
            }
            case MergeWord.Ready(Route right, Lineage.Leaving into) -> onReady(from, right, into);
            case MergeWord.Freeze(Route right, Lineage.Leaving into) ->
                    residents
                            .shard(right.shard())
                            .ifPresent(here -> here.desk().reshaping().freezeFor(right, into));
            case MergeWord.Frozen frozen -> onFrozen(from, frozen);
            case MergeWord.Asked(ShardId right) -> {
                if (shards().stream().anyMatch(one -> lineage(one).took(right))) {
                    say(from, new MergeWord.Gone(right));
                }
            }
            case MergeWord.Settled(ShardId right, Lineage.Leaving into, boolean isMerged) -> {
                if (!isMerged) {
                    residents.shard(right).ifPresent(here -> here.desk().reshaping().thaw(into));
                } else if (!mayBeTakenInHere(right, into)) {
                    residents.dissolve(right);
                }
            }
            case MergeWord.Gone(ShardId right) -> {
                if (!crowdedUntil.isEmpty() || hasNothingOf(right)) {
                    residents.dissolve(right);
                }
            }
        }
    }

    /// Whether who took a shard in elsewhere may still do so here, and needs what is here of it: it
    /// lags behind, or is part of a neighbour that lags behind and has yet to be split.
    private boolean mayBeTakenInHere(ShardId right, Lineage.Leaving into) {
        if (residents.shard(into.left()).isPresent()) {
            return !crowdedUntil.containsKey(into.left());
        }
        Optional<Span> keys = residents.shard(right).map(here -> here.desk().entry().span());
        return crowdedUntil.isEmpty()
                && keys.isPresent()
                && shards().stream()
                        .filter(one -> one.desk().reshaping().isReadable())
                        .anyMatch(one -> one.desk().entry().span().touches(keys.get()));
    }

    /// Whether a replica here waits for a state: nobody takes in what it has.
    private boolean hasNothingOf(ShardId shard) {
        return residents
                .shard(shard)
                .filter(here -> !here.desk().reshaping().isReadable())
                .isPresent();
    }

    private static Lineage lineage(Resident.OfShard shard) {
        return shard.desk().reshaping().lineage();
    }

    private void onFrozen(NodeId from, MergeWord.Frozen frozen) {
        ShardId right = frozen.right().route().shard();
        Optional<Boolean> isMerged = verdict(frozen.into(), right);
        if (isMerged.isPresent()) {
            say(from, new MergeWord.Settled(right, frozen.into(), isMerged.get()));
            return;
        }
        residents
                .shard(frozen.into().left())
                .filter(left -> left.desk().isLeading())
                .filter(left -> left.desk().entry().route().equals(routeOf(frozen.into())))
                .ifPresent(left -> gather(left, from, frozen));
    }

    private Optional<Boolean> verdict(Lineage.Leaving into, ShardId right) {
        for (Resident.OfShard one : shards()) {
            if (one.desk().reshaping().isReadable()) {
                Route route = one.desk().entry().route();
                Lineage.Leaving self = new Lineage.Leaving(route.shard(), route.generation());
                Optional<Boolean> known = lineage(one).tookAt(self, into, right);
                if (known.isPresent()) {
                    return known;
                }
            }
        }
        return Optional.empty();
    }

    private static Route routeOf(Lineage.Leaving into) {
        return new Route(into.left(), into.generation());
    }

    // -- of the one that takes it in ---------------------------------------------------------

    private void gather(Resident.OfShard left, NodeId from, MergeWord.Frozen frozen) {
        long now = home.ports().loop().uptimeNanos();
        Lineage.Leaving into = frozen.into();
        Gathering known = gatherings.get(into.left());
        if (known == null || !known.into().equals(into)) {
            known = new Gathering(into, new TreeSet<>(), now);
            gatherings.put(into.left(), known);
        }
        if (frozen.isOnDisk()) {
            known.ready().add(from);
        }
        Reshaping reshaping = left.desk().reshaping();
        Configuration members = left.host().view().configuration();
        boolean isReady = known.ready().containsAll(voters(members)) || !awaitsAll;
        if (isReady) {
            reshaping.merge(routeOf(into), frozen.right(), frozen.floor());
        } else if (now - known.sinceNanos() > PATIENCE_NANOS) {
            gatherings.remove(into.left());
            peaceUntil.put(into.left(), now + PEACE_NANOS);
            reshaping.decline(into.generation());
        }
    }

    /// A merge was applied here: the right one is no more.
    void merged(List<Applied.Merged> joined) {
        joined.forEach(merged -> residents.dissolve(merged.right()));
    }
}
