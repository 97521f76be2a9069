package dev.isochron.bench.jmh;

import dev.isochron.client.port.Delivery;
import dev.isochron.client.port.MapDelivery;
import dev.isochron.client.port.Transport;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.KeySpace;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// Two shards that answer at once, for one client at a time: what remains is what the client costs.
///
/// No locks, no versions, no programs; one shard for the system's rows, one for those of users.
final class InstantStore implements Transport {

    private static final Tenure TENURE = new Tenure(1, 1, 1);
    private static final Place NODE = new Place(1, "instant:1");

    private final TreeMap<Key, Reply.Pair> rows = new TreeMap<>();
    private final AtomicLong clock = new AtomicLong(1_800_000_000_000_000_000L);
    private final List<ShardEntry> shards =
            List.of(
                    shard(1, new Span(Key.MIN, Optional.of(KeySpace.USERS.from()))),
                    shard(2, new Span(KeySpace.USERS.from(), Optional.empty())));
    private long requests;

    private static ShardEntry shard(long number, Span span) {
        return new ShardEntry(
                new Route(new ShardId(number), new Generation(1)),
                span,
                List.of(NODE),
                Optional.of(NODE));
    }

    /// How much it was asked.
    long requests() {
        return requests;
    }

    @Override
    public CompletableFuture<MapDelivery> shardMap(String address, Duration timeout) {
        return CompletableFuture.completedFuture(new MapDelivery.Received(shards, now()));
    }

    @Override
    public CompletableFuture<Delivery> send(String address, Request request, Duration timeout) {
        requests++;
        return CompletableFuture.completedFuture(
                new Delivery.Answered(answer(request), new Timestamp(clock.get())));
    }

    private Timestamp now() {
        return new Timestamp(clock.incrementAndGet());
    }

    private Reply answer(Request request) {
        return switch (request) {
            case Request.SnapshotRead read -> new Reply.Snapshot(now(), found(read.lookups()));
            case Request.LockingRead read ->
                    new Reply.Locked(TENURE, found(read.lookups()), Timestamp.MIN, Duration.ZERO);
            case Request.Prepare prepare -> prepared(prepare.share());
            case Request.Commit commit ->
                    new Reply.Committed(written(commit.share()), Duration.ZERO);
            case Request.Release _, Request.Refresh _ -> new Reply.Done();
            case Request.Checksum _, Request.AskOutcome _ ->
                    throw new IllegalArgumentException("nobody asks here: " + request);
        };
    }

    /// A vote that comes in time; what the shard writes is written at once.
    private Reply prepared(Share share) {
        Timestamp at = written(share);
        return new Reply.Voted(
                new Vote(share.span(), TENURE, at, Timestamp.MAX, !share.onlyReads()));
    }

    private Timestamp written(Share share) {
        Timestamp at = now();
        for (Write write : share.writes()) {
            switch (write) {
                case Write.Put put -> rows.put(put.key(), new Reply.Pair(put.key(), put.row(), at));
                case Write.Delete delete -> rows.remove(delete.key());
                case Write.Patch patch ->
                        rows.computeIfPresent(
                                patch.key(), (key, old) -> patched(key, old, patch, at));
            }
        }
        return at;
    }

    private static Reply.Pair patched(Key key, Reply.Pair old, Write.Patch patch, Timestamp at) {
        Row row = Row.parse(old.row().toBytes());
        Row over = Row.parse(patch.row().toBytes());
        byte[] both = row.overlaidBy(over, Row.DEFAULT_MAX_BYTES).toBytes();
        return new Reply.Pair(key, Bytes.of(both), at);
    }

    private List<Reply.Found> found(List<Lookup> lookups) {
        List<Reply.Found> found = new ArrayList<>(lookups.size());
        for (Lookup lookup : lookups) {
            found.add(new Reply.Found(rowsOf(lookup), Optional.empty()));
        }
        return found;
    }

    private List<Reply.Pair> rowsOf(Lookup lookup) {
        return switch (lookup) {
            case Lookup.Point(Key key) -> {
                Reply.Pair pair = rows.get(key);
                yield pair == null ? List.of() : List.of(pair);
            }
            case Lookup.Range range -> {
                if (range.program().isPresent()) {
                    throw new IllegalArgumentException("no programs are run here");
                }
                Span span = range.span();
                NavigableMap<Key, Reply.Pair> part = rows.tailMap(span.from(), true);
                part = span.until().isEmpty() ? part : part.headMap(span.until().get(), false);
                part = range.direction() == Direction.REVERSE ? part.descendingMap() : part;
                yield part.values().stream().limit(range.limit()).toList();
            }
        };
    }

    @Override
    public void close() {}
}
