package dev.isochron.shard.world;

import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Reply.Found;
import dev.isochron.protocol.request.Reply.Pair;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.model.ShardSettings;
import dev.isochron.truetime.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Performs the commands of a scenario on a small world and tells what happened.
///
/// ```
/// world 2 shards epsilon 3         shard 2 begins at m, shard 3 at t; epsilon in milliseconds
/// T1 reads a m                     under locks, shared; `for update`: exclusive; `skipping` what
///                                  others hold; `now` or not at all
/// T1 scans a-e limit 2             the same for a range, its end not included
/// T1 commits a=1 m=2               `a+1` insert, `a-` delete, `a.A=1` one column; first is anchor
/// T1 sends prepare | T1 sends commit    one of both, again or alone, as the last `commits` had it
/// T1 drafts a=1 m=2                as commits, and sends nothing yet
/// T1 checks a b                    what it read by its last snapshot is checked when it commits
/// T1 releases | T1 asks outcome
/// snapshot strong a b              also `exact 4.5`, `stale 2`, `at least 4.5`; `on follower`
/// choose 1                         what is under way on shard 1 is chosen and applied
/// follow 1                         the next entry of shard 1 reaches its follower
/// deliver [Yes] | lose [Yes]       messages that are on their way, all or those of a kind
/// elect follower of 1 keep 0       with so many of the entries under way chosen; `leader`: again
/// resign 1                         its leader stops in favour of the follower, and leaves it locks
/// offset 1 2.5                     the clocks of shard 1 are ahead of true time so much
/// attend 3600000                   snapshots can be held, until they are so old
/// held 5000 300                    as of 5000, a snapshot of 300 is held; `held 5000`: none
/// flush 1                          the stores of shard 1 write what is applied
/// pass 5                           milliseconds; may be a fraction
/// ```
final class Commands {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final List<String> BORDERS = List.of("m", "t");

    private final ShardRules rules;
    private final List<String> happened = new ArrayList<>();
    private final Map<String, Draft> drafts = new TreeMap<>();
    private World world = new World(List.of(), 2, 0, ShardRules.all());
    private long start = world.now();
    private Timestamp lastSnapshot = Timestamp.MIN;

    /// A transaction of the scenario.
    private static final class Draft {
        final Attempt attempt;
        final TreeMap<Integer, Tenure> tenures = new TreeMap<>();
        List<Write> writes = List.of();
        List<Key> read = new ArrayList<>();
        List<Key> checked = List.of();
        Timestamp checkedAt = Timestamp.MIN;
        Timestamp floor = Timestamp.MIN;

        Draft(Attempt attempt) {
            this.attempt = attempt;
        }
    }

    Commands(ShardRules rules) {
        this.rules = rules;
    }

    List<String> perform(List<String> commands) {
        happened.clear();
        commands.forEach(command -> performOne(List.of(command.split(" "))));
        return List.copyOf(happened);
    }

