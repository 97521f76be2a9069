package dev.isochron.node.assembly;

import dev.isochron.node.book.ShardBook;
import dev.isochron.node.frame.Word;
import dev.isochron.node.port.Loop;
import dev.isochron.node.shard.Outside;
import dev.isochron.node.shard.ShardDesk;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.state.Applied;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Brings what shards say to each other to the node whose replica leads.
///
/// Whoever is not the leader passes a message on once, to the leader it knows of. Nothing is
/// promised: who needs an answer asks again.
final class Switchboard implements Outside {

    /// Messages in one frame; each is small.
    private static final int MAX_TOGETHER = 1024;

    private final NodeSettings settings;
    private final ShardBook book;
    private final Residents residents;
    private final Courier courier;
    private final RosterDesk roster;
    private final Loop loop;
    private final TreeMap<NodeId, List<Parley>> parleys = new TreeMap<>();
    private final TreeMap<NodeId, List<SafeTimes>> words = new TreeMap<>();
    private long turns;
    private boolean due;

    /// @param book what this node knows of all shards
    Switchboard(
            NodeSettings settings,
            ShardBook book,
            Residents residents,
            Courier courier,
            RosterDesk roster) {
        this.settings = settings;
        this.book = book;
        this.residents = residents;
        this.courier = courier;
        this.roster = roster;
        this.loop = roster.loop();
    }

    @Override
    public Place place(NodeId node) {
        return new Place(node.value(), roster.addressOf(node));
    }

    @Override
    public void note(ShardEntry entry) {
        book.learn(entry);
    }

    @Override
    public void stirred() {
        residents.control().stir();
    }

    @Override
    public Optional<ShardEntry> whoHas(Key key) {
        return book.at(key);
    }

    @Override
    public boolean mayFork(ReplicaId self, Applied.Forked fork) {
        return residents.mayFork(self, fork);
    }

    @Override
    public void installed(ShardId shard) {
        residents.orphaned(Plan.groupOf(shard));
    }

    @Override
    public void split(List<Applied.Forked> forks, Optional<ReplicaId> leader) {
        residents.split(forks, leader);
    }

    @Override
    public void merged(List<Applied.Merged> joined) {
        residents.mergers().merged(joined);
    }

    @Override
    public void froze() {
        residents.mergers().look();
    }

    @Override
    public void crowded(ShardId shard) {
        residents.mergers().crowded(shard);
    }

    // -- out ---------------------------------------------------------------------------------

    @Override
    public void say(Parley parley) {
        Optional<ShardDesk> here = here(parley);
        if (here.filter(ShardDesk::isLeading).isPresent()) {
            loop.atTurnEnd(() -> here.get().parley(parley));
            return;
        }
        Optional<NodeId> to =
                here.flatMap(ShardDesk::leader).or(() -> someoneWith(parley.to(), settings.self()));
        if (to.filter(node -> !node.equals(settings.self())).isPresent()) {
            parleys.computeIfAbsent(to.get(), _ -> new ArrayList<>()).add(parley);
            sendLater();
        } else {
            here.ifPresent(desk -> loop.atTurnEnd(() -> desk.parley(parley)));
        }
    }

    /// Where a hint leads to this node's own replica, its span has the last word: of a key that it
    /// does not have, those know more who were there when it had.
    private Optional<ShardDesk> here(Parley parley) {
        return book.at(parley.to())
                .flatMap(entry -> residents.shard(entry.route().shard()))
                .map(Resident.OfShard::desk)
                .filter(desk -> desk.entry().span().contains(parley.to()));
    }

    /// Somebody who has a replica, each time another: it passes on what it cannot answer. Not this
    /// node and not the one that asks.
    private Optional<NodeId> someoneWith(Key key, NodeId asker) {
        List<NodeId> nodes =
                book.at(key).stream()
                        .flatMap(entry -> entry.replicas().stream())
                        .map(place -> new NodeId(place.node()))
                        .filter(node -> !node.equals(settings.self()) && !node.equals(asker))
                        .toList();
        turns++;
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(nodes.get((int) (turns % nodes.size())));
    }

    @Override
    public void say(NodeId to, SafeTimes word) {
        if (!to.equals(settings.self())) {
            words.computeIfAbsent(to, _ -> new ArrayList<>()).add(word);
            sendLater();
        }
    }

    /// A replica differs from those of the majority.
    void doubt(ShardId shard, NodeId on, String what) {
        if (on.equals(settings.self())) {
            residents.shard(shard).ifPresent(here -> here.desk().doubted(what));
        } else {
            courier.say(on, new Word.Doubt(shard, what));
        }
    }

    private void sendLater() {
        if (!due) {
            due = true;
            loop.atTurnEnd(this::sendAll);
        }
    }

    private void sendAll() {
        due = false;
        parleys.forEach((to, all) -> cut(all).forEach(part -> say(to, part, false)));
        parleys.clear();
        words.forEach((to, all) -> cut(all).forEach(part -> courier.say(to, new Word.Safe(part))));
        words.clear();
    }

    private void say(NodeId to, List<Parley> all, boolean forwarded) {
        courier.say(to, new Word.Talk(all, forwarded));
    }

    private static <T> List<List<T>> cut(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += MAX_TOGETHER) {
            parts.add(List.copyOf(all.subList(i, Math.min(all.size(), i + MAX_TOGETHER))));
        }
        return parts;
    }

    // -- in ----------------------------------------------------------------------------------

    void take(NodeId from, Word.Talk talk) {
        for (Parley parley : talk.parleys()) {
            Optional<ShardDesk> here = here(parley);
            here.ifPresent(desk -> desk.parley(parley));
            if (!talk.forwarded() && here.filter(ShardDesk::isLeading).isEmpty()) {
                Optional<NodeId> next =
                        here.isPresent()
                                ? here.flatMap(ShardDesk::leader)
                                : someoneWith(parley.to(), from);
                next.filter(node -> !node.equals(from) && !node.equals(settings.self()))
                        .ifPresent(node -> say(node, List.of(parley), true));
            }
        }
    }

    /// Only who has a replica itself can have compared.
    void take(NodeId from, Word.Doubt doubt) {
        residents
                .shard(doubt.shard())
                .filter(here -> here.host().view().configuration().onNode(from).isPresent())
                .ifPresent(here -> here.desk().doubted(doubt.what()));
    }

    void take(NodeId from, Word.Safe safe) {
        for (SafeTimes word : safe.words()) {
            residents.shard(word.shard()).ifPresent(r -> r.desk().word(from, word));
        }
    }
}
