package dev.isochron.node.founding;

import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word;
import dev.isochron.paxos.model.NodeId;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// A node without a cluster finds out whether it is to create its voters or to join as a learner.
///
/// Why agreement is asked for, not just an answer of everyone: node 1 (first life a) founds with 2
/// and 3, something is acknowledged by 1 and 3, and 1 is wiped (second life b). An old answer of 3
/// in the hands of 2, together with a new one of 1, would found a second, empty cluster. With
/// agreement 2 waits until 3 has met b as well, and 3, being founded, never says so.
public final class Founding {

    private final NodeId self;
    private final List<NodeId> planned;
    private final String plan;
    private final TreeMap<NodeId, UUID> seen = new TreeMap<>();
    private final TreeMap<NodeId, Word.Hello> reports = new TreeMap<>();
    private UUID incarnation;

    /// @param planned the nodes that found the cluster, this one among them
    /// @param plan all that the founders must have been told alike
    public Founding(NodeId self, UUID incarnation, List<NodeId> planned, String plan) {
        this.self = self;
        this.incarnation = incarnation;
        this.planned = List.copyOf(planned);
        this.plan = plan;
        seen.put(self, incarnation);
    }

    /// What is to be done now.
    public sealed interface Decision {
        /// All agree: create this node's voters, in one synced batch with all of `seen`.
        record Found(UUID cluster, NavigableMap<NodeId, UUID> seen) implements Decision {}

        /// The cluster exists without this directory: join it and wait for its leaders' orders.
        record Join(UUID cluster, NavigableMap<NodeId, UUID> seen) implements Decision {}

        /// The others know a later life of this node: go on under a higher incarnation.
        record DrawAbove(UUID known) implements Decision {}

        /// The nodes were told different things; nothing can be founded until that is changed.
        record Conflict(NodeId with, String theirs, String ours) implements Decision {}
    }

    public UUID incarnation() {
        return incarnation;
    }

    /// What to tell every planned node, again and again until there is a decision.
    public Word.Hello hello(boolean answer) {
        return new Word.Hello(plan, seen, answer);
    }

    /// This node is known under another life; it says so from now on.
    public void become(UUID drawn) {
        incarnation = drawn;
        seen.put(self, drawn);
    }

    /// Nobody else is needed for a cluster of one.
    public Optional<Decision> alone() {
        return decide();
    }

    /// Another planned node said hello.
    public Optional<Decision> hear(Origin from, Word.Hello hello) {
        if (!planned.contains(from.node()) || from.node().equals(self)) {
            return Optional.empty();
        }
        if (from.cluster().isPresent()) {
            return Optional.of(enter(from.cluster().get(), hello.seen()));
        }
        seen.merge(from.node(), from.incarnation(), Founding::later);
        if (from.incarnation().equals(seen.get(from.node()))) {
            reports.put(from.node(), hello);
        }
        if (!hello.plan().equals(plan)) {
            return Optional.of(new Decision.Conflict(from.node(), hello.plan(), plan));
        }
        return decide();
    }

    private static UUID later(UUID known, UUID met) {
        return Incarnation.isLater(met, known) ? met : known;
    }

    private Decision enter(UUID cluster, NavigableMap<NodeId, UUID> theirs) {
        UUID known = theirs.get(self);
        if (known != null && known.equals(incarnation)) {
            return new Decision.Found(cluster, theirs);
        }
        if (known != null && Incarnation.isLater(known, incarnation)) {
            return new Decision.DrawAbove(known);
        }
        return new Decision.Join(cluster, theirs);
    }

    private Optional<Decision> decide() {
        if (!silent().isEmpty()) {
            return Optional.empty();
        }
        for (Word.Hello report : reports.values()) {
            if (!report.seen().equals(seen) || !report.plan().equals(plan)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Decision.Found(Incarnation.cluster(seen), new TreeMap<>(seen)));
    }

    /// The planned nodes that have not answered yet.
    public List<NodeId> silent() {
        return planned.stream().filter(n -> !n.equals(self) && !reports.containsKey(n)).toList();
    }
}
