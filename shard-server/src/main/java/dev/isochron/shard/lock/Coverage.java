package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.LockMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whether what an attempt holds amounts to a lock.
final class Coverage {
    private Coverage() {}

    /// Whether one place, or several that each contain the whole span, amount to it. Always right
    /// for a row; for a range, no is said as well where only several pieces together would do.
    static boolean isHeld(Entry entry, Lock lock, Places places) {
        Place exact = places.find(lock.span());
        LockMode held = exact == null ? null : entry.locks.get(exact);
        if (held != null && held.covers(lock.mode())) {
            return true;
        }
        if (entry.ranges.isEmpty()) {
            return false;
        }
        List<Place> around = new ArrayList<>();
        entry.ranges.forEachOverlapping(
                lock.span(), place -> addIf(place.span.contains(lock.span()), place, around));
        for (Place place : around) {
            held = union(held, entry.locks.get(place));
        }
        return held != null && held.covers(lock.mode());
    }

    /// Whether all pieces together amount to it: a scan in pages holds a range in as many.
    static boolean isHeldInPieces(Entry entry, Lock lock, Places places) {
        if (isHeld(entry, lock, places)) {
            return true;
        }
        if (Places.isPoint(lock.span())) {
            return false;
        }
        List<Place> pieces = overlapping(entry, lock.span());
        List<Place> active = new ArrayList<>();
        int next = 0;
        for (Key cut : cuts(lock.span(), pieces)) {
            while (next < pieces.size() && pieces.get(next).span.from().compareTo(cut) <= 0) {
                active.add(pieces.get(next++));
            }
            active.removeIf(place -> !place.span.contains(cut));
            if (!amountTo(lock.mode(), active, entry)) {
                return false;
            }
        }
        return true;
    }

    private static List<Place> overlapping(Entry entry, Span span) {
        List<Place> pieces = new ArrayList<>();
        for (Place place : entry.locks.keySet()) {
            addIf(place.span.overlaps(span), place, pieces);
        }
        pieces.sort(Comparator.comparing(place -> place.span));
        return pieces;
    }

    /// Where in the span what is held changes, its first key included.
    private static Set<Key> cuts(Span span, List<Place> pieces) {
        Set<Key> cuts = new TreeSet<>();
        cuts.add(span.from());
        for (Place piece : pieces) {
            addIf(span.contains(piece.span.from()), piece.span.from(), cuts);
            Optional<Key> until = piece.span.until();
            until.ifPresent(key -> addIf(span.contains(key), key, cuts));
        }
        return cuts;
    }

    private static boolean amountTo(LockMode mode, List<Place> active, Entry entry) {
        LockMode sum = null;
        for (Place place : active) {
            sum = union(sum, entry.locks.get(place));
        }
        return sum != null && sum.covers(mode);
    }

    private static @Nullable LockMode union(@Nullable LockMode a, @Nullable LockMode b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.union(b);
    }

    private static <T> void addIf(boolean wanted, T item, Collection<T> target) {
        if (wanted) {
            target.add(item);
        }
    }
}
