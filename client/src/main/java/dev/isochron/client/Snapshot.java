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
import dev.isochron.client.txn.Heart;
import dev.isochron.client.txn.Locks;
import dev.isochron.client.txn.StoredPage;
import dev.isochron.client.txn.StoredReader;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.SystemTables;
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
/// The first read fixes the moment, all others show the same one. Nothing has to be closed. While
/// reads go on the versions that it shows stay, for up to an hour; one that is to wait between them
/// for minutes is [held][#hold]. For one thread at a time.
public final class Snapshot implements Reader, StoredReader {

    /// A number that no beat has.
    private static final long NO_BEAT = 0;

    private final Router router;
    private final Tables tables;
    private final ShardReads shards;
    private final Moment moment;
    private final Duration deadline;
    private final Heart heart;
    private final Holding holding;

    /// What is still to be done with the second read.
    private @Nullable Beat second;

    private boolean isRead;

    /// What the snapshots of a client have in basis.
    ///
    /// @param heart keeps those alive that are held
    record Basis(Router router, Tables tables, Holds holds, Heart heart) {}

    Snapshot(Basis basis, ReadAt at, Duration deadline) {
        this.router = basis.router();
        this.tables = basis.tables();
        this.heart = basis.heart();
        this.holding = new Holding(basis.holds());
        this.shards = new ShardReads(router);
        this.moment = new Moment(router, at);
        this.deadline = deadline;
    }

    /// Its moment, once something was read.
    public Optional<Timestamp> timestamp() {
        return moment.at();
    }

    /// Holds its moment, from now on. One that was not read yet is now, so that it has one.
    ///
    /// @throws dev.isochron.client.error.BadInputException if versions may be gone already that it
    ///   would show
    /// @throws dev.isochron.client.error.UnavailableException if too many are held, or it cannot be
    ///   done now
    public Hold hold() {
        if (moment.at().isEmpty()) {
            var _ = get(SystemTables.SNAPSHOTS.name().toString(), "");
        }
        holding.begin(moment.at().orElseThrow());
        return kept();
    }

    /// Holds its moment once it is in use for so long that it has to be. Before that nobody is
    /// asked; the beat that watches over it runs.
    public Hold holdIfLong() {
        return kept();
    }

    /// The same for a program that does not think after its first read, unless it reads on: no beat
    /// runs before the second.
    public Hold holdIfReadOn() {
        Beat beat = new Beat();
        second = beat;
        return new Hold(beat, holding::until);
    }

    private Hold kept() {
        Beat beat = new Beat();
        beat.begin();
        return new Hold(beat, holding::until);
    }

    /// What goes on beside the snapshot while it is held; run at the end.
    private final class Beat implements Runnable {
        private volatile long number = NO_BEAT;

        void begin() {
            number = heart.opened(holding::goOn);
        }

        @Override
        public void run() {
            second = null;
            heart.closed(number);
            holding.end();
        }
    }

    /// A read, which fixes the moment if it is the first.
    private <T> T reading(CalledOff.Call<T> read) {
        T found = CalledOff.unless(read);
        used();
        return found;
    }

    private void used() {
        Beat first = second;
        if (isRead && first != null) {
            second = null;
            first.begin();
        }
        isRead = true;
        holding.used(moment);
    }

    @Override
    public Optional<Row> get(String table, Object... key) {
        return rows(table, List.of(Arrays.asList(key))).getFirst();
    }

    @Override
    public List<Optional<Row>> rows(String table, List<? extends List<?>> keys) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        return reading(() -> {
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
        return reading(() -> {
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
                reading(() -> Optional.ofNullable(shards.point(key, moment, until)));
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
        return reading(() -> {
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
        return reading(() -> StoredPage.of(shards.page(span, direction, limit, moment, until)));
    }

    @Override
    public StoredPage page(Lookup.Range range, Locks locks) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        return reading(() -> StoredPage.of(shards.page(range, moment, until)));
    }

    @Override
    public Optional<StoredPage> groups(Lookup.Range range, Locks locks) {
        return Optional.of(page(range, locks));
    }

    @Override
    public List<StoredPage> pages(List<Lookup.Range> ranges, Locks locks) {
        router.requireOpen();
        Deadline until = Deadline.after(router.sessions(), deadline);
        return reading(
                () -> shards.pages(ranges, moment, until).stream().map(StoredPage::of).toList());
    }

    @Override
    public List<Optional<StoredPage>> groups(List<Lookup.Range> ranges, Locks locks) {
        return pages(ranges, locks).stream().map(Optional::of).toList();
    }

    @Override
    public List<Span> cut(Span span, Direction direction, int atMost) {
        Deadline until = Deadline.after(router.sessions(), deadline);
        return CalledOff.unless(() -> shards.cut(span, direction, atMost, until));
    }

    private static dev.isochron.protocol.row.Row parsed(Reply.Pair pair) {
        return dev.isochron.protocol.row.Row.parse(pair.row().shared());
    }

    /// Each page has the whole deadline, because who takes the rows may take their time.
    private final class Pages implements RowScan.Pages {
        @Override
        public Page next(Span span, Direction direction, int limit) throws InterruptedException {
            router.requireOpen();
            Page page = shards.page(span, direction, limit, moment, deadline());
            used();
            return page;
        }

        @Override
        public Deadline deadline() {
            return Deadline.after(router.sessions(), deadline);
        }
    }
}
