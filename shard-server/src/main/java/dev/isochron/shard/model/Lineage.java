package dev.isochron.shard.model;

import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a shard's log says of merges.
///
/// A shard that is frozen waits for its left neighbour's log: that decides. The neighbour takes it
/// in at the generation for which it was frozen, or goes on to another one and never does.
///
/// @param leaving into what it is to be merged: it is frozen meanwhile
/// @param joined the last that it took in, and those that they had taken in, by generation
/// @param tenures numbers of tenures up to here were given by others whose keys it has now (T8)
public record Lineage(Optional<Leaving> leaving, List<Joined> joined, long tenures) {

    /// Of a shard that had nothing to do with merges.
    public static final Lineage NONE = new Lineage(Optional.empty(), List.of(), 0);

    /// Whoever asks does so within seconds, unless its node was away; so many merges ago it is told
    /// nothing.
    public static final int MAX_JOINED = 64;

    public Lineage {
        joined = List.copyOf(joined);
    }

    /// It is to become part of its left neighbour.
    ///
    /// @param generation of the neighbour, at which it takes this one in or never does
    public record Leaving(ShardId left, Generation generation) {}

    /// A merge that was done.
    ///
    /// @param generation of the left one, up to then
    public record Joined(ShardId left, Generation generation, ShardId right) {}

    /// From here on it waits to be taken in.
    public Lineage frozenFor(Leaving into) {
        return new Lineage(Optional.of(into), joined, tenures);
    }

    /// It goes on.
    public Lineage thawed() {
        return new Lineage(Optional.empty(), joined, tenures);
    }

    /// After it took a neighbour in.
    ///
    /// @param used numbers of tenures that the neighbour may have given
    public Lineage with(Joined merge, Lineage right, long used) {
        List<Joined> all = new ArrayList<>(joined);
        all.addAll(right.joined());
        all.add(merge);
        all.sort(Comparator.comparingLong(one -> one.generation().value()));
        int surplus = Math.max(0, all.size() - MAX_JOINED);
        return new Lineage(leaving, all.subList(surplus, all.size()), Math.max(tenures, used));
    }

    /// Whether it, or one that it took in, took a shard in.
    public boolean took(ShardId right) {
        return joined.stream().anyMatch(one -> one.right().equals(right));
    }

    /// Whether a shard that was frozen for it was taken in; nothing if that is open, or long ago.
    ///
    /// @param self which shard this is the lineage of, and at which generation it is
    public Optional<Boolean> tookAt(Leaving self, Leaving asked, ShardId right) {
        if (joined.contains(new Joined(asked.left(), asked.generation(), right))) {
            return Optional.of(true);
        }
        boolean isOver =
                asked.left().equals(self.left())
                        ? self.generation().isNewerThan(asked.generation())
                        : took(asked.left());
        boolean isRemembered =
                joined.size() < MAX_JOINED
                        || asked.generation().isNewerThan(joined.getFirst().generation());
        return isOver && isRemembered ? Optional.of(false) : Optional.empty();
    }
}
