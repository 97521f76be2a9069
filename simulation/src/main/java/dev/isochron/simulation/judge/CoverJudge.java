package dev.isochron.simulation.judge;

import dev.isochron.node.assembly.Plan;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.truetime.invariant.Invariant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// C1: the shards tile the key space at every generation, and only the owner of a key lets it be
/// locked. C3: no two replicas in one store overlap.
///
/// The first replica that applies a split or a merge says what it makes of a shard. What a split
/// leaves is open until its other half begins, with exactly that; what a merge takes is exactly one
/// other shard, which is no more.
final class CoverJudge implements Judge {
    private final TreeMap<Key, Piece> pieces = new TreeMap<>();
    private final TreeMap<ShardId, TreeMap<Generation, Span>> shapes = new TreeMap<>();
    private final TreeMap<Integer, TreeMap<ShardId, Span>> stores = new TreeMap<>();

    /// @param owner absent while a half of a split has not begun
    private record Piece(Span keys, Optional<ShardId> owner) {}

    CoverJudge() {
        put(Span.ALL, Optional.empty());
    }

    private void put(Span keys, Optional<ShardId> owner) {
        pieces.put(keys.from(), new Piece(keys, owner));
    }

    @Override
    public void shaped(Site at, ReplicaKey who, ShardEntry entry) {
        ShardId shard = entry.route().shard();
        Generation generation = entry.route().generation();
        inStore(at, shard, entry.span());
        TreeMap<Generation, Span> known = shapes.computeIfAbsent(shard, _ -> new TreeMap<>());
        Span same = known.get(generation);
        if (same != null) {
            require(
                    same.equals(entry.span()),
                    "%s at %s is %s, and %s on %s"
                            .formatted(shard, generation, same, entry.span(), at));
            return;
        }
        Optional<Span> before = known.isEmpty() ? Optional.empty() : Optional.of(last(known));
        require(
                known.isEmpty() || generation.isNewerThan(known.lastKey()),
                shard + " turns up at " + generation + " after " + known);
        known.put(generation, entry.span());
        if (before.isEmpty()) {
            begins(shard, entry.span());
        } else if (!before.get().equals(entry.span())) {
            changes(shard, before.get(), entry.span());
        } else {
            requireOwner(shard, entry.span().from());
        }
    }

    private static Span last(NavigableMap<Generation, Span> known) {
        return known.lastEntry().getValue();
    }

    private void begins(ShardId shard, Span keys) {
        Piece open = at(keys.from());
        require(
                open.owner().isEmpty() && open.keys().contains(keys),
                shard + " begins with " + keys + ", of which " + open + " is somebody's");
        pieces.remove(open.keys().from());
        Span rest = open.keys();
        if (rest.canSplitAt(keys.from())) {
            put(rest.splitAt(keys.from()).left(), Optional.empty());
        }
        put(keys, Optional.of(shard));
        keys.until()
                .filter(rest::canSplitAt)
                .ifPresent(until -> put(rest.splitAt(until).right(), Optional.empty()));
    }

    private void changes(ShardId shard, Span before, Span after) {
        requireOwner(shard, before.from());
        require(
                before.from().equals(after.from()),
                shard + " goes from " + before + " to " + after);
        put(after, Optional.of(shard));
        if (before.contains(after)) {
            put(before.splitAt(after.until().orElseThrow()).right(), Optional.empty());
            return;
        }
        Key border = before.until().orElseThrow();
        Piece taken = at(border);
        require(
                taken.owner().isPresent() && taken.keys().equals(after.splitAt(border).right()),
                shard + " takes " + taken + " in, and is " + after);
        pieces.remove(border);
    }

    private Piece at(Key key) {
        return pieces.floorEntry(key).getValue();
    }

    private void requireOwner(ShardId shard, Key key) {
        Piece piece = at(key);
        require(
                piece.owner().equals(Optional.of(shard)),
                shard + " goes on with " + key + ", which belongs to " + piece);
    }

    /// Whoever applies late may still show what was; locks are granted by owners alone.
    @Override
    public void answered(Site at, ReplicaKey who, Request request, Reply reply) {
        Optional<ShardId> shard = Plan.shardOf(who.group());
        if (shard.isPresent()
                && reply instanceof Reply.Locked
                && request instanceof Request.LockingRead read) {
            read.lookups().stream()
                    .map(Lookup::span)
                    .forEach(span -> requireOwner(shard.get(), span.from()));
        }
    }

    /// Nothing is nobody's for good.
    @Override
    public void concludes() {
        for (Piece piece : pieces.values()) {
            require(piece.owner().isPresent(), "nobody ever began with " + piece.keys());
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new Violation(Invariant.C1.toString(), what);
        }
    }

    // C3.

    private void inStore(Site at, ShardId shard, Span keys) {
        TreeMap<ShardId, Span> store = stores.computeIfAbsent(at.node(), _ -> new TreeMap<>());
        store.put(shard, keys);
        for (Map.Entry<ShardId, Span> other : store.entrySet()) {
            if (!other.getKey().equals(shard) && other.getValue().overlaps(keys)) {
                throw new Violation(
                        Invariant.C3.toString(),
                        "%s has %s of %s and %s of %s"
                                .formatted(at, keys, shard, other.getValue(), other.getKey()));
            }
        }
    }

    @Override
    public void began(Site at, ReplicaImage image) {
        leaves(at, Plan.shardOf(image.group()));
    }

    @Override
    public void persists(Site at, ReplicaKey who, List<HardRecord> records) {
        if (records.stream().anyMatch(HardRecord.Removed.class::isInstance)) {
            leaves(at, Plan.shardOf(who.group()));
        }
    }

    private void leaves(Site at, Optional<ShardId> shard) {
        shard.ifPresent(one -> stores.getOrDefault(at.node(), new TreeMap<>()).remove(one));
    }

    @Override
    public void crashed(Site at) {
        stores.remove(at.node());
    }
}
