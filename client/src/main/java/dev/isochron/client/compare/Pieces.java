package dev.isochron.client.compare;

import dev.isochron.client.compare.Finding.Sight;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.error.Unavailable;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// What a replica shows of a piece of a shard at a moment: as a checksum, or row by row.
final class Pieces {
    /// Rows in one reply, and rows that are looked at one by one of a piece: replicas that differ
    /// in more differ everywhere.
    private static final int PAGE = 1000;

    private static final int MOST_ROWS = 100_000;

    private final Asker asker;
    private final Route route;

    Pieces(Asker asker, Route route) {
        this.asker = asker;
        this.route = route;
    }

    /// A checksum, as far as it went.
    sealed interface Sum {

        /// Of rows.
        ///
        /// @param rest where it would go on
        record Of(long rows, long hash, Optional<Key> rest) implements Sum {
            Of ended() {
                return new Of(rows, hash, Optional.empty());
            }
        }

        /// Where, the rows will tell.
        record Damaged() implements Sum {}
    }

    /// As much of a span as one request covers.
    Sum begin(Place place, Span span, Timestamp at)
            throws InterruptedException, Asker.Silent, Asker.Changed {
        return next(place, span, at, new Sum.Of(0, 0, Optional.empty()));
    }

    /// All of a span.
    Sum whole(Place place, Span span, Timestamp at)
            throws InterruptedException, Asker.Silent, Asker.Changed {
        Sum sum = begin(place, span, at);
        while (sum instanceof Sum.Of of && of.rest().isPresent()) {
            sum = next(place, new Span(of.rest().get(), span.until()), at, of);
        }
        return sum;
    }

    private Sum next(Place place, Span span, Timestamp at, Sum.Of before)
            throws InterruptedException, Asker.Silent, Asker.Changed {
        Request request = new Request.Checksum(route, at, span, before.rows(), before.hash());
        return switch (asker.ask(place, request)) {
            case Reply.Checksum(long rows, long hash, Optional<Key> rest) ->
                    new Sum.Of(rows, hash, rest);
            case Reply.Failed(Unavailable.DamagedRow _) -> new Sum.Damaged();
            case Reply.Failed(Failure other) ->
                    throw new Asker.Silent(other.explanation().paragraph());
            case Reply _ -> throw new Asker.Silent("it answers something else than was asked");
        };
    }

    /// Each row of a span, and each least range that cannot be read: halves are tried where a
    /// border is known.
    ///
    /// @param borders keys of rows that other replicas show
    SortedMap<Key, Sight> rows(Place place, Span span, Timestamp at, List<Key> borders)
            throws InterruptedException, Asker.Silent, Asker.Changed {
        TreeMap<Key, Sight> found = new TreeMap<>();
        Deque<Span> left = new ArrayDeque<>(List.of(span));
        while (!left.isEmpty() && found.size() < MOST_ROWS) {
            Span part = left.pop();
            switch (asker.ask(place, rowsOf(part, at))) {
                case Reply.Snapshot(_, List<Reply.Found> pages) -> {
                    Reply.Found page = pages.getFirst();
                    page.rows().forEach(row -> found.put(row.key(), sight(row)));
                    goOn(page, part).ifPresent(left::push);
                }
                case Reply.Failed(Unavailable.DamagedRow damaged) -> {
                    Optional<Key> middle = middle(part, borders);
                    if (middle.isPresent()) {
                        Span.Halves halves = part.splitAt(middle.get());
                        left.push(halves.right());
                        left.push(halves.left());
                    } else {
                        found.put(part.from(), new Sight.Damaged(damaged.row().text()));
                    }
                }
                case Reply.Failed(Failure other) ->
                        throw new Asker.Silent(other.explanation().paragraph());
                case Reply _ -> throw new Asker.Silent("it answers something else than was asked");
            }
        }
        return found;
    }

    private Request rowsOf(Span span, Timestamp at) {
        Lookup all = new Lookup.Range(span, Lookup.Direction.FORWARD, PAGE);
        return new Request.SnapshotRead(route, new ReadAt.Exact(at), List.of(all));
    }

    private static Optional<Span> goOn(Reply.Found page, Span part) {
        Optional<Key> from =
                page.rows().size() < PAGE ? page.resume() : page.rows().getLast().key().next();
        return from.filter(part::contains).map(key -> new Span(key, part.until()));
    }

    private static Optional<Key> middle(Span part, List<Key> borders) {
        List<Key> inside = new ArrayList<>();
        for (Key border : borders) {
            if (part.contains(border) && !border.equals(part.from())) {
                inside.add(border);
            }
        }
        return inside.isEmpty() ? Optional.empty() : Optional.of(inside.get(inside.size() / 2));
    }

    private static Sight sight(Reply.Pair row) {
        byte[] bytes = row.row().toBytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return new Sight.Row(row.written(), bytes.length, (int) crc.getValue());
    }
}
