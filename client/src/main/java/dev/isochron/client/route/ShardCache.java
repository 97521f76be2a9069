package dev.isochron.client.route;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.ShardEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// What is known of the map: entries that do not overlap, perhaps with holes between.
///
/// Read by many threads without a lock; each change makes another map. A generation grows along the
/// descent of a shard, so of two entries that overlap the higher is the later one. What it does not
/// cover of an older one stays with that: a wrong hint leads to somebody who knows better at once,
/// no hint leads to asking for the map, of nodes that may know it later than anybody.
///
/// Who leads is known in two ways: from a node that answered as a leader does, and from others that
/// said so, perhaps long ago. What others say never replaces a leader that answered: only its own
/// word, its silence, or a newer generation does. So late answers of followers cannot send clients
/// back to a node that leads no more.
public final class ShardCache {

    private volatile TreeMap<Key, Known> byStart = new TreeMap<>();

    /// An entry.
    ///
    /// @param proven true if its leader answered as one, and nothing has spoken against it since
    private record Known(ShardEntry entry, boolean proven) {

        Span span() {
            return entry.span();
        }

        boolean isLed(String address) {
            return entry.leader().filter(place -> place.address().equals(address)).isPresent();
        }

        Known led(Optional<Place> leader, boolean surely) {
            return new Known(entry.ledBy(leader), surely);
        }

        /// What is left of it where something newer is known of these keys.
        List<Known> without(Span newer) {
            List<Known> rests = new ArrayList<>();
            if (span().canSplitAt(newer.from())) {
                rests.add(over(span().splitAt(newer.from()).left()));
            }
            newer.until()
                    .filter(span()::canSplitAt)
                    .ifPresent(until -> rests.add(over(span().splitAt(until).right())));
            return rests;
        }

        private Known over(Span part) {
            return new Known(entry.over(part), proven);
        }
    }

    /// The shard that has a key.
    public Optional<ShardEntry> at(Key key) {
        TreeMap<Key, Known> map = byStart;
        // An entry would be made for each request.
        Key start = map.floorKey(key);
        Known known = start == null ? null : map.get(start);
        return known != null && known.span().contains(key)
                ? Optional.of(known.entry())
                : Optional.empty();
    }

    /// The shard that has the last keys below this one; or the last keys of all.
    public Optional<ShardEntry> below(Optional<Key> until) {
        TreeMap<Key, Known> map = byStart;
        Map.Entry<Key, Known> last =
                until.isPresent() ? map.lowerEntry(until.get()) : map.lastEntry();
        return Optional.ofNullable(last)
                .map(found -> found.getValue().entry())
                .filter(entry -> reachesTo(entry.span(), until));
    }

    private static boolean reachesTo(Span span, Optional<Key> until) {
        return span.until().isEmpty()
                || (until.isPresent() && !span.until().get().isBelow(until.get()));
    }

    /// Every address that was heard of, in order.
    public List<String> addresses() {
        TreeSet<String> all = new TreeSet<>();
        for (Known known : byStart.values()) {
            known.entry().readable().forEach(place -> all.add(place.address()));
        }
        return new ArrayList<>(all);
    }

    /// Takes an entry in, unless something newer is known of any of its keys.
    public synchronized void learn(ShardEntry entry) {
        List<Known> older = new ArrayList<>();
        Known learned = new Known(entry, false);
        for (Known known : byStart.values()) {
            if (known.span().overlaps(entry.span())) {
                if (known.entry().isNewerThan(entry)) {
                    return;
                }
                older.add(known);
                boolean same = known.entry().route().equals(entry.route());
                if (same && (known.proven() || entry.leader().isEmpty())) {
                    learned = learned.led(known.entry().leader(), known.proven());
                }
            }
        }
        TreeMap<Key, Known> next = new TreeMap<>(byStart);
        for (Known known : older) {
            next.remove(known.span().from());
            known.without(entry.span()).forEach(rest -> next.put(rest.span().from(), rest));
        }
        next.put(entry.span().from(), learned);
        byStart = next;
    }

    /// Notes that whoever is at this address answered for a shard as its leader does.
    public void answered(ShardEntry asked, String address) {
        Optional<Known> known = find(asked);
        if (known.isEmpty() || (known.get().proven() && known.get().isLed(address))) {
            return;
        }
        Optional<Place> place =
                known.get().entry().replicas().stream()
                        .filter(one -> one.address().equals(address))
                        .findFirst();
        if (place.isPresent()) {
            change(asked, was -> Optional.of(was.led(place, true)));
        }
    }

    /// Notes that whoever is at this address does not lead a shard, if it was thought to.
    public void leadsNoMore(ShardEntry asked, String address) {
        change(
                asked,
                was ->
                        was.isLed(address)
                                ? Optional.of(was.led(Optional.empty(), false))
                                : Optional.empty());
    }

    /// Takes in what a node that does not lead a shard says about who does.
    ///
    /// @param from the address of that node
    /// @param leader whom it names, if anybody
    /// @param isSilent true if whoever was thought to lead was asked and has not answered
    public void hinted(ShardEntry asked, String from, Optional<Place> leader, boolean isSilent) {
        change(
                asked,
                was -> {
                    boolean believes = was.isLed(from) || isSilent || !was.proven();
                    boolean helps = leader.isPresent() || was.isLed(from);
                    return believes && helps
                            ? Optional.of(was.led(leader, false))
                            : Optional.empty();
                });
    }

    /// The entry of the same generation, if it is still there.
    private Optional<Known> find(ShardEntry asked) {
        return Optional.ofNullable(byStart.get(asked.span().from()))
                .filter(known -> known.entry().route().equals(asked.route()));
    }

    private synchronized void change(ShardEntry asked, Function<Known, Optional<Known>> to) {
        find(asked)
                .flatMap(to)
                .ifPresent(changed -> {
                    TreeMap<Key, Known> next = new TreeMap<>(byStart);
                    next.put(changed.span().from(), changed);
                    byStart = next;
                });
    }
}
