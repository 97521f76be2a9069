package dev.isochron.client.fake;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.program.Gathering;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.program.Sieve;
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
            case Lookup.Range range when range.program().isPresent() ->
                    by(range.program().get(), range, at, page);
            case Lookup.Range(Span span, Lookup.Direction direction, int limit, _) ->
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

    /// Looks at so many rows at most, whatever is sent of them.
    private Reply.Found by(Program program, Lookup.Range range, Timestamp at, int page) {
        boolean forward = range.direction() == Lookup.Direction.FORWARD;
        Map<Key, ?> keys = forward ? within(range.span()) : within(range.span()).reversed();
        List<Reply.Pair> looked = new ArrayList<>();
        List<Reply.Pair> sent = new ArrayList<>();
        Optional<Key> resume = Optional.empty();
        for (Key key : keys.keySet()) {
            if (looked.size() == page) {
                resume = Optional.of(forward ? key : looked.getLast().key());
                break;
            }
            if (sent.size() == range.limit()) {
                break;
            }
            Optional<Reply.Pair> row = at(key, at);
            row.ifPresent(looked::add);
            if (row.isPresent() && !program.gathers()) {
                new Sieve(program)
                        .passed(key, row.get().row().toBytes())
                        .map(bytes -> new Reply.Pair(key, Bytes.of(bytes), row.get().written()))
                        .ifPresent(sent::add);
            }
        }
        if (program.gathers()) {
            Gathering gathering = new Gathering(program);
            for (Reply.Pair row : looked) {
                if (!gathering.take(row.key(), row.row().toBytes())) {
                    resume = Optional.of(row.key());
                    break;
                }
            }
            gathering
                    .groups()
                    .forEach(group -> sent.add(new Reply.Pair(range.span().from(), group, at)));
        }
        return new Reply.Found(sent, resume);
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
