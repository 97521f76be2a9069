package dev.isochron.node.roster;

import dev.isochron.paxos.model.NodeId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/// The nodes that are members of the cluster, and those that were.
///
/// @param version rises with each change; the founders begin at [#FOUNDING]
/// @param entries everyone who ever was a member
public record Roster(long version, SortedMap<NodeId, Entry> entries) {

    /// The version that all founders make by themselves.
    public static final long FOUNDING = 1;

    /// Members, present and former, that one message may name.
    public static final int MAX_NODES = 4096;

    /// Host names have at most 253 characters.
    public static final int MAX_ADDRESS = 300;

    /// Longer than any description of where a server stands.
    public static final int MAX_LOCALITY = 512;

    /// The life of a founder, which nobody asked about.
    public static final UUID UNASKED = new UUID(0, 0);

    /// One node.
    ///
    /// @param address where other nodes and clients reach it
    /// @param locality its failure domains, the widest first, as people write them; may be empty
    /// @param life the life of its data directory under which it asked to be let in
    /// @param member false if it was removed
    public record Entry(String address, String locality, UUID life, boolean member) {
        public Entry {
            if (address.isEmpty() || address.length() > MAX_ADDRESS) {
                throw new IllegalArgumentException(
                        "an address has 1 to " + MAX_ADDRESS + " characters");
            }
            if (locality.length() > MAX_LOCALITY) {
                throw new IllegalArgumentException(
                        "a locality has at most " + MAX_LOCALITY + " characters");
            }
        }

        Entry removed() {
            return new Entry(address, locality, life, false);
        }
    }

    public Roster {
        if (version < FOUNDING || entries.size() > MAX_NODES) {
            throw new IllegalArgumentException(
                    "a roster of version " + version + " with " + entries.size() + " nodes");
        }
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /// Of a cluster that is just founded.
    public static Roster ofFounders(Collection<NodeId> nodes, Function<NodeId, String> address) {
        TreeMap<NodeId, Entry> entries = new TreeMap<>();
        nodes.forEach(node -> entries.put(node, new Entry(address.apply(node), "", UNASKED, true)));
        return new Roster(FOUNDING, entries);
    }

    /// The members, in the order of their numbers.
    public List<NodeId> members() {
        return entries.entrySet().stream()
                .filter(e -> e.getValue().member())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The members besides `self`.
    public List<NodeId> others(NodeId self) {
        return members().stream().filter(node -> !node.equals(self)).toList();
    }

    /// Where a node is or was.
    public Optional<String> addressOf(NodeId node) {
        return Optional.ofNullable(entries.get(node)).map(Entry::address);
    }

    public boolean isMember(NodeId node) {
        return Optional.ofNullable(entries.get(node)).filter(Entry::member).isPresent();
    }

    public boolean wasRemoved(NodeId node) {
        return Optional.ofNullable(entries.get(node)).filter(e -> !e.member()).isPresent();
    }

    /// The number that the next newcomer gets.
    public NodeId nextNumber() {
        return new NodeId(entries.isEmpty() ? 1 : entries.lastKey().value() + 1);
    }

    /// The next version, with another node in it.
    public Roster with(NodeId node, Entry entry) {
        TreeMap<NodeId, Entry> changed = new TreeMap<>(entries);
        changed.put(node, entry);
        return new Roster(version + 1, changed);
    }

    /// The next version, where a member is none any more.
    public Roster without(NodeId node) {
        Entry entry = entries.get(node);
        return entry == null || !entry.member() ? this : with(node, entry.removed());
    }
}
