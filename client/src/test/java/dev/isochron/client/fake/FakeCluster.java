package dev.isochron.client.fake;

import dev.isochron.client.port.Chance;
import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Ports;
import dev.isochron.client.port.Transport;
import dev.isochron.protocol.commit.Outcome;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Misrouted;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/// Three nodes with all shards on each; the leader of a shard is one of them.
public final class FakeCluster implements Transport {

    private static final List<Place> NODES =
            List.of(new Place(1, "n1:1"), new Place(2, "n2:1"), new Place(3, "n3:1"));

    private static final long MILLI = 1_000_000;
    private static final Duration AHEAD = Duration.ofMillis(500);

    private final FakeSessions sessions = new FakeSessions();
    private final FakeStore store = new FakeStore();
    private final List<ShardEntry> shards = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Request> received = new ArrayList<>();
    private final List<Request> askedOfLearners = new ArrayList<>();
    private final TreeSet<String> learners = new TreeSet<>();
    private final TreeSet<String> down = new TreeSet<>();
    private final TreeSet<String> silent = new TreeSet<>();
    private final SplittableRandom random;
    private BiFunction<Integer, Request, Fate> fates = (_, _) -> Fate.DELIVER;
    private Timestamp horizon = Timestamp.MIN;
    private long clock = 1_795_000_000_000_000_000L;
    private int page = Integer.MAX_VALUE;
    private int sent;
    private boolean closed;

    private record Waiting(Request request, CompletableFuture<Delivery> promise, boolean deaf) {}

    /// A cluster with its shards split at these keys.
    public FakeCluster(long seed, List<Key> borders) {
        random = new SplittableRandom(seed);
        Key from = Key.MIN;
        for (int i = 0; i <= borders.size(); i++) {
            Optional<Key> until =
                    i < borders.size() ? Optional.of(borders.get(i)) : Optional.empty();
            shards.add(entry(i + 1, 1, new Span(from, until), NODES.get(i % NODES.size())));
            from = until.orElse(from);
        }
    }

    private static ShardEntry entry(long shard, long generation, Span span, Place leader) {
        return new ShardEntry(
                new Route(new ShardId(shard), new Generation(generation)),
                span,
                NODES,
                Optional.of(leader));
    }

    /// The ports of a client of this cluster, in virtual time.
    public Ports ports() {
        Chance chance = random.split()::nextLong;
        return new Ports(this, sessions, chance);
    }

    public FakeSessions sessions() {
        return sessions;
    }

    /// Time passes, here and there.
    public void pass(Duration time) {
        clock += time.toNanos();
        sessions.pass(time.toNanos());
    }

    /// What happens to the n-th request from now on, from 0.
    public void script(BiFunction<Integer, Request, Fate> script) {
        sent = 0;
        fates = script;
    }

    /// Servers stop a scan after so many rows.
    public void stopScansAfter(int rows) {
        page = rows;
    }

    public void keepVersionsFrom(Timestamp earliest) {
        horizon = earliest;
    }

    /// A node that takes requests and never answers.
    public void silence(String address) {
        silent.add(address);
    }

    public String leaderOfFirst() {
        return shards.getFirst().leader().orElseThrow().address();
    }

    public void stop(String address) {
        down.add(address);
    }

    /// Every shard has a replica there from now on that never votes.
    public void addLearner(String address) {
        Place learner = new Place(NODES.size() + 1L, address);
        shards.replaceAll(old ->
                new ShardEntry(old.route(), old.span(), NODES, List.of(learner), old.leader()));
        learners.add(address);
    }

    /// What those were asked that never vote.
    public List<Request> askedOfLearners() {
        return askedOfLearners;
    }

    /// Another replica leads a shard now.
    public void moveLeaders() {
        for (int i = 0; i < shards.size(); i++) {
            ShardEntry old = shards.get(i);
            int next = NODES.indexOf(old.leader().orElseThrow()) + 1;
            shards.set(i, old.ledBy(Optional.of(NODES.get(next % NODES.size()))));
        }
    }

    /// Splits the shard that has a key there; locks and shares stay with their keys.
    public void split(Key border) {
        for (int i = 0; i < shards.size(); i++) {
            ShardEntry old = shards.get(i);
            if (old.span().canSplitAt(border)) {
                Span.Halves halves = old.span().splitAt(border);
                long generation = old.route().generation().value() + 1;
                Place leader = old.leader().orElseThrow();
                long child = shards.size() + 1L;
                shards.set(
                        i, entry(old.route().shard().value(), generation, halves.left(), leader));
                shards.add(entry(child, generation, halves.right(), leader));
                store.txns
                        .values()
                        .forEach(txn -> {
                            var tenure = txn.tenures.get(old.route().shard());
                            if (tenure != null) {
                                txn.tenures.put(new ShardId(child), tenure);
                            }
                        });
                return;
            }
        }
    }

    /// How often each attempt was executed.
    public Map<TxnId, Integer> executions() {
        return store.executions;
    }

    public Map<TxnId, Outcome> outcomes() {
        return store.outcomes;
    }

    /// Every attempt that was met, in order.
    public List<Attempt> attempts() {
        return store.attempts;
    }

    public List<Request> received() {
        return received;
    }

    public Timestamp now() {
        return new Timestamp(clock);
    }

    /// Whether some attempt still holds locks.
    public boolean hasLocks() {
        return store.txns.values().stream().anyMatch(txn -> !txn.locks.isEmpty());
    }

    @Override
    public CompletableFuture<MapDelivery> shardMap(String address, Duration timeout) {
        return CompletableFuture.completedFuture(
                down.contains(address) || closed
                        ? new MapDelivery.Failed("connection refused")
                        : new MapDelivery.Received(shards, now()));
    }