    private void performOne(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "world" -> begin(words);
            case "pass" -> world.pass((long) (Double.parseDouble(words.get(1)) * NANOS_PER_MILLI));
            case "offset" -> offset(words);
            case "choose" -> choose(group(words.get(1)));
            case "follow" -> {
                Group group = group(words.get(1));
                world.apply(group, follower(group));
            }
            case "deliver" -> letters(rest).forEach(this::deliver);
            case "lose" -> world.letters.removeAll(letters(rest));
            case "elect" -> elect(words);
            case "resign" -> world.resign(group(words.get(1)), follower(group(words.get(1))));
            case "snapshot" -> snapshot(rest);
            case "attend" -> world.groups.forEach(g -> g.held.attend(longest(words.get(1))));
            case "held" -> held(rest);
            case "flush" -> group(words.get(1)).members.forEach(Group.Member::flush);
            default -> transaction(words.getFirst(), rest);
        }
    }

    private void begin(List<String> words) {
        int shards = Integer.parseInt(words.get(1));
        double epsilon = Double.parseDouble(words.get(4));
        List<Key> borders = BORDERS.subList(0, shards - 1).stream().map(Phrases::key).toList();
        Group.Setting setting = new Group.Setting(settings(words), rules);
        world = new World(borders, 2, (long) (epsilon * NANOS_PER_MILLI), setting);
        start = world.now();
        drafts.clear();
    }

    /// `room 4` leaves room for so many requests that wait.
    private static ShardSettings settings(List<String> words) {
        ShardSettings usual = ShardSettings.usual();
        int at = words.indexOf("room");
        return at < 0
                ? usual
                : new ShardSettings(
                        usual.retention(),
                        usual.retentionStep(),
                        usual.idle(),
                        usual.lockWait(),
                        usual.readWait(),
                        usual.askAgain(),
                        usual.publish(),
                        usual.inFlight(),
                        Integer.parseInt(words.get(at + 1)),
                        usual.locks(),
                        usual.txn());
    }

    private void offset(List<String> words) {
        long nanos = (long) (Double.parseDouble(words.get(2)) * NANOS_PER_MILLI);
        int shard = Integer.parseInt(words.get(1));
        world.offsets.put(10 * shard + 1, nanos);
        world.offsets.put(10 * shard + 2, nanos);
    }

    private void choose(Group group) {
        for (int left = group.underWay(); left > 0; left--) {
            world.choose(group);
        }
    }

    private Group group(String number) {
        return world.groups.get(Integer.parseInt(number) - 1);
    }

    private static Duration longest(String millis) {
        return Duration.ofMillis(Long.parseLong(millis));
    }

    /// `held 5000` nothing is held as of then; `held 5000 300` what is of 300 is.
    private void held(List<String> words) {
        Timestamp moment = words.size() > 1 ? time(words.get(1)) : Timestamp.MAX;
        world.groups.forEach(group -> group.held.told(time(words.getFirst()), moment));
    }

    private static Group.Member follower(Group group) {
        return group.members.stream()
                .filter(member -> member != group.leader())
                .findFirst()
                .orElseThrow();
    }

    private List<World.Letter> letters(List<String> kinds) {
        return world.letters.stream()
                .filter(letter -> kinds.isEmpty() || kinds.contains(kindOf(letter)))
                .toList();
    }

    private static String kindOf(World.Letter letter) {
        return switch (letter) {
            case World.Letter.Between(var parley) -> parley.getClass().getSimpleName();
            case World.Letter.Within within -> within.word().getClass().getSimpleName();
        };
    }

    private void deliver(World.Letter letter) {
        world.letters.remove(letter);
        happened.add(kindOf(letter) + " arrives");
        world.deliver(letter);
    }

    private void elect(List<String> words) {
        Group group = group(words.get(3));
        Group.Member next = words.get(1).equals("leader") ? group.leader() : follower(group);
        world.elect(group, next, Integer.parseInt(words.get(5)));
    }

    // Snapshots.

    private void snapshot(List<String> words) {
        boolean follows = words.contains("follower");
        List<Key> keys =
                words.stream()
                        .filter(word -> word.length() == 1 && !isNumber(word))
                        .map(Phrases::key)
                        .toList();
        Group group = world.owner(keys.getFirst());
        Group.Member member = follows ? follower(group) : group.leader();
        Request read = new Request.SnapshotRead(group.route(), moment(words), Phrases.points(keys));
        world.ask(group, member, read, reply -> shown(reply));
    }

    private static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(0));
    }

    private ReadAt moment(List<String> words) {
        return switch (words.getFirst()) {
            case "strong" -> new ReadAt.Strong(!words.contains("everywhere"));
            case "exact" -> new ReadAt.Exact(time(words.get(1)));
            case "least" -> new ReadAt.AtLeast(time(words.get(1)));
            case "stale" ->
                    new ReadAt.MaxStaleness(
                            Duration.ofNanos(
                                    (long) (Double.parseDouble(words.get(1)) * NANOS_PER_MILLI)));
            default -> throw new IllegalArgumentException("no moment: " + words);
        };
    }

    private Timestamp time(String millis) {
        return new Timestamp(start + (long) (Double.parseDouble(millis) * NANOS_PER_MILLI));
    }

    private void shown(Reply reply) {
        switch (reply) {
            case Reply.Snapshot(Timestamp at, List<Found> found) -> {
                lastSnapshot = at;
                happened.add("snapshot at " + text(at) + ": " + rows(found));
            }
            case Reply.Failed(Failure why) -> happened.add("snapshot fails: " + text(why));
            case Reply.Locked _,
                    Reply.Voted _,
                    Reply.Committed _,
                    Reply.Told _,
                    Reply.Checksum _,
                    Reply.Done _ ->
                    happened.add("odd: " + reply);
        }
    }

    // Transactions.

    private void transaction(String name, List<String> words) {
        Draft draft = drafts.computeIfAbsent(name, this::draft);
        List<String> rest = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "reads" -> reads(name, draft, rest);
            case "scans" -> scans(name, draft, rest);
            case "drafts" -> draft.writes = Phrases.writes(rest);
            case "commits" -> {
                draft.writes = Phrases.writes(rest);
                sendPrepares(name, draft);
                sendCommit(name, draft);
            }
            case "sends" -> {
                if (rest.getFirst().equals("commit")) {
                    sendCommit(name, draft);
                } else {
                    sendPrepares(name, draft);
                }
            }
            case "checks" -> {
                draft.checked = rest.stream().map(Phrases::key).toList();
                draft.checkedAt = lastSnapshot;
            }
            case "releases" -> release(draft, Optional.empty());
            case "collects" -> collect(name, draft);
            case "finishes" -> release(draft, Optional.of(draft.floor));
            case "asks" -> ask(name, draft);
            default -> throw new IllegalArgumentException("no command: " + words);
        }
    }

    private Draft draft(String name) {
        TxnId id = new TxnId(new Timestamp(world.now()), 1, Long.parseLong(name.substring(1)));
        return new Draft(new Attempt(id, new Age(id), name, ""));
    }

    private void reads(String name, Draft draft, List<String> words) {
        List<Key> keys =
                words.stream().filter(word -> word.length() == 1).map(Phrases::key).toList();
        draft.read.addAll(keys);
        for (int shard : shards(keys)) {
            List<Key> here = keys.stream().filter(key -> shardOf(key) == shard).toList();
            lock(name, draft, Phrases.points(here), words);
        }
    }

    private void scans(String name, Draft draft, List<String> words) {
        Lookup range = Phrases.range(words);
        draft.read.add(range.span().from());
        lock(name, draft, List.of(range), words);
    }

    /// Asks one shard for rows under locks.
    private void lock(String name, Draft draft, List<Lookup> lookups, List<String> words) {
        int shard = shardOf(lookups.getFirst().span().from());
        Group group = world.groups.get(shard);
        Request read =
                new Request.LockingRead(
                        group.route(),
                        draft.attempt,
                        Optional.ofNullable(draft.tenures.get(shard)),
                        lookups,
                        List.of(Phrases.mode(words)),
                        Phrases.patience(words),
                        Phrases.longest(words));
        world.ask(group, group.leader(), read, reply -> onRead(name, draft, shard, reply));
    }

    private static String waited(Duration waited) {
        long micros = waited.toNanos() / 1000;
        return micros == 0 ? "" : ", waited " + micros + " µs";
    }

    private void onRead(String name, Draft draft, int shard, Reply reply) {
        if (reply
                instanceof
                Reply.Locked(Tenure tenure, List<Found> found, Timestamp met, Duration waited)) {
            draft.tenures.put(shard, tenure);
            happened.add(name + " reads " + rows(found) + ", met " + text(met) + waited(waited));
        } else {
            told(name, reply);
        }
    }

    private int shardOf(Key key) {
        return world.groups.indexOf(world.owner(key));
    }

    private List<Integer> shards(List<Key> keys) {
        return keys.stream().map(this::shardOf).distinct().toList();
    }

    private List<Key> touched(Draft draft) {
        List<Key> keys = new ArrayList<>();
        draft.writes.forEach(write -> keys.add(write.key()));
        keys.addAll(draft.read);
        keys.addAll(draft.checked);
        return keys;
    }

    private Share share(Draft draft, int shard) {
        List<Key> here =
                touched(draft).stream().filter(key -> shardOf(key) == shard).sorted().toList();
        Span span = new Span(here.getFirst(), here.getLast().next());
        List<Write> own =
                draft.writes.stream()
                        .filter(write -> shardOf(write.key()) == shard)
                        .sorted((a, b) -> a.key().compareTo(b.key()))
                        .toList();
        List<Share.Check> checks =
                draft.checked.stream()
                        .filter(key -> shardOf(key) == shard)
                        .map(key ->
                                new Share.Check(
                                        Span.point(key),
                                        LockMode.shared(Cells.BOTH),
                                        draft.checkedAt))
                        .toList();
        return new Share(span, Optional.ofNullable(draft.tenures.get(shard)), checks, own);
    }

    private Key anchor(Draft draft) {
        return draft.writes.getFirst().key();
    }

    private void sendPrepares(String name, Draft draft) {
        for (int shard : shards(touched(draft))) {
            if (shard != shardOf(anchor(draft))) {
                Group group = world.groups.get(shard);
                Request prepare =
                        new Request.Prepare(
                                group.route(),
                                draft.attempt,
                                Optional.of(anchor(draft)),
                                share(draft, shard));
                world.ask(group, group.leader(), prepare, reply -> told(name, reply));
            }
        }
    }

    /// Asks for the votes of a transaction that wrote nothing.
    private void collect(String name, Draft draft) {
        for (int shard : shards(touched(draft))) {
            Group group = world.groups.get(shard);
            Request prepare =
                    new Request.Prepare(
                            group.route(), draft.attempt, Optional.empty(), share(draft, shard));
            world.ask(group, group.leader(), prepare, reply -> collected(name, draft, reply));
        }
    }

    private void collected(String name, Draft draft, Reply reply) {
        if (reply instanceof Reply.Voted(var vote)) {
            draft.floor = Timestamp.max(draft.floor, vote.floor());
        }
        told(name, reply);
    }

    private void sendCommit(String name, Draft draft) {
        int own = shardOf(anchor(draft));
        List<Request.Participant> others = new ArrayList<>();
        for (int shard : shards(touched(draft))) {
            if (shard != own) {
                Share share = share(draft, shard);
                others.add(new Request.Participant(share.span(), !share.onlyReads()));
            }
        }
        Group group = world.groups.get(own);
        Request commit =
                new Request.Commit(
                        group.route(),
                        draft.attempt,
                        anchor(draft),
                        share(draft, own),
                        others,
                        Timestamp.MIN);
        world.ask(group, group.leader(), commit, reply -> told(name, reply));
    }

    private void release(Draft draft, Optional<Timestamp> at) {
        for (int shard : shards(touched(draft))) {
            Group group = world.groups.get(shard);
            Request release = new Request.Release(group.route(), draft.attempt.id(), at);
            world.ask(group, group.leader(), release, _ -> {});
        }
    }

    private void ask(String name, Draft draft) {
        Group group = world.owner(anchor(draft));
        Request ask = new Request.AskOutcome(group.route(), anchor(draft), draft.attempt.id());
        world.ask(group, group.leader(), ask, reply -> told(name, reply));
    }

    private void told(String name, Reply reply) {
        happened.add(
                name
                        + switch (reply) {
                            case Reply.Committed(Timestamp at, Duration waited) ->
                                    " is committed at "
                                            + text(at)
                                            + ", told at "
                                            + text(now())
                                            + waited(waited);
                            case Reply.Told(Outcome.Committed(Timestamp at)) ->
                                    " was committed at " + text(at);
                            case Reply.Told(Outcome.Undone(Failure why)) ->
                                    " was undone: " + text(why);
                            case Reply.Voted(var vote) -> " has a vote from " + text(vote.floor());
                            case Reply.Failed(Failure why) ->
                                    " fails: " + text(why) + ", told at " + text(now());
                            case Reply.Locked _, Reply.Snapshot _, Reply.Checksum _, Reply.Done _ ->
                                    " is answered oddly: " + reply;
                        });
    }

    private Timestamp now() {
        return world.time();
    }

    // Words.

    private static String rows(List<Found> found) {
        List<String> rows = new ArrayList<>();
        for (Found one : found) {
            for (Pair pair : one.rows()) {
                String name = new String(pair.key().toBytes(), StandardCharsets.US_ASCII);
                rows.add(name + Cells.cells(pair.row()).values());
            }
        }
        return rows.isEmpty() ? "nothing" : String.join(" ", rows);
    }

    private String text(Timestamp time) {
        return time.equals(Timestamp.MIN)
                ? "never"
                : String.format(Locale.ROOT, "%.6f", (time.nanos() - start) / NANOS_PER_MILLI);
    }

    private static String text(Failure why) {
        return why.getClass().getSimpleName();
    }
}
