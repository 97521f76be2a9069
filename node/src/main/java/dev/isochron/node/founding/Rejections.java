package dev.isochron.node.founding;

import dev.isochron.node.frame.Word.Goodbye;
import dev.isochron.paxos.model.NodeId;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/// Counts who turns this node away. One peer alone may be the stranger itself; when a majority of
/// the others says so, this node is the one that must stop.
///
/// That a directory is an old copy is another matter: whoever says so has met a later state of it,
/// and one witness proves that. Were it outvoted by nodes that do not know, or that are old copies
/// themselves, what was promised since would be forgotten (P6).
public final class Rejections {

    private static final long NOT_NOW = Long.MIN_VALUE;

    private final IntSupplier others;
    private final long patienceNanos;
    private final TreeMap<NodeId, Rejection> by = new TreeMap<>();
    private long sinceNanos = NOT_NOW;

    private record Rejection(Goodbye goodbye, long atNanos) {}

    /// @param others how many other nodes there are at present
    /// @param patienceNanos how long a node waits for another life of itself to fall silent; a
    ///   rejection older than that does not count any more
    public Rejections(IntSupplier others, long patienceNanos) {
        this.others = others;
        this.patienceNanos = patienceNanos;
    }

    /// A peer turned this node away; the words to stop with, if it must.
    public Optional<Goodbye> turnedAway(NodeId peer, Goodbye goodbye, long uptimeNanos) {
        by.values().removeIf(r -> uptimeNanos - r.atNanos() > patienceNanos);
        by.put(peer, new Rejection(goodbye, uptimeNanos));
        if (goodbye.reason() == Goodbye.Reason.STALE_DIRECTORY) {
            return Optional.of(goodbye);
        }
        if (by.size() * 2 <= others.getAsInt()) {
            sinceNanos = NOT_NOW;
            return Optional.empty();
        }
        sinceNanos = sinceNanos == NOT_NOW ? uptimeNanos : sinceNanos;
        boolean mayPass = goodbye.reason() == Goodbye.Reason.DUPLICATE_NODE;
        boolean waited = uptimeNanos - sinceNanos >= patienceNanos;
        return mayPass && !waited ? Optional.empty() : Optional.of(goodbye);
    }
}
