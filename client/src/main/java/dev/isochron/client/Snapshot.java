package dev.isochron.client;

import dev.isochron.client.error.CalledOff;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Moment;
import dev.isochron.client.route.Page;
import dev.isochron.client.route.Router;
import dev.isochron.client.route.ShardReads;
import dev.isochron.client.route.Traffic;
import dev.isochron.client.table.Layout;
import dev.isochron.client.table.Overlay;
import dev.isochron.client.table.Row;
import dev.isochron.client.table.RowScan;
import dev.isochron.client.table.Tables;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads of one moment over all shards, without a lock, at any replica.
///
/// The first read fixes the moment, all others show the same one. Nothing has to be closed: nobody
/// but this object knows of it. For one thread at a time.
public final class Snapshot implements Reader, StoredReader {

    private final Router router;
    private final Tables tables;
    private final ShardReads shards;
    private final Moment moment;
    private final Duration deadline;

    Snapshot(Router router, Tables tables, ReadAt at, Duration deadline) {
        this.router = router;
        this.tables = tables;
        this.shards = new ShardReads(router);
        this.moment = new Moment(router, at);
        this.deadline = deadline;
    }

    /// Its moment, once something was read.
    public Optional<Timestamp> timestamp() {
        return moment.at();
    }

    @Override
    public Optional<Row> get(String table, Object... key) {
        return rows(table, List.of(Arrays.asList(key))).getFirst();
    }

    @Override
    public List<Optional<Row>> rows(String table, List<? extends List<?>> keys) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        return CalledOff.unless(() -> {
            Layout layout = tables.layout(table, until);
            List<Key> encoded = new ArrayList<>();
            keys.forEach(key -> encoded.add(layout.key(key)));
            SortedMap<Key, Reply.Pair> found = shards.points(encoded, moment, until);
            List<Optional<Row>> rows = new ArrayList<>();
            for (Key key : encoded) {
                Reply.Pair pair = found.get(key);
                rows.add(
                        pair == null
                                ? Optional.empty()
                                : Optional.of(tables.load(layout, key, parsed(pair), until)));
            }
            return rows;
        });
    }

    @Override
    public Stream<Row> scan(Scan scan) {
        router.requireOpen();
        Deadline first = Deadline.after(router.sessions(), deadline);
        Layout layout = CalledOff.unless(() -> tables.layout(scan.table(), first));
        RowScan rows = new RowScan(new Pages(), tables, layout, scan.wanted(layout), Overlay.NONE);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        rows, Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public SortedMap<Key, dev.isochron.protocol.row.Row> points(Collection<Key> keys, Locks locks) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        return CalledOff.unless(() -> {
            SortedMap<Key, dev.isochron.protocol.row.Row> rows = new TreeMap<>();
            shards.points(keys, moment, until).forEach((key, pair) -> rows.put(key, parsed(pair)));
            return rows;
        });
    }

    @Override
    public dev.isochron.protocol.row.@Nullable Row point(Key key, Locks locks) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        Optional<Reply.Pair> found =
                CalledOff.unless(() -> Optional.ofNullable(shards.point(key, moment, until)));
        return found.isPresent() ? parsed(found.get()) : null;
    }

    @Override
    public void count(@Nullable Traffic traffic) {
        shards.count(traffic);
    }

    @Override
    public SortedMap<Span, StoredPage> pages(Collection<Span> spans, int limit, Locks locks) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        return CalledOff.unless(() -> {
            SortedMap<Span, StoredPage> pages = new TreeMap<>();
            shards.pages(spans, limit, moment, until)
                    .forEach((span, page) -> pages.put(span, StoredPage.of(page)));
            return pages;
        });
    }

    @Override
    public StoredPage page(Span span, Direction direction, int limit, Locks locks) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        return CalledOff.unless(
                () -> StoredPage.of(shards.page(span, direction, limit, moment, until)));
    }

    @Override
    public StoredPage page(Lookup.Range range, Locks locks) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        return CalledOff.unless(() -> StoredPage.of(shards.page(range, moment, until)));
    }

    @Override
    public Optional<StoredPage> groups(Lookup.Range range, Locks locks) {
        return Optional.of(page(range, locks));
    }

    private static dev.isochron.protocol.row.Row parsed(Reply.Pair pair) {
        return dev.isochron.protocol.row.Row.parse(pair.row().toBytes());
    }

    /// Each page has the whole deadline, because who takes the rows may take their time.
    private final class Pages implements RowScan.Pages {
        @Override
        public Page next(Span span, Direction direction, int limit) throws InterruptedException {
            router.requireOpen();
            return shards.page(span, direction, limit, moment, deadline());
        }

        @Override
        public Deadline deadline() {
            return Deadline.after(router.sessions(), deadline);
        }
    }
}
