package dev.isochron.shard.world;

import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.shard.model.ShardEffects;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.shard.model.Turn;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Shards that talk to each other, and true time.
public final class World {
    static final long MILLI = 1_000_000;
    static final long LEASE = 3_000 * MILLI;

    final List<Group> groups = new ArrayList<>();

    /// How far each replica's clock is off, by ten times its shard's number plus its own.
    final Map<Integer, Long> offsets = new TreeMap<>();

    final List<Letter> letters = new ArrayList<>();
    private final Map<Long, Consumer<Reply>> callers = new LinkedHashMap<>();
    private final long epsilon;
    private long now = 1_000_000 * MILLI;
    private long tokens;

    /// A message on its way.
    sealed interface Letter {
        record Between(Parley parley) implements Letter {}

        record Within(Group group, NodeId from, Optional<NodeId> to, SafeTimes word)
                implements Letter {}
    }

    /// @param borders first keys of all shards but the first
    /// @param replicas of each shard
    /// @param epsilon half the width of every clock's interval, in nanoseconds
    World(List<Key> borders, int replicas, long epsilon, ShardRules rules) {
        this(borders, replicas, epsilon, new Group.Setting(ShardSettings.usual(), rules));
    }

    World(List<Key> borders, int replicas, long epsilon, Group.Setting setting) {
        this.epsilon = epsilon;
        Key from = Key.MIN;
        for (int i = 0; i <= borders.size(); i++) {
            Optional<Key> until =
                    i < borders.size() ? Optional.of(borders.get(i)) : Optional.empty();
            add(new Span(from, until), replicas, setting);
            from = until.orElse(from);
        }
        for (Group group : groups) {
            elect(group, group.members.getFirst(), 0);
        }
    }

    private void add(Span span, int replicas, Group.Setting setting) {
        ShardId shard = new ShardId(groups.size() + 1L);
        List<Supplier<Interval>> clocks = new ArrayList<>();
        for (int i = 1; i <= replicas; i++) {
            int clock = 10 * (groups.size() + 1) + i;
            clocks.add(() -> interval(clock));
        }
        Group group = new Group(shard, span, clocks, setting);
        group.world = this;
        groups.add(group);
    }

    /// A clock is off by at most epsilon, and says so.
    private Interval interval(int clock) {
        long middle = now + offsets.getOrDefault(clock, 0L);
        return Interval.of(middle - epsilon, middle + epsilon);
    }

    long now() {
        return now;
    }

    Timestamp time() {
        return new Timestamp(now);
    }

    void pass(long nanos) {
        now += nanos;
        for (Group group : groups) {
            group.leader().grants.extend(leaseEnd());
        }
        for (Group group : groups) {
            for (Group.Member member : group.members) {
                member.replica.tick(turn(member));
                drain(group, member);
            }
        }
    }

    private Timestamp leaseEnd() {
        return new Timestamp(now - epsilon + LEASE);
    }

    Turn turn(Group.Member member) {
        return new Turn(member.grants.now(), now);
    }

    Group owner(Key key) {
        return groups.stream()
                .filter(group -> group.entry.span().contains(key))
                .findFirst()
                .orElseThrow();
    }

    // What happens.

    void ask(Group group, Group.Member member, Request request, Consumer<Reply> answered) {
        callers.put(++tokens, answered);
        member.replica.request(turn(member), tokens, request);
        drain(group, member);
    }

    void choose(Group group) {
        group.choose();
        drain(group, group.leader());
    }

    void apply(Group group, Group.Member member) {
        group.applyNext(member);
        drain(group, member);
    }

    /// The leader names another to follow, and stops; who is elected then is another matter.
    void resign(Group group, Group.Member heir) {
        group.resign(heir);
        drain(group, group.leader());
    }

    void elect(Group group, Group.Member member, int keep) {
        group.elect(member, keep, leaseEnd());
        group.members.forEach(one -> drain(group, one));
    }

    void deliver(Letter letter) {
        switch (letter) {
            case Letter.Between(Parley parley) -> {
                Group group = owner(parley.to());
                group.leader().replica.parley(turn(group.leader()), parley);
                drain(group, group.leader());
            }
            case Letter.Within(Group group, NodeId from, Optional<NodeId> to, SafeTimes word) -> {
                Group.Member target =
                        to.map(node -> group.members.get((int) node.value() - 1))
                                .orElse(group.leader());
                target.replica.word(turn(target), from, word);
                drain(group, target);
            }
        }
    }

    void drain(Group group, Group.Member member) {
        ShardEffects effects = member.replica.drain(turn(member));
        if (!effects.propose().isEmpty() && member != group.leader()) {
            throw new IllegalStateException("a follower proposes");
        }
        boolean announced = group.propose(effects.propose());
        effects.parleys().forEach(parley -> letters.add(new Letter.Between(parley)));
        for (ShardEffects.Word word : effects.words()) {
            letters.add(new Letter.Within(group, member.node(), word.to(), word.word()));
        }
        for (ShardEffects.Answer answer : effects.replies()) {
            Consumer<Reply> caller = callers.remove(answer.token());
            if (caller == null) {
                throw new IllegalStateException("answered twice: " + answer);
            }
            caller.accept(answer.reply());
        }
        if (announced) {
            drain(group, member);
        }
    }

    int unanswered() {
        return callers.size();
    }
}
