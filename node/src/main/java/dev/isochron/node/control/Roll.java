package dev.isochron.node.control;

import dev.isochron.paxos.model.NodeId;
import java.util.OptionalLong;
import java.util.TreeMap;

/// When each node was last heard, by this leader's own count: what another one heard is not known
/// here, so everybody has the whole grace from the beginning of a term.
final class Roll {
    private final TreeMap<NodeId, Long> heardNanos = new TreeMap<>();
    private long sinceNanos;

    /// A term begins, or this process stood still and missed what was said.
    void begin(long now) {
        heardNanos.clear();
        sinceNanos = now;
    }

    void heard(NodeId node, long now) {
        heardNanos.put(node, now);
    }

    boolean wasHeard(NodeId node) {
        return heardNanos.containsKey(node);
    }

    /// How long ago a node was heard; nothing if it was not in this term.
    OptionalLong silence(NodeId node, long now) {
        Long heard = heardNanos.get(node);
        return heard == null ? OptionalLong.empty() : OptionalLong.of(now - heard);
    }

    /// True if a node had its grace and let it pass.
    boolean isMissed(NodeId node, long now, long graceNanos) {
        long last = heardNanos.getOrDefault(node, sinceNanos);
        return now - last >= graceNanos;
    }

    /// How long this term has lasted.
    long lasts(long now) {
        return now - sinceNanos;
    }
}