    @Override
    public CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
        CompletableFuture<Delivery> promise = new CompletableFuture<>();
        sessions.after(
                timeout.toNanos(), () -> promise.complete(new Delivery.Lost("no answer in time")));
        Fate fate = down.contains(address) || closed ? Fate.NOT_SENT : fates.apply(sent++, request);
        if (silent.contains(address)) {
            return promise;
        }
        switch (fate) {
            case Fate.NotSent _ -> promise.complete(new Delivery.NotSent("connection refused"));
            case Fate.LoseRequest _ -> promise.complete(new Delivery.Lost("the stream broke"));
            case Fate.Vanish _ -> {}
            case Fate.Answer(var failure) -> answer(promise, new Reply.Failed(failure));
            case Fate.Deliver _ -> arrive(address, new Waiting(request, promise, false));
            case Fate.LoseReply _ -> {
                arrive(address, new Waiting(request, new CompletableFuture<>(), true));
                promise.complete(new Delivery.Lost("the stream broke"));
            }
            case Fate.Late _ -> {
                promise.complete(new Delivery.Lost("the stream broke"));
                long late = random.nextLong(400 * MILLI);
                sessions.after(
                        late,
                        () ->
                                arrive(
                                        address,
                                        new Waiting(request, new CompletableFuture<>(), true)));
            }
        }
        return promise;
    }

    private void answer(CompletableFuture<Delivery> promise, Reply reply) {
        clock += MILLI;
        promise.complete(new Delivery.Answered(reply, now()));
    }

    private void arrive(String address, Waiting waits) {
        received.add(waits.request);
        if (learners.contains(address)) {
            askedOfLearners.add(waits.request);
        }
        Optional<Reply> refused = misrouted(address, waits.request);
        if (refused.isPresent()) {
            answer(waits.promise, refused.get());
            return;
        }
        waiting.add(waits);
        serveAll();
    }

    private void serveAll() {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Waiting waits : List.copyOf(waiting)) {
                if (waits.promise.isDone() && !waits.deaf) {
                    waiting.remove(waits);
                    continue;
                }
                clock += MILLI;
                Optional<Reply> reply = serve(waits.request);
                if (reply.isPresent()) {
                    waiting.remove(waits);
                    answer(waits.promise, reply.get());
                    progress = true;
                }
            }
        }
    }

    private Optional<Reply> misrouted(String address, Request request) {
        Key key = firstKey(request);
        ShardEntry owner =
                shards.stream()
                        .filter(entry -> entry.span().contains(key))
                        .findFirst()
                        .orElseThrow();
        ShardEntry named =
                shards.stream()
                        .filter(entry -> entry.route().shard().equals(request.route().shard()))
                        .findFirst()
                        .orElse(owner);
        if (!named.route().equals(request.route()) || !owner.span().contains(lastKey(request))) {
            return Optional.of(new Reply.Failed(new Misrouted.WrongShard(request.route(), owner)));
        }
        boolean anywhere = request instanceof Request.SnapshotRead;
        return anywhere || named.leader().orElseThrow().address().equals(address)
                ? Optional.empty()
                : Optional.of(
                        new Reply.Failed(new Misrouted.NotLeader(request.route(), named.leader())));
    }

    private Key firstKey(Request request) {
        return switch (request) {
            case Request.LockingRead read -> read.lookups().getFirst().span().from();
            case Request.SnapshotRead read -> read.lookups().getFirst().span().from();
            case Request.Prepare prepare -> prepare.share().span().from();
            case Request.Commit commit -> commit.anchor();
            case Request.AskOutcome ask -> ask.anchor();
            case Request.Checksum checksum -> checksum.span().from();
            case Request.Release _, Request.Refresh _ -> Key.MIN;
        };
    }

    /// As a shard's replica does: where a read is of keys that the shard does not have, nothing of
    /// it is done.
    private Key lastKey(Request request) {
        return switch (request) {
            case Request.LockingRead read -> read.lookups().getLast().span().from();
            case Request.SnapshotRead read -> read.lookups().getLast().span().from();
            default -> firstKey(request);
        };
    }

    private Optional<Reply> serve(Request request) {
        return switch (request) {
            case Request.LockingRead read -> store.lock(read, page);
            case Request.SnapshotRead read -> Optional.of(snapshot(read));
            case Request.Prepare prepare -> Optional.of(store.prepare(prepare, now()));
            case Request.Commit commit -> store.commit(commit, now());
            case Request.Release release -> Optional.of(store.release(release.txn()));
            case Request.Refresh _ -> Optional.of(new Reply.Done());
            case Request.AskOutcome ask -> Optional.of(store.outcome(ask.txn()));
            case Request.Checksum _ -> throw new IllegalStateException("no replicas to compare");
        };
    }

    private Reply snapshot(Request.SnapshotRead read) {
        Timestamp at =
                switch (read.at()) {
                    case ReadAt.Strong _, ReadAt.MaxStaleness _ -> now();
                    case ReadAt.Exact(Timestamp exact) -> exact;
                    case ReadAt.ExactStaleness(Duration age) -> now().plusNanos(-age.toNanos());
                    case ReadAt.AtLeast(Timestamp least) -> Timestamp.max(least, now());
                };
        if (at.isAfter(now().plusNanos(AHEAD.toNanos()))) {
            return new Reply.Failed(new BadInput.FutureTimestamp(at, now(), AHEAD));
        }
        if (at.isBefore(horizon)) {
            return new Reply.Failed(new BadInput.SnapshotTooOld(at, horizon));
        }
        List<Reply.Found> found = new ArrayList<>();
        for (Lookup lookup : read.lookups()) {
            found.add(store.versions.find(lookup, at, page));
        }
        return new Reply.Snapshot(at, found);
    }

    @Override
    public void close() {
        closed = true;
    }
}
