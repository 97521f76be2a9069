package dev.isochron.node.control;

import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.decide.Order;
import dev.isochron.controller.decide.Orders;
import dev.isochron.controller.word.ControlWord;
import dev.isochron.paxos.model.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tells nodes their orders: at once, again while they are open, and at once to whoever leads the
/// shard by now; and tells every node now and then who leads the controller.
public final class Dispatch {

    private final Say say;
    private final ControlSettings settings;
    private final Map<Order, Told> told = new LinkedHashMap<>();
    private final TreeMap<NodeId, Long> greetedNanos = new TreeMap<>();

    /// When an order was told last, and to whom.
    private record Told(long nanos, List<NodeId> nodes) {}

    /// How a word reaches a node.
    @FunctionalInterface
    public interface Say {
        void say(NodeId to, ControlWord word);
    }

    Dispatch(Say say, ControlSettings settings) {
        this.say = say;
        this.settings = settings;
    }

    /// What another leader told is told again.
    void begin() {
        told.clear();
        greetedNanos.clear();
    }

    /// Answers a node that reported, so that it knows whom it reports to: nobody has to wake up for
    /// that alone.
    void greet(NodeId node, List<NodeId> seats, long now) {
        Long greeted = greetedNanos.get(node);
        if (greeted == null || now - greeted >= settings.report().toNanos() / 2) {
            greetedNanos.put(node, now);
            say.say(node, new ControlWord.Orders(List.of(), seats));
        }
    }

    void tell(ClusterImage image, List<NodeId> seats, long now) {
        List<Order> open = Orders.of(image);
        told.keySet().retainAll(open);
        TreeMap<NodeId, List<Order>> trays = new TreeMap<>();
        for (Order order : open) {
            List<NodeId> nodes = addressees(order, image);
            Told last = told.get(order);
            boolean isDue =
                    last == null
                            || now - last.nanos() >= settings.again().toNanos()
                            || !last.nodes().equals(nodes);
            if (isDue) {
                told.put(order, new Told(now, nodes));
                for (NodeId node : nodes) {
                    trays.computeIfAbsent(node, _ -> new ArrayList<>()).add(order);
                }
            }
        }
        for (Server server : image.servers()) {
            Long greeted = greetedNanos.get(server.id());
            boolean due = greeted == null || now - greeted >= settings.report().toNanos();
            if (due && server.standing() != Standing.REMOVED) {
                trays.computeIfAbsent(server.id(), _ -> new ArrayList<>());
            }
        }
        trays.forEach((node, orders) -> {
            greetedNanos.put(node, now);
            say.say(node, new ControlWord.Orders(orders, seats));
        });
    }

    /// A leader that is not known, or gone, may be any replica by now; those that do not lead look
    /// whether anybody does.
    private static List<NodeId> addressees(Order order, ClusterImage image) {
        if (order instanceof Order.Forget forget) {
            return List.of(forget.node());
        }
        return image.shard(order.route().shard())
                .map(shard ->
                        shard.leader()
                                .filter(leader -> serves(leader, image))
                                .map(List::of)
                                .orElseGet(shard::voters))
                .orElse(List.of());
    }

    private static boolean serves(NodeId node, ClusterImage image) {
        return image.servers().stream()
                .anyMatch(server -> server.id().equals(node) && server.standing().serves());
    }
}
