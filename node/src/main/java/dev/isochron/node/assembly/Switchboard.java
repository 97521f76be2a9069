package dev.isochron.node.assembly;

import dev.isochron.node.frame.Word;
import dev.isochron.node.port.Loop;
import dev.isochron.node.shard.Outside;
import dev.isochron.node.shard.ShardDesk;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.ShardId;
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
    private final Residents residents;
    private final Courier courier;
    private final Loop loop;
    private final TreeMap<NodeId, List<Parley>> parleys = new TreeMap<>();
    private final TreeMap<NodeId, List<SafeTimes>> words = new TreeMap<>();
    private long turns;
    private boolean due;

    Switchboard(NodeSettings settings, Residents residents, Courier courier, Loop loop) {
        this.settings = settings;
        this.residents = residents;
        this.courier = courier;
        this.loop = loop;
    }

    @Override
    public Place place(NodeId node) {
        return ShardHall.placeOf(settings, node);
    }

    // -- out ---------------------------------------------------------------------------------

    @Override
    public void say(Parley parley) {
        ShardId shard = settings.plan().shardOf(parley.to());
        Optional<ShardDesk> here = residents.shard(shard).map(Resident.OfShard::desk);
        if (here.filter(ShardDesk::isLeading).isPresent()) {
            loop.atTurnEnd(() -> here.get().parley(parley));
            return;
        }
        NodeId to = here.flatMap(ShardDesk::leader).orElseGet(() -> someoneOf(shard));
        if (to.equals(settings.self())) {
            loop.atTurnEnd(() -> residents.shard(shard).ifPresent(r -> r.desk().parley(parley)));
        } else {
            parleys.computeIfAbsent(to, _ -> new ArrayList<>()).add(parley);
            sendLater();
        }
    }

    /// Somebody who has a replica, each time another: it passes on what it cannot answer.
    private NodeId someoneOf(ShardId shard) {
        List<NodeId> nodes =
                settings.plan().members(Plan.groupOf(shard)).voters().stream()
                        .map(member -> member.node())
                        .filter(node -> !node.equals(settings.self()))
                        .toList();
        turns++;
        return nodes.isEmpty() ? settings.self() : nodes.get((int) (turns % nodes.size()));
    }

    @Override
    public void say(NodeId to, SafeTimes word) {
        if (!to.equals(settings.self())) {
            words.computeIfAbsent(to, _ -> new ArrayList<>()).add(word);
            sendLater();
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
            Optional<ShardDesk> here =
                    residents
                            .shard(settings.plan().shardOf(parley.to()))
                            .map(Resident.OfShard::desk);
            here.ifPresent(desk -> desk.parley(parley));
            Optional<NodeId> leader = here.flatMap(ShardDesk::leader);
            boolean passOn =
                    !talk.forwarded()
                            && here.filter(ShardDesk::isLeading).isEmpty()
                            && leader.filter(n -> !n.equals(from) && !n.equals(settings.self()))
                                    .isPresent();
            if (passOn) {
                say(leader.get(), List.of(parley), true);
            }
        }
    }

    void take(NodeId from, Word.Safe safe) {
        for (SafeTimes word : safe.words()) {
            residents.shard(word.shard()).ifPresent(r -> r.desk().word(from, word));
        }
    }
}
