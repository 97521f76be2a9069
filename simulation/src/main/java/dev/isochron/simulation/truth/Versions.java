package dev.isochron.simulation.truth;

import dev.isochron.protocol.commit.Write;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.protocol.value.Bytes;
import dev.isochron.shard.state.Patching;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Every row at every timestamp. Kept are writes, not rows: what a row was is worked out when it is
/// asked for, so it does not matter in which order they came.
public final class Versions {

    private final TreeMap<Key, NavigableMap<Timestamp, Written>> writes = new TreeMap<>();

    private record Written(TxnId by, Write what) {}

    /// Takes a write in.
    ///
    /// @return who wrote the same row at the same timestamp before, if another transaction did
    Optional<TxnId> add(TxnId by, Timestamp at, Write write) {
        Written before =
                writes.computeIfAbsent(write.key(), _ -> new TreeMap<>())
                        .putIfAbsent(at, new Written(by, write));
        return Optional.ofNullable(before).map(Written::by).filter(other -> !other.equals(by));
    }

    /// The transaction that wrote a row at exactly this timestamp.
    public Optional<TxnId> writer(Key key, Timestamp at) {
        NavigableMap<Timestamp, Written> of = writes.get(key);
        return of == null ? Optional.empty() : Optional.ofNullable(of.get(at)).map(Written::by);
    }

    /// A row as it was at `t`, and when it was written last.
    public Optional<Reply.Pair> at(Key key, Timestamp t) {
        NavigableMap<Timestamp, Written> of = writes.get(key);
        if (of == null) {
            return Optional.empty();
        }
        Optional<Reply.Pair> row = Optional.empty();
        for (Map.Entry<Timestamp, Written> one : since(of, t).entrySet()) {
            row = after(row, key, one.getKey(), one.getValue().what());
        }
        return row;
    }

    /// From the last write up to `t` that says all of a row; patches before it do not matter.
    private static NavigableMap<Timestamp, Written> since(
            NavigableMap<Timestamp, Written> of, Timestamp t) {
        NavigableMap<Timestamp, Written> past = of.headMap(t, true);
        for (Map.Entry<Timestamp, Written> one : past.descendingMap().entrySet()) {
            if (!(one.getValue().what() instanceof Write.Patch)) {
                return past.tailMap(one.getKey(), true);
            }
        }
        return past;
    }

    private static Optional<Reply.Pair> after(
            Optional<Reply.Pair> row, Key key, Timestamp at, Write write) {
        return switch (write) {
            case Write.Put(_, Bytes bytes, _) -> Optional.of(new Reply.Pair(key, bytes, at));
            case Write.Delete _ -> Optional.empty();
            case Write.Patch(_, _, Bytes patch) ->
                    row.flatMap(old -> Patching.overlay(old.row().toBytes(), patch))
                            .map(laid -> new Reply.Pair(key, Bytes.of(laid), at))
                            .or(() -> row);
        };
    }

    /// All rows of a span as they were at `t`, in key order.
    public List<Reply.Pair> in(Span span, Timestamp t) {
        List<Reply.Pair> rows = new ArrayList<>();
        within(span).keySet().forEach(key -> at(key, t).ifPresent(rows::add));
        return rows;
    }

    /// The newest write in a span before `t`, deletions included, of those whose writer is wanted;
    /// [Timestamp#MIN] if there is none.
    public Timestamp newestIn(Span span, Timestamp before, Predicate<TxnId> wanted) {
        Timestamp newest = Timestamp.MIN;
        for (NavigableMap<Timestamp, Written> of : within(span).values()) {
            for (Map.Entry<Timestamp, Written> one :
                    of.headMap(before, false).descendingMap().entrySet()) {
                if (wanted.test(one.getValue().by())) {
                    newest = Timestamp.max(newest, one.getKey());
                    break;
                }
            }
        }
        return newest;
    }

    private Map<Key, NavigableMap<Timestamp, Written>> within(Span span) {
        return span.until().isPresent()
                ? writes.subMap(span.from(), true, span.until().get(), false)
                : writes.tailMap(span.from(), true);
    }
}
