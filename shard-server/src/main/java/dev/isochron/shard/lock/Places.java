package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every span of a table that is locked or waited for: rows by key, ranges in a tree.
///
/// A row that nobody else has anything to do with costs one search by key, and one in the tree of
/// ranges if there is any range.
final class Places {
    private final TreeMap<Key, Place> points = new TreeMap<>();
    private final RangeTree ranges = new RangeTree();
    private final boolean rangesMeetPoints;
    private long made;

    /// @param rangesMeetPoints [LockRule#RANGES_MEET_POINTS]
    Places(boolean rangesMeetPoints) {
        this.rangesMeetPoints = rangesMeetPoints;
    }

    @Nullable Place find(Span span) {
        return isPoint(span) ? points.get(span.from()) : ranges.find(span);
    }

    /// The place of this span, made if there is none.
    Place at(Span span) {
        Place known = find(span);
        if (known != null) {
            return known;
        }
        Place place = new Place(span, isPoint(span), ++made);
        if (place.isPoint) {
            points.put(span.from(), place);
        } else {
            ranges.add(place);
        }
        return place;
    }

    /// Forgets a place that nobody holds or waits for.
    void dropIfIdle(Place place) {
        if (!place.isIdle()) {
            return;
        }
        if (place.isPoint) {
            points.remove(place.span.from());
        } else {
            ranges.remove(place);
        }
    }

    /// Every place that shares a key with the span: rows in order, then ranges in order.
    void forEachOverlapping(Span span, Consumer<Place> action) {
        boolean point = isPoint(span);
        if (point) {
            Place place = points.get(span.from());
            if (place != null) {
                action.accept(place);
            }
        } else if (rangesMeetPoints) {
            within(span).values().forEach(action);
        }
        if (!ranges.isEmpty() && (rangesMeetPoints || !point)) {
            ranges.forEachOverlapping(span, action);
        }
    }

    private NavigableMap<Key, Place> within(Span span) {
        return span.until().isPresent()
                ? points.subMap(span.from(), true, span.until().get(), false)
                : points.tailMap(span.from(), true);
    }

    /// Every place of the table: rows in order, then ranges in order.
    void forEach(Consumer<Place> action) {
        for (Map.Entry<Key, Place> point : points.entrySet()) {
            action.accept(point.getValue());
        }
        ranges.forEachOverlapping(Span.ALL, action);
    }

    /// As [Span#isPoint], without making the next key where that can be avoided.
    static boolean isPoint(Span span) {
        if (span.until().isEmpty()) {
            return span.isPoint();
        }
        Key from = span.from();
        Key until = span.until().get();
        if (from.length() == Key.MAX_BYTES) {
            return span.isPoint();
        }
        return until.length() == from.length() + 1
                && until.byteAt(from.length()) == 0
                && until.startsWith(from);
    }
}
