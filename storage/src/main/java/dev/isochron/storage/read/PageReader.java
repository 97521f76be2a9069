package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.layout.StoredKey;
import dev.isochron.storage.layout.StoredValue;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.storage.ordered.OrderedStore;
import dev.isochron.storage.ordered.View;
import dev.isochron.storage.read.MergedWalk.Question;
import dev.isochron.storage.table.Chain;
import dev.isochron.storage.table.Table;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers one bounded read after the other, each from its tables and a view of its own.
public final class PageReader {
    private static final Lookup NOTHING = new Lookup.Nothing();

    private final OrderedStore store;
    private final Verifier verifier;
    private final StoredKey sought = new StoredKey();

    public PageReader(OrderedStore store, Verifier verifier) {
        this.store = store;
        this.verifier = verifier;
    }

    /// The newest version of a key at or below a timestamp.
    ///
    /// @param tables the newest first
    public Lookup lookup(List<Table> tables, Key key, Timestamp at) {
        for (Table table : tables) {
            Chain chain = table.find(key);
            int place = chain == null ? Chain.NONE : chain.placeAt(at.nanos());
            if (chain != null && place != Chain.NONE) {
                return version(new Timestamp(chain.timeAt(place)), chain.rowAt(place));
            }
        }
        return stored(key, at);
    }

    private Lookup stored(Key key, Timestamp at) {
        int prefix = sought.beforeVersions(key).length();
        sought.timestamp(at);
        try (View view = store.view()) {
            if (!view.seek(sought.bytes(), sought.length())
                    || !sought.isVersionOf(view.key(), prefix)) {
                return NOTHING;
            }
            verifier.requireWhole(view, key);
            Timestamp found = new Timestamp(StoredKey.timestampOf(view.key()));
            return StoredValue.isTombstone(view.value())
                    ? new Lookup.Tombstone(found)
                    : new Lookup.Value(found, StoredValue.rowOf(view.value()));
        }
    }

    private static Lookup version(Timestamp at, byte @Nullable [] row) {
        return row == null ? new Lookup.Tombstone(at) : new Lookup.Value(at, row);
    }

    /// A page of the rows of a span as they were at a timestamp.
    public Page page(
            List<Table> tables, Span span, Timestamp at, Direction direction, ScanLimits limits) {
        try (View view = store.view()) {
            return page(
                    walk(tables, view, new Question(span, at, direction, limits.steps())), limits);
        }
    }

    private static Page page(MergedWalk walk, ScanLimits limits) {
        List<VersionedRow> rows = new ArrayList<>();
        long met = 0;
        long bytes = 0;
        for (Key key = walk.key(); key != null; key = walk.key()) {
            Layer layer = walk.visible();
            if (layer != null) {
                met = Math.max(met, layer.timestamp());
                if (!layer.isTombstone()) {
                    VersionedRow row =
                            new VersionedRow(key, new Timestamp(layer.timestamp()), layer.row());
                    rows.add(row);
                    bytes += key.length() + row.row().length;
                }
            }
            walk.advance();
            if (walk.isSpent() || rows.size() >= limits.rows() || bytes >= limits.bytes()) {
                break;
            }
        }
        return new Page(rows, new Timestamp(met), walk.rest());
    }

    /// The newest version of a span, whatever it is.
    public Newest newest(List<Table> tables, Span span, int steps) {
        try (View view = store.view()) {
            MergedWalk walk =
                    walk(tables, view, new Question(span, Timestamp.MAX, Direction.FORWARD, steps));
            long newest = 0;
            while (walk.key() != null) {
                Layer layer = walk.visible();
                newest = layer == null ? newest : Math.max(newest, layer.timestamp());
                walk.advance();
                if (walk.isSpent()) {
                    break;
                }
            }
            return new Newest(new Timestamp(newest), walk.rest());
        }
    }

    /// Goes on with a checksum.
    public RangeChecksum checksum(List<Table> tables, RangeChecksum begun, int steps) {
        if (begun.rest().isEmpty()) {
            return begun;
        }
        RowDigest digest = new RowDigest(begun);
        try (View view = store.view()) {
            Question question =
                    new Question(begun.rest().get(), begun.at(), Direction.FORWARD, steps);
            MergedWalk walk = walk(tables, view, question);
            for (Key key = walk.key(); key != null; key = walk.key()) {
                Layer layer = walk.visible();
                if (layer != null && !layer.isTombstone()) {
                    digest.add(key, layer.timestamp(), layer.row());
                }
                walk.advance();
                if (walk.isSpent()) {
                    break;
                }
            }
            return digest.upTo(walk.rest());
        }
    }

    /// Goes on with weighing.
    public void weigh(List<Table> tables, Weighing weighing, int steps) {
        if (weighing.rest().isEmpty()) {
            return;
        }
        try (View view = store.view()) {
            Question question =
                    new Question(weighing.rest().get(), Timestamp.MAX, Direction.FORWARD, steps);
            MergedWalk walk = walk(tables, view, question);
            for (Key key = walk.key(); key != null; key = walk.key()) {
                Layer layer = walk.visible();
                if (layer != null) {
                    weighing.add(key, layer.rowLength());
                }
                walk.advance();
                if (walk.isSpent()) {
                    break;
                }
            }
            weighing.upTo(walk.rest());
        }
    }

    private MergedWalk walk(List<Table> tables, Cursor view, Question question) {
        return new MergedWalk(tables, view, verifier, question);
    }
}
