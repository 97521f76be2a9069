package dev.isochron.client.route;

import dev.isochron.client.error.IsochronException;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.ShardEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lookups, asked of the shards that have their keys.
public final class ShardReads {

    /// Keys in one request: some pages of rows, so that no request holds a shard up for long.
    private static final int MAX_KEYS = 512;

    private final Router router;
    private @Nullable Traffic traffic;

    public ShardReads(Router router) {
        this.router = router;
    }

    /// From now on what is asked is counted; null ends it.
    public void count(@Nullable Traffic counting) {
        traffic = counting;
    }

    private void finish(List<Errand> errands) throws InterruptedException {
        Traffic counting = traffic;
        if (counting == null) {
            Errands.finish(errands, router.sessions());
            return;
        }
        long before = router.sessions().nanos();
        Errands.finish(errands, router.sessions());
        counting.waited(router.sessions().nanos() - before);
        errands.forEach(errand -> counting.asked(errand.entry().route().shard(), errand.tries()));
    }

    /// The row that a key has, or null.
    ///
    /// @throws IsochronException if its shard does not tell
    /// @throws InterruptedException if the session is called off
    public Reply.@Nullable Pair point(Key key, Asking asking, Deadline deadline)
            throws InterruptedException {
        Lookup.Point wanted = new Lookup.Point(key);
        List<Lookup> lookups = List.of(wanted);
        while (true) {
            ShardEntry entry = router.at(key, deadline);
            Errand errand =
                    router.errand(asking.order(entry, wanted::span, lookups), entry, deadline);
            finish(List.of(errand));
            switch (errand.ending()) {
                case Errand.Ending.Moved _ -> {
                    // Once more, as the map knows better now.
                }
                case Errand.Ending.GaveUp(var why) -> throw IsochronException.of(why);
                case Errand.Ending.Answered answer -> {
                    Reply.Found found = asking.found(errand.entry(), lookups, answer).getFirst();
                    if (found.resume().isEmpty()) {
                        return found.rows().isEmpty() ? null : found.rows().getFirst();
                    }
                }
            }
        }
    }

    /// The rows that these keys have, in one request to each shard.
    ///
    /// @throws IsochronException if some shard does not tell
    /// @throws InterruptedException if the session is called off
    public SortedMap<Key, Reply.Pair> points(Collection<Key> keys, Asking asking, Deadline deadline)
            throws InterruptedException {
        TreeSet<Key> todo = new TreeSet<>(keys);
        SortedMap<Key, Reply.Pair> rows = new TreeMap<>();
        while (!todo.isEmpty()) {
            List<Batch> batches = batches(todo, asking, deadline);
            finish(batches.stream().map(Batch::errand).toList());
            for (Batch batch : batches) {
                take(batch, asking, todo, rows);
            }
        }
        return rows;
    }

    private record Batch(Errand errand, List<Lookup> lookups) {}

    /// One for each entry of the map. Two entries may name one shard: what nothing newer is known
    /// of is still what it had before it was cut. Its keys there are asked for apart, or it would
    /// be asked for keys that it does not have, again and again.
    private List<Batch> batches(SortedSet<Key> todo, Asking asking, Deadline deadline)
            throws InterruptedException {
        List<Batch> batches = new ArrayList<>();
        for (Piece<Key> piece : pieces(todo, key -> key, deadline)) {
            List<Lookup> lookups = new ArrayList<>();
            piece.wanted().forEach(key -> lookups.add(new Lookup.Point(key)));
            ShardEntry entry = piece.entry();
            Errand.Order order = asking.order(entry, () -> hull(lookups), lookups);
            batches.add(new Batch(router.errand(order, entry, deadline), lookups));
            if (asking.oneFirst()) {
                return batches;
            }
        }
        return batches;
    }

    /// What is wanted of the keys of one entry: at most as much as fits into a request.
    private record Piece<T>(ShardEntry entry, List<T> wanted) {}

    private <T> List<Piece<T>> pieces(SortedSet<T> todo, Function<T, Key> from, Deadline deadline)
            throws InterruptedException {
        List<Piece<T>> pieces = new ArrayList<>();
        for (T one : todo) {
            Key key = from.apply(one);
            if (pieces.isEmpty() || !pieces.getLast().entry().span().contains(key)) {
                pieces.add(new Piece<>(router.at(key, deadline), new ArrayList<>()));
            }
            List<T> wanted = pieces.getLast().wanted();
            if (wanted.size() < MAX_KEYS) {
                wanted.add(one);
            }
        }
        return pieces;
    }

    /// From the first key to the last; they are in order.
    private static Span hull(List<Lookup> lookups) {
        Span last = lookups.getLast().span();
        return new Span(lookups.getFirst().span().from(), last.until());
    }

