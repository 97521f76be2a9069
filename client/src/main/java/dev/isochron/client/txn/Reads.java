package dev.isochron.client.txn;

import dev.isochron.client.error.CalledOff;
import dev.isochron.client.route.Asking;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Page;
import dev.isochron.client.route.ShardReads;
import dev.isochron.client.table.Layout;
import dev.isochron.client.table.Row;
import dev.isochron.client.table.RowScan;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup.Direction;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.txn.ColumnSet;
import dev.isochron.protocol.txn.LockMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The reads of one attempt: with locks or checked later, and its own writes laid over them.
public final class Reads {

    /// Rows of declarations in one request.
    private static final int PAGE = 256;

    private final Run run;
    private final ShardReads shards;

    public Reads(Run run) {
        this.run = run;
        this.shards = new ShardReads(run.router());
    }

    /// The rows with these keys, in their order; empty where there is none.
    public List<Optional<Row>> rows(Layout layout, List<Key> keys, ReadStyle style) {
        run.use();
        return CalledOff.unless(() -> {
            List<Key> asked = keys.stream().filter(key -> !run.buffer().decides(key)).toList();
            SortedMap<Key, Reply.Pair> found = points(asked, asking(layout, style));
            List<Optional<Row>> rows = new ArrayList<>(keys.size());
            for (Key key : keys) {
                Reply.Pair pair = found.get(key);
                Optional<Row> stored =
                        pair == null
                                ? Optional.empty()
                                : Optional.of(run.tables().load(layout, pair, run.deadline()));
                rows.add(run.buffer().over(key, stored));
            }
            return rows;
        });
    }

    /// What is stored under a key, locked whole, with the timestamp of its version.
    public Optional<Reply.Pair> stored(Key key) {
        run.use();
        return CalledOff.unless(() -> {
            Asking whole = new Locking(run, LockMode.whole(), ReadStyle.PLAIN.patience());
            return Optional.ofNullable(points(List.of(key), whole).get(key));
        });
    }

    /// Everything in a span, locked whole.
    public List<Reply.Pair> stored(Span span) {
        run.use();
        return CalledOff.unless(() -> {
            Asking whole = new Locking(run, LockMode.whole(), ReadStyle.PLAIN.patience());
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
    public Iterator<Row> scan(Layout layout, RowScan.Wanted wanted, ReadStyle style) {
        run.use();
        Asking asking = asking(layout, style);
        RowScan.Pages pages =
                new RowScan.Pages() {
                    @Override
                    public Page next(Span span, Direction direction, int limit)
                            throws InterruptedException {
                        run.use();
                        long before = run.router().sessions().nanos();
                        Page page = shards.page(span, direction, limit, asking, run.deadline());
                        count(asking, before);
                        return page;
                    }

                    @Override
                    public Deadline deadline() {
                        return run.deadline();
                    }
                };
        return new RowScan(pages, run.tables(), layout, wanted, run.buffer());
    }

    private SortedMap<Key, Reply.Pair> points(List<Key> keys, Asking asking)
            throws InterruptedException {
        long before = run.router().sessions().nanos();
        SortedMap<Key, Reply.Pair> found = shards.points(keys, asking, run.deadline());
        count(asking, before);
        return found;
    }

    private void count(Asking asking, long before) {
        if (asking instanceof Locking) {
            run.waited(run.router().sessions().nanos() - before);
        }
    }

    private Asking asking(Layout layout, ReadStyle style) {
        ColumnSet columns =
                style.columns().isEmpty() ? ColumnSet.ALL : layout.columns(style.columns());
        if (style.forUpdate()) {
            boolean all = style.columns().isEmpty();
            LockMode mode =
                    all ? LockMode.whole() : LockMode.exclusive(columns).union(shared(columns));
            return new Locking(run, mode, style.patience());
        }
        return run.options().mode() == ReadMode.OPTIMISTIC
                ? new Checked(run, shared(columns))
                : new Locking(run, shared(columns), style.patience());
    }

    private static LockMode shared(ColumnSet columns) {
        return LockMode.shared(columns);
    }
}
