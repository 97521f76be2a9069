package dev.isochron.client.compare;

import dev.isochron.client.compare.Finding.Sight;
import dev.isochron.client.compare.Pieces.Sum;
import dev.isochron.client.port.Sessions;
import dev.isochron.client.port.Transport;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares all replicas of one shard; used once.
///
/// A piece is what one replica covers in one answer. The others are asked for the checksum of
/// exactly that piece at the same moment; if all agree, the next piece is due. Pieces are compared
/// each at a moment of its own, unless one is asked for: versions agree at every moment, and a long
/// comparison would outlive the versions of its beginning.
public final class Comparison {
    private static final String LONELY = "fewer than two replicas can be asked";

    private final Asker asker;
    private final Manner manner;
    private final ShardEntry shard;
    private final Pieces pieces;
    private final List<Place> places;
    private final List<Finding> findings = new ArrayList<>();
    private final SortedMap<Long, String> silent = new TreeMap<>();
    private Optional<Key> stuckAt = Optional.empty();
    private long rows;
    private long differences;
    private Timestamp begun = Timestamp.MIN;

    /// How it goes about it.
    ///
    /// @param patience with one answer
    /// @param restFactor after each piece it rests as many times as long as that took: what bounds
    ///   the part of the nodes' time that it takes
    /// @param findings that are reported one by one
    public record Manner(Duration patience, int restFactor, int findings) {
        /// As fast as it goes.
        public static final Manner FAST = new Manner(Duration.ofSeconds(10), 0, 100);

        /// Beside all else: at most a twentieth of the time of each replica's node.
        public static final Manner GENTLE = new Manner(Duration.ofSeconds(10), 19, 10);
    }

    /// @param past a moment that is surely past, as the map of shards came with
    public Comparison(
            Transport transport,
            Sessions sessions,
            Manner manner,
            ShardEntry shard,
            Timestamp past) {
        this.asker = new Asker(transport, sessions, manner.patience());
        this.manner = manner;
        this.shard = shard;
        this.pieces = new Pieces(asker, shard.route());
        this.places = new ArrayList<>(shard.replicas());
        asker.knows(past);
        shard.leader()
                .ifPresent(leader -> {
                    places.removeIf(place -> place.node() == leader.node());
                    places.addFirst(leader);
                });
    }

    /// Compares; at one moment if there is one given.
    public ShardReport run(Optional<Timestamp> asOf) throws InterruptedException {
        Optional<String> stopped = Optional.empty();
        Optional<ShardEntry> became = Optional.empty();
        Optional<Span> left = Optional.of(shard.span());
        while (left.isPresent() && stopped.isEmpty()) {
            Timestamp at = asOf.orElse(asker.now());
            begun = begun.equals(Timestamp.MIN) ? at : begun;
            long before = asker.nanos();
            try {
                left = piece(left.get(), at);
                stopped = left.isPresent() && isLonely() ? Optional.of(LONELY) : stuck();
            } catch (Asker.Changed changed) {
                stopped = Optional.of("the shard changed: " + changed.getMessage());
                became = Optional.of(changed.current());
            }
            asker.rest((asker.nanos() - before) * manner.restFactor());
        }
        return new ShardReport(
                shard, begun, rows, differences, List.copyOf(findings), silent, stopped, became);
    }

    private Optional<String> stuck() {
        return stuckAt.map(key -> "no replica can be read from key " + key + " on");
    }

    /// Of a shard with one replica only the checksums of its entries can be checked.
    private boolean isLonely() {
        return places.size() < Math.min(2, shard.replicas().size());
    }

