package dev.isochron.shard.world;

import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.storage.read.RangeChecksum;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A random story from a seed: transactions and snapshots on a few shards, with leaders that
/// change, followers that lag, messages that are lost, doubled and late.
final class Story {
    private static final int KEYS = 9;
    private static final int PLAYERS = 5;

    private final SplittableRandom chance;
    private final World world;
    private final List<Key> keys = new ArrayList<>();
    private final List<Deed> deeds = new ArrayList<>();
    private final List<Play> plays = new ArrayList<>();
    private final List<Play> unknown = new ArrayList<>();
    private final List<Glance> glances = new ArrayList<>();
    private final TreeMap<String, Long> fingerprints = new TreeMap<>();
    private Optional<String> trouble = Optional.empty();
    private long numbers;

    Story(long seed, int shards, long epsilon, ShardRules rules) {
        chance = new SplittableRandom(seed);
        List<Key> borders = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            keys.add(Key.of((byte) (10 + i)));
            if (i > 0 && i % (KEYS / shards) == 0 && borders.size() < shards - 1) {
                borders.add(keys.getLast());
            }
        }
        world = new World(borders, 2, epsilon, rules);
        for (int clock = 11; clock <= 10 * shards + 2; clock++) {
            world.offsets.put(clock, epsilon == 0 ? 0 : chance.nextLong(-epsilon, epsilon));
        }
        world.pass(World.MILLI);
    }

    /// What is wrong at the end; nothing if all is well.
    Optional<String> play(int steps) {
        for (int i = 0; i < steps && trouble.isEmpty(); i++) {
            step();
        }
        settle();
        return trouble.or(() -> new Judge(deeds, glances).verdict()).or(this::replicas);
    }

    int committed() {
        return (int) deeds.stream().filter(deed -> deed.at.isPresent()).count();
    }

    int glances() {
        return glances.size();
    }

    private void step() {
        switch (chance.nextInt(24)) {
            case 0, 1, 2 -> begin();
            case 3, 4, 5, 6 -> goOn();
            case 7, 8, 9, 10 -> choose();
            case 11, 12, 13, 14 -> deliver();
            case 15, 16, 17 -> follow();
            case 18, 19 -> glance();
            case 20, 21, 22 -> world.pass(chance.nextLong(World.MILLI));
            default -> rarely();
        }
    }

    private void rarely() {
        switch (chance.nextInt(8)) {
            case 0 -> elect();
            case 1 -> world.pass(chance.nextLong(700 * World.MILLI));
            case 2 -> world.letters.removeIf(_ -> chance.nextInt(3) == 0);
            case 3, 4 -> unknown.forEach(Play::askOutcome);
            default -> world.pass(chance.nextLong(20 * World.MILLI));
        }
    }

    /// As planned, as planned and then not so, or without a plan.
    private void elect() {
        Group group = any(world.groups);
        if (chance.nextBoolean()) {
            Group.Member heir = any(group.members);
            world.resign(group, heir);
            if (chance.nextInt(3) > 0) {
                world.elect(group, heir, chance.nextInt(3));
                return;
            }
        }
        world.elect(group, any(group.members), chance.nextInt(3));
    }

    private <T> T any(List<T> list) {
        return list.get(chance.nextInt(list.size()));
    }

    private void begin() {
        if (plays.size() >= PLAYERS) {
            return;
        }
        List<Key> chosen = new ArrayList<>();
        int count = 1 + chance.nextInt(3);
        while (chosen.size() < count) {
            Key key = any(keys);
            if (!chosen.contains(key)) {
                chosen.add(key);
            }
        }
        Play play = new Play(world, chance, chosen, ++numbers);
        deeds.add(play.deed());
        plays.add(play);
        play.read();
    }

    private void goOn() {
        for (Play play : List.copyOf(plays)) {
            if (play.isOver()) {
                plays.remove(play);
                if (!play.deed().isKnown) {
                    unknown.add(play);
                }
            }
        }
        List<Play> ready = plays.stream().filter(play -> !play.isWaiting()).toList();
        if (!ready.isEmpty()) {
            Play play = any(ready);
            if (!play.isOver()) {
                play.finish();
            }
        }
    }

    private void choose() {
        Group group = any(world.groups);
        if (group.isUnderWay()) {
            world.choose(group);
            note(group, group.leader());
        }
    }

    private void follow() {
        Group group = any(world.groups);
        Group.Member member = any(group.members);
        world.apply(group, member);
        note(group, member);
    }

    /// S1, at every slot.
    private void note(Group group, Group.Member member) {
        Slot applied = member.replica.applied();
        String place = group.shard + " " + applied;
        Long known = fingerprints.putIfAbsent(place, member.replica.fingerprint());
        if (known != null && known != member.replica.fingerprint()) {
            trouble = Optional.of("S1: replicas differ at " + place);
        }
    }

    private void deliver() {
        if (!world.letters.isEmpty()) {
            int which = chance.nextInt(world.letters.size());
            boolean again = chance.nextInt(10) == 0;
            World.Letter letter = world.letters.get(which);
            if (!again) {
                world.letters.remove(which);
            }
            world.deliver(letter);
        }
    }

    private void glance() {
        Group group = any(world.groups);
        Group.Member member = any(group.members);
        List<Key> here = keys.stream().filter(key -> world.owner(key) == group).toList();
        List<Key> looked = List.copyOf(here.subList(0, 1 + chance.nextInt(here.size())));
        long begun = world.now();
        ReadAt at = moment();
        Request read =
                new Request.SnapshotRead(
                        group.route(), at, looked.stream().<Lookup>map(Lookup.Point::new).toList());
        world.ask(group, member, read, reply -> seen(begun, at, looked, reply));
    }

    private ReadAt moment() {
        return switch (chance.nextInt(6)) {
            case 0 -> new ReadAt.Strong(true);
            case 1 -> new ReadAt.Strong(false);
            case 2 -> new ReadAt.Exact(world.time().plusNanos(chance.nextLong(World.MILLI)));
            case 3 -> new ReadAt.ExactStaleness(Duration.ofNanos(chance.nextLong(5 * World.MILLI)));
            case 4 -> new ReadAt.MaxStaleness(Duration.ofNanos(chance.nextLong(5 * World.MILLI)));
            default -> new ReadAt.AtLeast(world.time().plusNanos(-chance.nextLong(World.MILLI)));
        };
    }

    private void seen(long begun, ReadAt asked, List<Key> looked, Reply reply) {
        if (!(reply instanceof Reply.Snapshot(Timestamp at, var found))) {
            if (reply instanceof Reply.Failed(Failure why)
                    && why.getClass().getSimpleName().equals("WrongShard")) {
                trouble = Optional.of("a read was refused: " + why);
            }
            return;
        }
        TreeMap<Key, Map<Integer, Long>> rows = new TreeMap<>();
        found.forEach(one -> one.rows().forEach(p -> rows.put(p.key(), Cells.cells(p.row()))));
        boolean strong = asked instanceof ReadAt.Strong;
        glances.add(new Glance(begun, strong, at, looked, rows));
        if (at.nanos() >= world.now()) {
            trouble = Optional.of("T3: a read tells of " + at + " at " + world.now());
        }
    }

    /// All that is under way comes to its end.
    private void settle() {
        for (int i = 0; i < 400 && trouble.isEmpty(); i++) {
            world.pass(50 * World.MILLI);
            world.groups.forEach(group -> {
                while (group.isUnderWay()) {
                    world.choose(group);
                    note(group, group.leader());
                }
            });
            for (World.Letter letter : List.copyOf(world.letters)) {
                world.letters.remove(letter);
                world.deliver(letter);
            }
            goOn();
            plays.stream()
                    .filter(play -> !play.isWaiting() && !play.isOver())
                    .toList()
                    .forEach(Play::finish);
            if (i % 20 == 0) {
                unknown.forEach(Play::askOutcome);
            }
        }
        for (Deed deed : deeds) {
            if (!deed.isKnown && trouble.isEmpty()) {
                trouble = Optional.of("nobody knows what became of " + deed.id);
            }
        }
        for (Group group : world.groups) {
            if (!group.leader().replica.state().transactions().inDoubt().isEmpty()
                    && trouble.isEmpty()) {
                trouble = Optional.of("in doubt for ever on " + group.shard);
            }
        }
    }

    private Optional<String> replicas() {
        for (Group group : world.groups) {
            for (Group.Member member : group.members) {
                while (group.applyNext(member)) {
                    note(group, member);
                }
            }
            List<Long> sums = group.members.stream().map(this::checksum).distinct().toList();
            if (sums.size() > 1) {
                return Optional.of("S1: checksums of " + group.shard + " differ: " + sums);
            }
        }
        return trouble;
    }

    private long checksum(Group.Member member) {
        RangeChecksum sum =
                RangeChecksum.begin(
                        member.replica.state().store().span(), member.replica.state().highest());
        while (!sum.isDone()) {
            sum = member.replica.state().store().checksum(sum, 3);
        }
        return sum.hash();
    }
}
