package dev.isochron.node.book;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Hints about all shards, by key and by shard.
///
/// A generation grows along the descent of a shard, so of two entries that share a key the higher
/// one is the later one, and never makes room for the other (attack 38). What it does not cover of
/// an older one stays with that: a wrong hint leads to somebody who knows better, no hint leads
/// nowhere. So once the book covers the key space it always does.
///
/// ```
/// known   A 4 [a ─────────────────── z)
/// learn   B 5          [m ── q)
/// then    A 4 [a ── m) [m ── q) [q ── z) A 4
/// ```
public final class ShardBook {
    private final TreeMap<Key, ShardEntry> pieces = new TreeMap<>();
    private final TreeMap<ShardId, ShardEntry> shards = new TreeMap<>();

    /// Takes an entry in, unless something newer is known of its shard or of any of its keys.
    ///
    /// @return whether it said anything new
    public boolean learn(ShardEntry entry) {
        ShardId shard = entry.route().shard();
        ShardEntry same = shards.get(shard);
        if (entry.equals(same) || (same != null && same.isNewerThan(entry))) {
            return false;
        }
        List<ShardEntry> older = overlapping(entry.span());
        if (older.stream().anyMatch(known -> known.isNewerThan(entry))) {
            return false;
        }
        older.forEach(known -> cut(known, entry.span()));
        pieces.put(entry.span().from(), entry);
        shards.put(shard, entry);
        return true;
    }

    private List<ShardEntry> overlapping(Span span) {
        List<ShardEntry> found = new ArrayList<>();
        Map.Entry<Key, ShardEntry> before = pieces.lowerEntry(span.from());
        if (before != null && before.getValue().span().overlaps(span)) {
            found.add(before.getValue());
        }
        found.addAll(
                span.until().isPresent()
                        ? pieces.subMap(span.from(), span.until().get()).values()
                        : pieces.tailMap(span.from()).values());
        return found;
    }

    /// Leaves of an entry what a newer one does not cover.
    private void cut(ShardEntry known, Span newer) {
        Span span = known.span();
        pieces.remove(span.from());
        if (span.canSplitAt(newer.from())) {
            put(known, span.splitAt(newer.from()).left());
        }
        newer.until()
                .filter(span::canSplitAt)
                .ifPresent(until -> put(known, span.splitAt(until).right()));
        ShardEntry listed = shards.get(known.route().shard());
        if (listed != null && newer.contains(listed.span())) {
            shards.remove(known.route().shard());
        }
    }

    private void put(ShardEntry known, Span part) {
        pieces.put(part.from(), known.over(part));
    }

    /// Who has a key, as far as is known. The span is the part that nothing newer is known of.
    public Optional<ShardEntry> at(Key key) {
        return Optional.ofNullable(pieces.floorEntry(key))
                .map(Map.Entry::getValue)
                .filter(entry -> entry.span().contains(key));
    }

    /// The newest that is known of a shard; nothing if others have all of its keys by now.
    public Optional<ShardEntry> of(ShardId shard) {
        return Optional.ofNullable(shards.get(shard));
    }

    /// Everything, in the order of keys, no key twice.
    public List<ShardEntry> all() {
        return List.copyOf(pieces.values());
    }
}