    /// Compares the next piece.
    ///
    /// @return what is left
    private Optional<Span> piece(Span left, Timestamp at)
            throws InterruptedException, Asker.Changed {
        TreeMap<Long, Sum> sums = new TreeMap<>();
        Optional<Sum.Of> first = begin(left, at, sums);
        Span piece = first.map(of -> new Span(left.from(), of.rest().or(left::until))).orElse(left);
        for (Place place : first.isPresent() ? List.copyOf(places) : List.<Place>of()) {
            try {
                if (!(sums.get(place.node()) instanceof Sum.Of)) {
                    sums.put(place.node(), pieces.whole(place, piece, at));
                }
            } catch (Asker.Silent why) {
                giveUp(place, why);
                sums.remove(place.node());
            }
        }
        if (first.isEmpty()) {
            stuckAt = Optional.of(left.from());
        }
        if (sums.values().stream().distinct().count() > 1 || first.isEmpty()) {
            narrow(piece, at);
        }
        rows += first.map(Sum.Of::rows).orElse(0L);
        return first.flatMap(Sum.Of::rest).map(key -> new Span(key, left.until()));
    }

    /// The first replica that can says where the piece ends.
    private Optional<Sum.Of> begin(Span left, Timestamp at, SortedMap<Long, Sum> sums)
            throws InterruptedException, Asker.Changed {
        for (Place place : List.copyOf(places)) {
            try {
                if (pieces.begin(place, left, at) instanceof Sum.Of of) {
                    sums.put(place.node(), of.ended());
                    return Optional.of(of);
                }
            } catch (Asker.Silent why) {
                giveUp(place, why);
            }
        }
        return Optional.empty();
    }

    private void giveUp(Place place, Asker.Silent why) {
        silent.put(place.node(), String.valueOf(why.getMessage()));
        places.remove(place);
    }

    /// Something differs in a span: which row?
    private void narrow(Span span, Timestamp at) throws InterruptedException, Asker.Changed {
        TreeMap<Long, SortedMap<Key, Sight>> shown = new TreeMap<>();
        List<Key> borders = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (Place place : List.copyOf(places)) {
                try {
                    if (round == 0 || hasDamage(shown, place)) {
                        shown.put(place.node(), pieces.rows(place, span, at, borders));
                    }
                } catch (Asker.Silent why) {
                    giveUp(place, why);
                    shown.remove(place.node());
                }
            }
            TreeSet<Key> keys = new TreeSet<>();
            shown.values().forEach(of -> keys.addAll(of.keySet()));
            borders = List.copyOf(keys);
        }
        long before = differences;
        for (Key key : borders) {
            TreeMap<Long, Sight> seen = new TreeMap<>();
            shown.forEach((node, of) -> seen.put(node, of.getOrDefault(key, new Sight.Nothing())));
            note(Span.point(key), at, seen);
        }
        if (differences == before) {
            TreeMap<Long, Sight> seen = new TreeMap<>();
            shown.keySet().forEach(node -> seen.put(node, new Sight.OtherChecksum()));
            differences++;
            add(new Finding(span, at, seen, List.copyOf(seen.keySet())));
        }
    }

    private static boolean hasDamage(SortedMap<Long, SortedMap<Key, Sight>> shown, Place place) {
        return shown.getOrDefault(place.node(), new TreeMap<>()).values().stream()
                .anyMatch(Sight.Damaged.class::isInstance);
    }

    private void note(Span where, Timestamp at, SortedMap<Long, Sight> seen) {
        TreeMap<String, List<Long>> camps = new TreeMap<>();
        seen.forEach((node, sight) ->
                camps.computeIfAbsent(sight.toString(), _ -> new ArrayList<>()).add(node));
        boolean isDamaged = seen.values().stream().anyMatch(Sight.Damaged.class::isInstance);
        if (camps.size() < 2 && !isDamaged) {
            return;
        }
        List<Long> odd = new ArrayList<>();
        for (List<Long> camp : camps.values()) {
            if (2 * camp.size() <= shard.replicas().size()) {
                odd.addAll(camp);
            }
        }
        differences++;
        add(new Finding(where, at, seen, odd.stream().sorted().toList()));
    }

    private void add(Finding finding) {
        if (findings.size() < manner.findings()) {
            findings.add(finding);
        }
    }
}
