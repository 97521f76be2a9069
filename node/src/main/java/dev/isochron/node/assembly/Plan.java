package dev.isochron.node.assembly;

import dev.isochron.paxos.model.Configuration;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.Member;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Place;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.protocol.txn.ShardId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.CRC32C;

/// What a cluster is founded as; the same for all its nodes.
///
/// @param nodes the founders, sorted
/// @param groups how many ledgers there are; their groups' ids are 1, 2, …
/// @param copies replicas of each group
/// @param shards the spans of the shards, in key order, tiling the key space; none for a cluster of
///   ledgers alone
/// @param seats replicas of the controller, on the first nodes; 0 for a cluster without one
public record Plan(List<NodeId> nodes, int groups, int copies, List<Span> shards, int seats) {

    /// A node has one replica of each at most; the status of more would not fit one message.
    public static final int MAX_GROUPS = 10_000;

    /// The group of shard n has this id and n: ledgers stay far below.
    private static final long BEFORE_SHARDS = 1_000_000;

    /// The controller's own group.
    public static final GroupId CONTROLLER = new GroupId(BEFORE_SHARDS);

    /// From so many nodes on the controller bears two losses.
    private static final int NODES_FOR_FIVE_SEATS = 5;

    /// A cluster without a controller.
    public Plan(List<NodeId> nodes, int groups, int copies, List<Span> shards) {
        this(nodes, groups, copies, shards, 0);
    }

    /// A cluster of ledgers alone.
    public Plan(List<NodeId> nodes, int groups, int copies) {
        this(nodes, groups, copies, List.of());
    }

    public Plan {
        shards = List.copyOf(shards);
        nodes = nodes.stream().sorted().distinct().toList();
        if (groups < 0 || groups + shards.size() < 1 || groups + shards.size() > MAX_GROUPS) {
            throw new IllegalArgumentException(
                    "a cluster has 1 to "
                            + MAX_GROUPS
                            + " groups, not "
                            + (groups + (long) shards.size()));
        }
        if (copies < 1 || copies > Math.min(nodes.size(), Configuration.MAX_VOTERS)) {
            throw new IllegalArgumentException(
                    copies + " copies on " + nodes.size() + " nodes are impossible");
        }
        if (seats < 0 || seats > nodes.size()) {
            throw new IllegalArgumentException(
                    seats + " replicas of the controller on " + nodes.size() + " nodes");
        }
        if (nodes.size() > MAX_NODES) {
            throw new IllegalArgumentException("at most " + MAX_NODES + " nodes");
        }
    }

    /// More can join later.
    public static final int MAX_NODES = 64;

    /// Of a node that joins a cluster, or comes back to it, and founds nothing.
    public static Plan ofNewcomer(NodeId self) {
        return new Plan(List.of(self), 0, 1, List.of(Span.ALL));
    }

    /// The founding members of a group: neighbours in the ring of nodes, so that the groups spread.
    public Configuration members(GroupId group) {
        if (group.equals(CONTROLLER)) {
            return Configuration.initial(nodes.subList(0, seats));
        }
        List<NodeId> chosen = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            long at = (group.value() - 1 + i) % nodes.size();
            chosen.add(nodes.get((int) at));
        }
        chosen.sort(null);
        return Configuration.initial(chosen);
    }

    public List<GroupId> groupIds() {
        List<GroupId> ids = new ArrayList<>();
        for (int i = 1; i <= groups; i++) {
            ids.add(new GroupId(i));
        }
        if (seats > 0) {
            ids.add(CONTROLLER);
        }
        for (int i = 1; i <= shards.size(); i++) {
            ids.add(groupOf(new ShardId(i)));
        }
        return ids;
    }

    /// The same with shards that are cut at these keys, in any order.
    public Plan withShards(Collection<Key> borders) {
        List<Span> spans = new ArrayList<>();
        Span rest = Span.ALL;
        for (Key border : new TreeSet<>(borders)) {
            Span.Halves halves = rest.splitAt(border);
            spans.add(halves.left());
            rest = halves.right();
        }
        spans.add(rest);
        return new Plan(nodes, groups, copies, spans, seats);
    }

    /// The same with a controller: one replica of it, three or five.
    public Plan withController() {
        int odd = nodes.size() >= NODES_FOR_FIVE_SEATS ? 5 : nodes.size() >= 3 ? 3 : 1;
        return new Plan(nodes, groups, copies, shards, odd);
    }

    /// The group that replicates a shard.
    public static GroupId groupOf(ShardId shard) {
        return new GroupId(BEFORE_SHARDS + shard.value());
    }

    /// The shard that a group replicates; none if it is a ledger's.
    public static Optional<ShardId> shardOf(GroupId group) {
        return group.value() > BEFORE_SHARDS
                ? Optional.of(new ShardId(group.value() - BEFORE_SHARDS))
                : Optional.empty();
    }

    /// What a founded shard has of the key space.
    public Span spanOf(ShardId shard) {
        return shards.get(Math.toIntExact(shard.value() - 1));
    }

    /// The shards as they are founded.
    ///
    /// @param addresses where clients reach each node
    public List<ShardEntry> entries(Function<NodeId, String> addresses) {
        List<ShardEntry> entries = new ArrayList<>();
        for (int i = 1; i <= shards.size(); i++) {
            ShardId shard = new ShardId(i);
            List<Place> places =
                    members(groupOf(shard)).voters().stream()
                            .map(Member::node)
                            .map(node -> new Place(node.value(), addresses.apply(node)))
                            .toList();
            entries.add(
                    new ShardEntry(
                            new Route(shard, Generation.FIRST),
                            spanOf(shard),
                            places,
                            Optional.empty()));
        }
        return entries;
    }

    /// The nodes besides `self`.
    public List<NodeId> others(NodeId self) {
        return nodes.stream().filter(n -> !n.equals(self)).toList();
    }

    /// One line that is equal exactly if the plans are.
    @Override
    public String toString() {
        String ledgers =
                "nodes="
                        + nodes
                        + " groups="
                        + groups
                        + " copies="
                        + copies
                        + (seats == 0 ? "" : " seats=" + seats);
        if (shards.isEmpty()) {
            return ledgers;
        }
        return ledgers + " shards=" + shards.size() + "#" + Integer.toHexString(digest());
    }

    /// Of the borders: there may be more of them than one line takes.
    private int digest() {
        CRC32C crc = new CRC32C();
        shards.forEach(span -> crc.update(span.from().toBuffer()));
        return (int) crc.getValue();
    }
}
