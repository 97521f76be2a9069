package dev.isochron.client.table;

import dev.isochron.client.error.CalledOff;
import dev.isochron.client.route.Deadline;
import dev.isochron.client.route.Page;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Stored;
import dev.isochron.protocol.request.Lookup.Direction;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The rows of one table in a span, page by page over all shards, with an overlay laid over them.
///
/// It holds one page at a time. Rows of tables that are interleaved there are passed over.
public final class RowScan implements Iterator<Row> {

    /// Rows asked for at once: enough to hide the way there and back, and little to hold.
    private static final int PAGE = 256;

    private final Pages pages;
    private final Tables tables;
    private final Layout layout;
    private final Wanted wanted;
    private final Overlay overlay;
    private final ArrayDeque<Row> ready = new ArrayDeque<>();
    private Optional<Span> rest;
    private long left;

    /// Where pages come from.
    public interface Pages {
        /// The next rows of a span, at most `limit` of them.
        Page next(Span span, Direction direction, int limit) throws InterruptedException;

        /// Until when rows may take to come.
        Deadline deadline();
    }

    /// What is scanned.
    ///
    /// @param limit rows at most
    public record Wanted(Optional<Span> span, Direction direction, long limit) {}

    public RowScan(Pages pages, Tables tables, Layout layout, Wanted wanted, Overlay overlay) {
        this.pages = pages;
        this.tables = tables;
        this.layout = layout;
        this.wanted = wanted;
        this.overlay = overlay;
        this.rest = wanted.span();
        this.left = wanted.limit();
    }

    @Override
    public boolean hasNext() {
        if (left <= 0) {
            return false;
        }
        while (ready.isEmpty() && rest.isPresent()) {
            Span span = rest.get();
            CalledOff.unless(() -> {
                turn(span);
                return true;
            });
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the scan is at its end");
        }
        left--;
        return ready.removeFirst();
    }

    private void turn(Span span) throws InterruptedException {
        boolean exact = left < PAGE && overlay.keysIn(span).isEmpty();
        Page page = pages.next(span, wanted.direction(), exact ? (int) left : PAGE);
        rest = page.rest();
        for (Stored stored : overlay.over(page, wanted.direction())) {
            if (layout.owns(stored.key())) {
                ready.add(tables.load(layout, stored.key(), stored.row(), pages.deadline()));
            }
        }
    }
}
