package dev.isochron.txn;

import dev.isochron.protocol.key.Span;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Kept;
import dev.isochron.txn.record.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A shelf in memory: for tests, and for whoever makes what it holds durable in another way.
public final class MemoryShelf implements Shelf {

    private final TreeMap<Place, Kept> places = new TreeMap<>();
    private Timestamp horizon = Timestamp.MIN;

    public MemoryShelf() {}

    /// A copy that goes its own way from now on.
    public MemoryShelf copy() {
        MemoryShelf copy = new MemoryShelf();
        copy.places.putAll(places);
        copy.horizon = horizon;
        return copy;
    }

    @Override
    public Optional<Kept> find(Place place) {
        return Optional.ofNullable(places.get(place));
    }

    @Override
    public void put(Kept kept) {
        places.put(kept.place(), kept);
    }

    @Override
    public void remove(Place place) {
        places.remove(place);
    }

    @Override
    public List<Kept> scan(Place.Kind kind, Span keys, Optional<Place> after, int limit) {
        List<Kept> found = new ArrayList<>();
        for (Kept kept : places.values()) {
            Place place = kept.place();
            boolean wanted = place.kind() == kind && keys.contains(place.key());
            boolean later = after.isEmpty() || place.compareTo(after.get()) > 0;
            if (wanted && later && found.size() < limit) {
                found.add(kept);
            }
        }
        return found;
    }

    @Override
    public Timestamp horizon() {
        return horizon;
    }

    @Override
    public void horizon(Timestamp raised) {
        horizon = raised;
    }

    /// All that it holds, in order.
    public List<Kept> all() {
        return List.copyOf(places.values());
    }
}
