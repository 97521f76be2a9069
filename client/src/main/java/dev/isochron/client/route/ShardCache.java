package dev.isochron.client.route;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is known of the map: entries that do not overlap, perhaps with holes between.
///
/// Read by many threads without a lock; each change makes another map. A generation grows along the
/// descent of a shard, so of two entries that overlap the higher is the later one.
public final class ShardCache {

    private volatile TreeMap<Key, ShardEntry> byStart = new TreeMap<>();

    /// The shard that has a key.
    public Optional<ShardEntry> at(Key key) {
        Map.Entry<Key, ShardEntry> floor = byStart.floorEntry(key);
        return Optional.ofNullable(floor)
                .map(Map.Entry::getValue)
                .filter(entry -> entry.span().contains(key));
    }

    /// The shard that has the last keys below this one; or the last keys of all.
    public Optional<ShardEntry> below(Optional<Key> until) {
        TreeMap<Key, ShardEntry> map = byStart;
        Map.Entry<Key, ShardEntry> last =
                until.isPresent() ? map.lowerEntry(until.get()) : map.lastEntry();
        return Optional.ofNullable(last)
                .map(Map.Entry::getValue)
                .filter(entry -> reachesTo(entry.span(), until));
    }

    private static boolean reachesTo(Span span, Optional<Key> until) {
        return span.until().isEmpty()
                || (until.isPresent() && !span.until().get().isBelow(until.get()));
    }

    /// Every address that was heard of, in order.
    public List<String> addresses() {
        TreeSet<String> all = new TreeSet<>();
        for (ShardEntry entry : byStart.values()) {
            entry.replicas().forEach(place -> all.add(place.address()));
        }
        return new ArrayList<>(all);
    }

    /// Takes an entry in, unless something newer is known of any of its keys.
    public synchronized void learn(ShardEntry entry) {
        List<ShardEntry> older = new ArrayList<>();
        for (ShardEntry known : byStart.values()) {
            if (known.span().overlaps(entry.span())) {
                if (known.isNewerThan(entry)) {
                    return;
                }
                older.add(known);
            }
        }
        TreeMap<Key, ShardEntry> next = new TreeMap<>(byStart);
        older.forEach(known -> next.remove(known.span().from()));
        next.put(entry.span().from(), entry);
        byStart = next;
    }

    /// Notes that whoever is at this address does not lead a shard, if it was thought to.
    public synchronized void leadsNoMore(Route route, String address) {
        boolean was =
                byStart.values().stream()
                        .filter(known -> known.route().equals(route))
                        .flatMap(known -> known.leader().stream())
                        .anyMatch(leader -> leader.address().equals(address));
        if (was) {
            leads(route, Optional.empty());
        }
    }

    /// Notes who leads a shard, or that nobody knows.
    public synchronized void leads(Route route, Optional<Place> leader) {
        TreeMap<Key, ShardEntry> map = byStart;
        for (ShardEntry known : map.values()) {
            if (known.route().equals(route)) {
                TreeMap<Key, ShardEntry> next = new TreeMap<>(map);
                next.put(
                        known.span().from(),
                        new ShardEntry(route, known.span(), known.replicas(), leader));
                byStart = next;
                return;
            }
        }
    }
}