    private static void take(
            Batch batch, Asking asking, SortedSet<Key> todo, SortedMap<Key, Reply.Pair> rows) {
        Errand errand = batch.errand();
        switch (errand.ending()) {
            case Errand.Ending.Moved _ -> {
                // The keys stay to be done; the map knows better now.
            }
            case Errand.Ending.GaveUp(var why) -> throw IsochronException.of(why);
            case Errand.Ending.Answered answer -> {
                List<Reply.Found> found = asking.found(errand.entry(), batch.lookups(), answer);
                for (int i = 0; i < found.size(); i++) {
                    Key key = batch.lookups().get(i).span().from();
                    if (found.get(i).resume().isEmpty()) {
                        todo.remove(key);
                        found.get(i).rows().forEach(pair -> rows.put(key, pair));
                    }
                }
            }
        }
    }

    /// The first rows of each of several spans, as far as one shard has them; each shard is asked
    /// once.
    ///
    /// @param limit rows at most of each span, from 1
    /// @throws IsochronException if some shard does not tell
    /// @throws InterruptedException if the session is called off
    public SortedMap<Span, Page> pages(
            Collection<Span> spans, int limit, Asking asking, Deadline deadline)
            throws InterruptedException {
        TreeSet<Span> todo = new TreeSet<>(spans);
        SortedMap<Span, Page> pages = new TreeMap<>();
        while (!todo.isEmpty()) {
            List<Spans> batches = spanBatches(todo, limit, asking, deadline);
            finish(batches.stream().map(Spans::errand).toList());
            for (Spans batch : batches) {
                take(batch, limit, asking, todo, pages);
            }
        }
        return pages;
    }

    /// Spans that one shard was asked for, and the pieces of them that it has.
    private record Spans(Errand errand, List<Span> spans, List<Lookup> lookups) {}

    private List<Spans> spanBatches(
            SortedSet<Span> todo, int limit, Asking asking, Deadline deadline)
            throws InterruptedException {
        List<Spans> batches = new ArrayList<>();
        for (Piece<Span> own : pieces(todo, Span::from, deadline)) {
            ShardEntry entry = own.entry();
            List<Span> spans = own.wanted();
            List<Lookup> lookups = new ArrayList<>();
            Span hull = spans.getFirst();
            for (Span span : spans) {
                Span piece = span.intersect(entry.span()).orElse(span);
                lookups.add(new Lookup.Range(piece, Direction.FORWARD, limit));
                hull = endingLater(hull, piece);
            }
            hull = hull.intersect(entry.span()).orElse(hull);
            Span touched = hull;
            Errand.Order order = asking.order(entry, () -> touched, lookups);
            batches.add(new Spans(router.errand(order, entry, deadline), spans, lookups));
            if (asking.oneFirst()) {
                return batches;
            }
        }
        return batches;
    }

    private static Span endingLater(Span hull, Span piece) {
        boolean later =
                hull.until().isPresent()
                        && (piece.until().isEmpty()
                                || piece.until().get().isAbove(hull.until().get()));
        return later ? new Span(hull.from(), piece.until()) : hull;
    }

    private static void take(
            Spans batch,
            int limit,
            Asking asking,
            SortedSet<Span> todo,
            SortedMap<Span, Page> pages) {
        Errand errand = batch.errand();
        switch (errand.ending()) {
            case Errand.Ending.Moved _ -> {
                // The spans stay to be done; the map knows better now.
            }
            case Errand.Ending.GaveUp(var why) -> throw IsochronException.of(why);
            case Errand.Ending.Answered answer -> {
                List<Reply.Found> found = asking.found(errand.entry(), batch.lookups(), answer);
                for (int i = 0; i < found.size(); i++) {
                    Span span = batch.spans().get(i);
                    Span piece = batch.lookups().get(i).span();
                    todo.remove(span);
                    pages.put(span, forward(span, piece, found.get(i), limit));
                }
            }
        }
    }

    /// The next rows of a scan, all of one shard.
    ///
    /// @param limit rows at most, from 1
    /// @throws IsochronException if the shard does not tell
    /// @throws InterruptedException if the session is called off
    public Page page(Span span, Direction direction, int limit, Asking asking, Deadline deadline)
            throws InterruptedException {
        return page(new Lookup.Range(span, direction, limit), asking, deadline);
    }

    /// The next of what a scan gives, all of one shard.
    ///
    /// @throws IsochronException if the shard does not tell
    /// @throws InterruptedException if the session is called off
    public Page page(Lookup.Range wanted, Asking asking, Deadline deadline)
            throws InterruptedException {
        while (true) {
            Ranged asked = ask(wanted, asking, deadline);
            finish(List.of(asked.errand()));
            Optional<Page> page = asked.page(asking);
            if (page.isPresent()) {
                return page.get();
            }
            // Once more, as the map knows better now.
        }
    }

