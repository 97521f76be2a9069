package dev.isochron.shard.world;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.commit.Write.Expectation;
import dev.isochron.protocol.error.OutcomeUnknown;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Age;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// One transaction of a random client: reads under locks, then writes, on any shards.
final class Play {
    private static final int MAX_TRIES = 5;

    private final World world;
    private final SplittableRandom chance;
    private final List<Key> keys;
    private final Attempt attempt;
    private final Deed deed;
    private final TreeMap<Integer, Tenure> tenures = new TreeMap<>();
    private final TreeMap<Integer, List<Write>> writes = new TreeMap<>();
    private int awaited;
    private boolean failed;
    private boolean over;
    private boolean asked;
    private boolean isUnknown;
    private Runnable again = () -> {};
    private int tries = 1;

    Play(World world, SplittableRandom chance, List<Key> keys, long number) {
        this.world = world;
        this.chance = chance;
        TxnId id = new TxnId(new Timestamp(world.now()), 1, number);
        attempt = new Attempt(id, new Age(id), "", "");
        this.keys = keys;
        deed = new Deed(id, keys.getFirst(), world.now());
    }

    Deed deed() {
        return deed;
    }

    boolean isOver() {
        return over;
    }

    boolean isWaiting() {
        return awaited > 0;
    }

    private int shardOf(Key key) {
        return world.groups.indexOf(world.owner(key));
    }

    /// Reads some of the keys under locks.
    void read() {
        TreeMap<Integer, List<Key>> byShard = new TreeMap<>();
        keys.forEach(key -> byShard.computeIfAbsent(shardOf(key), _ -> new ArrayList<>()).add(key));
        byShard.forEach(this::read);
    }

    private void read(int shard, List<Key> here) {
        ColumnSet columns =
                switch (chance.nextInt(3)) {
                    case 0 -> Cells.columns(List.of(Cells.A));
                    case 1 -> Cells.columns(List.of(Cells.B));
                    default -> Cells.BOTH;
                };
        Group group = world.groups.get(shard);
        awaited++;
        world.ask(
                group,
                group.leader(),
                new Request.LockingRead(
                        group.route(),
                        attempt,
                        Optional.empty(),
                        here.stream().<Lookup>map(Lookup.Point::new).toList(),
                        LockMode.shared(columns),
                        LockWait.WAIT),
                reply -> onRead(shard, here, columns, reply));
    }

    private void onRead(int shard, List<Key> here, ColumnSet columns, Reply reply) {
        awaited--;
        if (!(reply instanceof Reply.Locked(Tenure tenure, var found, _, _))) {
            failed = true;
            return;
        }
        tenures.put(shard, tenure);
        Map<Key, Map<Integer, Long>> rows = new TreeMap<>();
        found.forEach(one -> one.rows().forEach(p -> rows.put(p.key(), Cells.cells(p.row()))));
        deed.reads.add(new Deed.Seen(here, columns, rows));
    }

    /// Writes, and asks to commit; or gives up.
    void finish() {
        if (failed || chance.nextInt(20) == 0) {
            giveUp();
            return;
        }
        for (Key key : keys) {
            if (key.equals(keys.getFirst()) || chance.nextInt(3) > 0) {
                Write write = write(key);
                deed.writes.add(write);
                writes.computeIfAbsent(shardOf(key), _ -> new ArrayList<>()).add(write);
            }
        }
        int own = shardOf(keys.getFirst());
        List<Request.Participant> others = new ArrayList<>();
        TreeMap<Integer, Share> shares = new TreeMap<>();
        for (int shard : involved()) {
            Share share = share(shard);
            shares.put(shard, share);
            if (shard != own) {
                others.add(new Request.Participant(share.span(), !share.onlyReads()));
            }
        }
        again = () -> shares.forEach((shard, share) -> send(shard, share, shard == own, others));
        again.run();
    }

    private void giveUp() {
        over = true;
        deed.isKnown = true;
        for (int shard : involved()) {
            Group group = world.groups.get(shard);
            Request release = new Request.Release(group.route(), attempt.id(), Optional.empty());
            world.ask(group, group.leader(), release, _ -> {});
        }
    }

    private List<Integer> involved() {
        return keys.stream().map(this::shardOf).distinct().sorted().toList();
    }

    private Write write(Key key) {
        long value = attempt.id().number();
        boolean exists = deed.reads.stream().anyMatch(seen -> seen.rows().containsKey(key));
        return switch (chance.nextInt(6)) {
            case 0 -> new Write.Delete(key, Expectation.ANYTHING);
            case 1, 2, 3 -> exists ? patch(key, value) : put(key, value);
            default -> put(key, value);
        };
    }

    private static Write put(Key key, long value) {
        Map<Integer, Long> cells = new TreeMap<>(Map.of(Cells.A, value, Cells.B, -value));
        return new Write.Put(key, Cells.row(cells), Expectation.ANYTHING);
    }

    private Write patch(Key key, long value) {
        int column = chance.nextBoolean() ? Cells.A : Cells.B;
        return new Write.Patch(
                key, Cells.columns(List.of(column)), Cells.row(Map.of(column, value)));
    }

    private Share share(int shard) {
        List<Key> here = keys.stream().filter(key -> shardOf(key) == shard).sorted().toList();
        Span span = new Span(here.getFirst(), here.getLast().next());
        List<Write> own = new ArrayList<>(writes.getOrDefault(shard, List.of()));
        own.sort((a, b) -> a.key().compareTo(b.key()));
        return new Share(span, Optional.ofNullable(tenures.get(shard)), List.of(), own);
    }

    private void send(int shard, Share share, boolean own, List<Request.Participant> others) {
        Group group = world.groups.get(shard);
        if (own) {
            awaited++;
            world.ask(
                    group,
                    group.leader(),
                    new Request.Commit(
                            group.route(), attempt, deed.anchor, share, others, Timestamp.MIN),
                    this::onCommit);
        } else {
            world.ask(
                    group,
                    group.leader(),
                    new Request.Prepare(group.route(), attempt, Optional.of(deed.anchor), share),
                    _ -> {});
        }
    }

    private void onCommit(Reply reply) {
        awaited--;
        over = true;
        switch (reply) {
            case Reply.Committed(Timestamp at, _) -> {
                deed.committed(at);
                deed.acknowledged = world.now();
            }
            case Reply.Failed(OutcomeUnknown _) -> {
                isUnknown = true;
                if (tries++ < MAX_TRIES) {
                    over = false;
                    again.run();
                }
            }
            case Reply.Failed _ -> deed.isKnown = !isUnknown;
            case Reply.Locked _,
                    Reply.Snapshot _,
                    Reply.Voted _,
                    Reply.Told _,
                    Reply.Checksum _,
                    Reply.Done _ ->
                    throw new IllegalStateException("no reply to a commit: " + reply);
        }
    }

    /// What became of it, if its client was not told.
    void askOutcome() {
        if (deed.isKnown || asked) {
            return;
        }
        asked = true;
        Group group = world.owner(deed.anchor);
        Request ask = new Request.AskOutcome(group.route(), deed.anchor, deed.id);
        world.ask(group, group.leader(), ask, this::onOutcome);
    }

    private void onOutcome(Reply reply) {
        asked = false;
        if (reply instanceof Reply.Told(var outcome)) {
            deed.isKnown = true;
            if (outcome instanceof dev.isochron.protocol.commit.Outcome.Committed(Timestamp at)) {
                deed.committed(at);
            }
        }
    }
}
