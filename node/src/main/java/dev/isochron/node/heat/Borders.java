package dev.isochron.node.heat;

import dev.isochron.controller.cluster.Border;
import dev.isochron.controller.decide.Sizes;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.layout.Directory;
import dev.isochron.storage.ReplicaStore;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// Where to cut a span so that both halves keep their part.
final class Borders {
    private Borders() {}

    /// The fairest border that leaves every directory whole; if none is fair enough, the fairest of
    /// all that are.
    ///
    /// @param keys at or near which it may be cut
    /// @param partBefore how much lies before a key, from 0 to 1
    static Optional<Border> fairest(
            Span span, Collection<Key> keys, ToDoubleFunction<Key> partBefore) {
        TreeSet<Key> whole = new TreeSet<>();
        keys.forEach(key -> whole.add(Directory.borderAtOrBelow(key)));
        return among(span, whole, partBefore)
                .or(() -> among(span, new TreeSet<>(keys), partBefore));
    }

    private static Optional<Border> among(
            Span span, Collection<Key> keys, ToDoubleFunction<Key> partBefore) {
        Border best = null;
        for (Key key : keys) {
            if (!span.canSplitAt(key) || !ReplicaStore.isBound(key)) {
                continue;
            }
            int percent = (int) Math.round(partBefore.applyAsDouble(key) * 100);
            boolean fair = percent >= Sizes.LEAST_PERCENT && percent <= 100 - Sizes.LEAST_PERCENT;
            if (fair && (best == null || skew(percent) < skew(best.leftPercent()))) {
                best = new Border(key, percent);
            }
        }
        return Optional.ofNullable(best);
    }

    private static int skew(int percent) {
        return Math.abs(percent - 50);
    }
}