    /// The next of what each of several scans gives; their shards are asked side by side.
    ///
    /// @throws IsochronException if some shard does not tell
    /// @throws InterruptedException if the session is called off
    public List<Page> pages(List<Lookup.Range> wanted, Asking asking, Deadline deadline)
            throws InterruptedException {
        List<Page> pages = new ArrayList<>();
        if (asking.oneFirst() && !wanted.isEmpty()) {
            pages.add(page(wanted.getFirst(), asking, deadline));
        }
        List<Ranged> asked = new ArrayList<>();
        for (Lookup.Range range : wanted.subList(pages.size(), wanted.size())) {
            asked.add(ask(range, asking, deadline));
        }
        finish(asked.stream().map(Ranged::errand).toList());
        for (Ranged one : asked) {
            Optional<Page> page = one.page(asking);
            pages.add(page.isPresent() ? page.get() : page(one.wanted(), asking, deadline));
        }
        return pages;
    }

    /// A scan that one shard was asked for.
    ///
    /// @param piece of its keys that the shard has
    private record Ranged(Lookup.Range wanted, Span piece, List<Lookup> lookups, Errand errand) {

        /// What was answered; nothing if the keys are not in one shard any more.
        private Optional<Page> page(Asking asking) {
            return switch (errand.ending()) {
                case Errand.Ending.Moved _ -> Optional.empty();
                case Errand.Ending.GaveUp(var why) -> throw IsochronException.of(why);
                case Errand.Ending.Answered answer -> {
                    Reply.Found found = asking.found(errand.entry(), lookups, answer).getFirst();
                    yield Optional.of(
                            wanted.direction() == Direction.FORWARD
                                    ? forward(wanted.span(), piece, found, wanted.limit())
                                    : reverse(wanted.span(), piece, found, wanted.limit()));
                }
            };
        }
    }

    private Ranged ask(Lookup.Range wanted, Asking asking, Deadline deadline)
            throws InterruptedException {
        ShardEntry entry = next(wanted.span(), wanted.direction(), deadline);
        Span piece = wanted.span().intersect(entry.span()).orElseThrow();
        List<Lookup> lookups = List.of(wanted.within(piece));
        Errand errand = router.errand(asking.order(entry, () -> piece, lookups), entry, deadline);
        return new Ranged(wanted, piece, lookups, errand);
    }

    /// Who has the keys that a scan meets first.
    private ShardEntry next(Span span, Direction direction, Deadline deadline)
            throws InterruptedException {
        return direction == Direction.FORWARD
                ? router.at(span.from(), deadline)
                : router.below(span.until(), deadline);
    }

    /// Cuts a span where shards are cut, as far as is known, in the order of a scan; the last piece
    /// may be of several shards.
    ///
    /// @param atMost how many pieces, from 1
    /// @throws IsochronException if nobody knows the map
    public List<Span> cut(Span span, Direction direction, int atMost, Deadline deadline)
            throws InterruptedException {
        List<Span> pieces = new ArrayList<>();
        Span rest = span;
        while (pieces.size() < atMost - 1) {
            Span shard = next(rest, direction, deadline).span();
            boolean isForward = direction == Direction.FORWARD;
            Optional<Key> border = isForward ? shard.until() : Optional.of(shard.from());
            if (border.filter(rest::canSplitAt).isEmpty()) {
                break;
            }
            Span.Halves halves = rest.splitAt(border.get());
            pieces.add(isForward ? halves.left() : halves.right());
            rest = isForward ? halves.right() : halves.left();
        }
        pieces.add(rest);
        return pieces;
    }

    /// The keys of a lookup that the answer is about: of a scan, as far as it went.
    public static Span looked(Lookup lookup, Reply.Found found) {
        return switch (lookup) {
            case Lookup.Point point -> point.span();
            case Lookup.Range(Span piece, Direction direction, int limit, _) ->
                    direction == Direction.FORWARD
                            ? forward(piece, piece, found, limit).looked()
                            : reverse(piece, piece, found, limit).looked();
        };
    }

    private static Page forward(Span span, Span piece, Reply.Found found, int limit) {
        Optional<Key> next = stopped(found, limit, Direction.FORWARD).or(piece::until);
        Span looked =
                next.isPresent() && piece.from().isBelow(next.get())
                        ? Span.of(piece.from(), next.get())
                        : piece;
        Optional<Span> rest =
                next.filter(from -> span.until().isEmpty() || from.isBelow(span.until().get()))
                        .map(from -> new Span(from, span.until()));
        return new Page(found.rows(), looked, rest);
    }

    private static Page reverse(Span span, Span piece, Reply.Found found, int limit) {
        Key next = stopped(found, limit, Direction.REVERSE).orElse(piece.from());
        boolean any = piece.until().isEmpty() || next.isBelow(piece.until().get());
        Span looked = any ? new Span(next, piece.until()) : piece;
        Optional<Span> rest =
                span.from().isBelow(next)
                        ? Optional.of(Span.of(span.from(), next))
                        : Optional.empty();
        return new Page(found.rows(), looked, rest);
    }

    /// Where the server stopped before the end of the piece: by itself, or at the limit.
    private static Optional<Key> stopped(Reply.Found found, int limit, Direction direction) {
        if (found.resume().isPresent() || found.rows().size() < limit) {
            return found.resume();
        }
        Key last = found.rows().getLast().key();
        return direction == Direction.FORWARD ? last.next() : Optional.of(last);
    }
}
