package dev.isochron.client.fake;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All versions of all rows.
final class FakeVersions {

    private final TreeMap<Key, NavigableMap<Timestamp, Optional<Bytes>>> rows = new TreeMap<>();
    private Timestamp newest = Timestamp.MIN;

    Timestamp newest() {
        return newest;
    }

    Reply.Found find(Lookup lookup, Timestamp at, int page) {
        return switch (lookup) {
            case Lookup.Point(Key key) ->
                    new Reply.Found(at(key, at).stream().toList(), Optional.empty());
            case Lookup.Range(Span span, Lookup.Direction direction, int limit) ->
                    direction == Lookup.Direction.FORWARD
                            ? take(within(span), at, Math.min(limit, page), limit, true)
                            : take(
                                    within(span).reversed(),
                                    at,
                                    Math.min(limit, page),
                                    limit,
                                    false);
        };
    }

    private SortedMap<Key, NavigableMap<Timestamp, Optional<Bytes>>> within(Span span) {
        SortedMap<Key, NavigableMap<Timestamp, Optional<Bytes>>> from =
                rows.tailMap(span.from(), true);
        return span.until().isPresent() ? from.headMap(span.until().get()) : from;
    }

    private Reply.Found take(Map<Key, ?> keys, Timestamp at, int most, int limit, boolean forward) {
        List<Reply.Pair> taken = new ArrayList<>();
        for (Key key : keys.keySet()) {
            if (taken.size() == most && most < limit) {
                return new Reply.Found(taken, Optional.of(forward ? key : taken.getLast().key()));
            }
            if (taken.size() == limit) {
                break;
            }
            at(key, at).ifPresent(taken::add);
        }
        return new Reply.Found(taken, Optional.empty());
    }

    private Optional<Reply.Pair> at(Key key, Timestamp at) {
        NavigableMap<Timestamp, Optional<Bytes>> versions = rows.getOrDefault(key, new TreeMap<>());
        Map.Entry<Timestamp, Optional<Bytes>> version = versions.floorEntry(at);
        return version == null
                ? Optional.empty()
                : version.getValue().map(row -> new Reply.Pair(key, row, version.getKey()));
    }

    Optional<Reply.Pair> changedAfter(Span span, Timestamp readAt) {
        for (var entry : within(span).entrySet()) {
            Timestamp last = entry.getValue().lastKey();
            if (last.isAfter(readAt)) {
                return Optional.of(new Reply.Pair(entry.getKey(), Bytes.of(), last));
            }
        }
        return Optional.empty();
    }

    Optional<Failure> broken(Write write) {
        boolean present = at(write.key(), Timestamp.MAX).isPresent();
        return switch (write.expects()) {
            case ANYTHING -> Optional.empty();
            case ABSENT ->
                    present ? Optional.of(FakeStore.duplicate(write.key())) : Optional.empty();
            case PRESENT ->
                    present ? Optional.empty() : Optional.of(FakeStore.missing(write.key()));
        };
    }

    void apply(Write write, Timestamp at) {
        newest = Timestamp.max(newest, at);
        Optional<Bytes> row =
                switch (write) {
                    case Write.Put put -> Optional.of(put.row());
                    case Write.Delete _ -> Optional.empty();
                    case Write.Patch patch ->
                            at(patch.key(), Timestamp.MAX).map(pair -> overlay(pair.row(), patch));
                };
        rows.computeIfAbsent(write.key(), _ -> new TreeMap<>()).put(at, row);
    }

    private static Bytes overlay(Bytes row, Write.Patch patch) {
        Row changes = Row.parse(patch.row().toBytes());
        Row laid = Row.parse(row.toBytes()).overlaidBy(changes, Row.DEFAULT_MAX_BYTES);
        return Bytes.of(laid.toBytes());
    }
}
