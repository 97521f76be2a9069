package dev.isochron.client.txn;

import dev.isochron.client.error.CalledOff;
import dev.isochron.client.route.Asking;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Page;
import dev.isochron.client.route.ShardReads;
import dev.isochron.client.route.Traffic;
import dev.isochron.client.table.Layout;
import dev.isochron.client.table.RowScan;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.LockWait;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.row.Row;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The reads of one attempt: with locks or checked later, and its own writes laid over them.
public final class Reads implements StoredReader {

    /// Rows of declarations in one request.
    private static final int PAGE = 256;

    /// The least that a lock can be about; whoever has any other has this one, too.
    private static final LockMode EXISTENCE = LockMode.shared(ColumnSet.EXISTENCE);

    private final Run run;
    private final ShardReads shards;

    public Reads(Run run) {
        this.run = run;
        this.shards = new ShardReads(run.router());
    }

    /// What these keys hold, own writes included; nothing for those that hold nothing.
    @Override
    public SortedMap<Key, Row> points(Collection<Key> keys, Locks locks) {
        run.use();
        return over(keys, asking(locks));
    }

    @Override
    public @Nullable Row point(Key key, Locks locks) {
        run.use();
        return CalledOff.unless(
                        () -> {
                            Buffer buffer = run.buffer();
                            Optional<Row> stored = Optional.empty();
                            if (!buffer.decides(key)) {
                                Reply.Pair found = pair(key, asking(locks));
                                stored =
                                        found == null
                                                ? Optional.empty()
                                                : Optional.of(Row.parse(found.row().shared()));
                            }
                            return buffer.over(key, stored);
                        })
                .orElse(null);
    }

    private Reply.@Nullable Pair pair(Key key, Asking asking) throws InterruptedException {
        Held.Found known = known(key, asking);
        if (known != null) {
            return known.pair();
        }
        return shards.point(key, asking, run.deadline());
    }

    private static Held.@Nullable Found known(Key key, Asking asking) {
        return asking instanceof Locking locking ? locking.known(key) : null;
    }

    /// Asks every shard that it holds locks of whether it still has them.
    ///
    /// @throws dev.isochron.client.error.AbortedException if not
    public void confirm() {
        run.use();
        Asking existence = new Locking(run, _ -> EXISTENCE, LockWait.WAIT);
        CalledOff.unless(() -> {
            List<Key> keys = run.holds().stream().map(hold -> hold.hull().from()).toList();
            return keys.isEmpty() ? Map.of() : shards.points(keys, existence, run.deadline());
        });
    }

    @Override
    public void count(@Nullable Traffic traffic) {
        shards.count(traffic);
    }

    /// The same with a lock for each key, in one request to each shard.
    public SortedMap<Key, Row> points(SortedMap<Key, LockMode> keys) {
        run.use();
        boolean reads = keys.values().stream().allMatch(LockMode::isShared);
        return over(keys.keySet(), asking(reads, modeOf(keys), LockWait.WAIT));
    }

    private static Function<Lookup, LockMode> modeOf(SortedMap<Key, LockMode> keys) {
        return lookup -> Objects.requireNonNull(keys.get(lookup.span().from()));
    }

    private SortedMap<Key, Row> over(Collection<Key> keys, Asking asking) {
        return CalledOff.unless(() -> {
            Buffer buffer = run.buffer();
            SortedMap<Key, Reply.Pair> found = pairs(keys, asking);
            SortedMap<Key, Row> rows = new TreeMap<>();
            for (Key key : keys) {
                Optional<Row> stored =
                        Optional.ofNullable(found.get(key))
                                .map(pair -> Row.parse(pair.row().shared()));
                buffer.over(key, stored).ifPresent(row -> rows.put(key, row));
            }
            return rows;
        });
    }

    /// What is stored, of keys that the buffer does not decide.
    private SortedMap<Key, Reply.Pair> pairs(Collection<Key> keys, Asking asking)
            throws InterruptedException {
        SortedMap<Key, Reply.Pair> pairs = new TreeMap<>();
        List<Key> asked = new ArrayList<>();
        for (Key key : keys) {
            Held.Found known = known(key, asking);
            if (known == null && !run.buffer().decides(key)) {
                asked.add(key);
            } else if (known != null && known.pair() != null) {
                pairs.put(key, known.pair());
            }
        }
        if (!asked.isEmpty()) {
            pairs.putAll(points(asked, asking));
        }
        return pairs;
    }

    /// The next of what a span holds, own writes included: about as much as `limit` says, all of
    /// one shard.
    @Override
    public StoredPage page(Span span, Direction direction, int limit, Locks locks) {
        run.use();
        return CalledOff.unless(() -> {
            Page page = page(span, direction, limit, asking(locks));
            return new StoredPage(run.buffer().over(page, direction), page.rest());
        });
    }

    @Override
    public StoredPage page(Lookup.Range range, Locks locks) {
        if (range.program().isEmpty() || !isUntouched(range, locks)) {
            return page(range.span(), range.direction(), range.limit(), locks);
        }
        run.use();
        return CalledOff.unless(() -> StoredPage.of(page(range, asking(locks))));
    }

    @Override
    public Optional<StoredPage> groups(Lookup.Range range, Locks locks) {
        if (!isUntouched(range, locks)) {
            return Optional.empty();
        }
        run.use();
        return CalledOff.unless(() -> Optional.of(StoredPage.of(page(range, asking(locks)))));
    }

    @Override
    public List<StoredPage> pages(List<Lookup.Range> ranges, Locks locks) {
        if (!ranges.stream().allMatch(range -> isUntouched(range, locks))) {
            return StoredReader.super.pages(ranges, locks);
        }
        run.use();
        return CalledOff.unless(() -> stored(ranges, locks));
    }

    @Override
    public List<Optional<StoredPage>> groups(List<Lookup.Range> ranges, Locks locks) {
        if (!ranges.stream().allMatch(range -> isUntouched(range, locks))) {
            return StoredReader.super.groups(ranges, locks);
        }
        run.use();
        return CalledOff.unless(() -> stored(ranges, locks).stream().map(Optional::of).toList());
    }

    private List<StoredPage> stored(List<Lookup.Range> ranges, Locks locks)
            throws InterruptedException {
        return shards.pages(ranges, asking(locks), run.deadline()).stream()
                .map(StoredPage::of)
                .toList();
    }

    @Override
    public List<Span> cut(Span span, Direction direction, int atMost) {
        return CalledOff.unless(() -> shards.cut(span, direction, atMost, run.deadline()));
    }

    /// Whether a shard can tell what is there, without the writes that only this attempt knows.
    private boolean isUntouched(Lookup.Range range, Locks locks) {
        return locks.patience() != LockWait.SKIP && !run.buffer().touches(range.span());
    }

    /// The first of what each span holds, own writes included.
    @Override
    public SortedMap<Span, StoredPage> pages(Collection<Span> spans, int limit, Locks locks) {
        run.use();
        return CalledOff.unless(() -> {
            Asking asking = asking(locks);
            SortedMap<Span, Page> found = shards.pages(spans, limit, asking, run.deadline());
            SortedMap<Span, StoredPage> pages = new TreeMap<>();
            found.forEach((span, page) ->
                    pages.put(
                            span,
                            new StoredPage(
                                    run.buffer().over(page, Direction.FORWARD), page.rest())));
            return pages;
        });
    }

    /// The rows with these keys, in their order; empty where there is none.
    public List<Optional<dev.isochron.client.table.Row>> rows(
            Layout layout, List<Key> keys, ReadStyle style) {
        return loaded(layout, keys, points(keys, locks(layout, style)));
    }

    /// Some of what was found, as rows of a table.
    ///
    /// @param found by key; nothing under those of rows that are not there
    public List<Optional<dev.isochron.client.table.Row>> loaded(
            Layout layout, List<Key> keys, SortedMap<Key, Row> found) {
        return CalledOff.unless(() -> {
            List<Optional<dev.isochron.client.table.Row>> rows = new ArrayList<>(keys.size());
            for (Key key : keys) {
                Row row = found.get(key);
                rows.add(
                        row == null
                                ? Optional.empty()
                                : Optional.of(run.tables().load(layout, key, row, run.deadline())));
            }
            return rows;
        });
    }

    /// What is stored under a key, locked whole, with the timestamp of its version.
    public Optional<Reply.Pair> stored(Key key) {
        run.use();
        return CalledOff.unless(
                () -> Optional.ofNullable(points(List.of(key), asking(Locks.WHOLE)).get(key)));
    }

    /// Everything in a span, locked whole.
    public List<Reply.Pair> stored(Span span) {
        run.use();
        return CalledOff.unless(() -> {
            Asking whole = asking(Locks.WHOLE);
            List<Reply.Pair> all = new ArrayList<>();
            Optional<Span> rest = Optional.of(span);
            while (rest.isPresent()) {
                Page page = shards.page(rest.get(), Direction.FORWARD, PAGE, whole, run.deadline());
                all.addAll(page.rows());
                rest = page.rest();
            }
            return all;
        });
    }

    /// The rows of a span.
    public Iterator<dev.isochron.client.table.Row> scan(
            Layout layout, RowScan.Wanted wanted, ReadStyle style) {
        run.use();
        Asking asking = asking(locks(layout, style));
        RowScan.Pages pages =
                new RowScan.Pages() {
                    @Override
                    public Page next(Span span, Direction direction, int limit)
                            throws InterruptedException {
                        run.use();
                        return page(span, direction, limit, asking);
                    }

                    @Override
                    public Deadline deadline() {
                        return run.deadline();
                    }
                };
        return new RowScan(pages, run.tables(), layout, wanted, run.buffer());
    }

    private Page page(Span span, Direction direction, int limit, Asking asking)
            throws InterruptedException {
        return page(new Lookup.Range(span, direction, limit), asking);
    }

    private Page page(Lookup.Range range, Asking asking) throws InterruptedException {
        return shards.page(range, asking, run.deadline());
    }

    private SortedMap<Key, Reply.Pair> points(List<Key> keys, Asking asking)
            throws InterruptedException {
        return shards.points(keys, asking, run.deadline());
    }

    /// The lock that a style means at a table.
    public static Locks locks(Layout layout, ReadStyle style) {
        boolean all = style.columns().isEmpty();
        ColumnSet columns = all ? ColumnSet.ALL : layout.columns(style.columns());
        LockMode shared = LockMode.shared(columns);
        if (!style.forUpdate()) {
            return new Locks(shared, style.patience());
        }
        LockMode mode = all ? LockMode.whole() : LockMode.exclusive(columns).union(shared);
        return new Locks(mode, style.patience());
    }

    private Asking asking(Locks locks) {
        return asking(locks.mode().isShared(), _ -> locks.mode(), locks.patience());
    }

    private Asking asking(boolean isShared, Function<Lookup, LockMode> modes, LockWait patience) {
        boolean unlocked = isShared && run.options().mode() == ReadMode.OPTIMISTIC;
        return unlocked ? new Checked(run, modes) : new Locking(run, modes, patience);
    }
}
