package dev.isochron.node.process;

import dev.isochron.node.cli.Complaint;
import dev.isochron.paxos.model.NodeId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;

/// Addresses as people write them: `host:port`, and `1=host:port,2=host:port` for nodes.
public final class Endpoints {
    private static final int MAX_PORT = 65_535;

    private Endpoints() {}

    /// An address that this process can listen at or dial.
    ///
    /// @throws Complaint if it is none
    public static InetSocketAddress parse(String text, String where) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw malformed(text, where);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 0 || port > MAX_PORT) {
                throw malformed(text, where);
            }
            return new InetSocketAddress(InetAddress.getByName(text.substring(0, colon)), port);
        } catch (NumberFormatException e) {
            throw malformed(text, where);
        } catch (UnknownHostException e) {
            throw new Complaint(
                    "the host of " + text + " cannot be found",
                    where,
                    "Check its name, or write its address in numbers.",
                    e);
        }
    }

    /// The nodes of a cluster with their addresses, this node's own among them.
    ///
    /// @throws Complaint if a node is named twice, or is no number
    public static Map<NodeId, String> parsePeers(String text, String where) {
        Map<NodeId, String> peers = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw malformedPeers(text, where);
            }
            NodeId node = node(part.substring(0, equals).strip(), text, where);
            String address = part.substring(equals + 1).strip();
            parse(address, where);
            if (peers.put(node, address) != null) {
                throw new Complaint(
                        "node " + node.value() + " is named twice",
                        where,
                        "Every node of a cluster has a number of its own.");
            }
        }
        requireDistinct(peers, where);
        return peers;
    }

    private static void requireDistinct(Map<NodeId, String> peers, String where) {
        Map<String, NodeId> taken = new TreeMap<>();
        peers.forEach((node, address) -> {
            NodeId other = taken.put(address, node);
            if (other != null) {
                throw new Complaint(
                        "nodes %d and %d have the same address %s"
                                .formatted(other.value(), node.value(), address),
                        where,
                        "Give each node an address of its own.");
            }
        });
    }

    private static NodeId node(String number, String text, String where) {
        try {
            return new NodeId(Long.parseLong(number));
        } catch (IllegalArgumentException e) {
            throw malformedPeers(text, where);
        }
    }

    private static Complaint malformed(String text, String where) {
        return new Complaint(
                "\"" + text + "\" is no address",
                where,
                "Write host:port, for example 127.0.0.1:7001.");
    }

    private static Complaint malformedPeers(String text, String where) {
        return new Complaint(
                "\"" + text + "\" does not name the nodes of a cluster",
                where,
                "Write number=host:port for each, with commas between: 1=10.0.0.1:7000,"
                        + "2=10.0.0.2:7000,3=10.0.0.3:7000.");
    }
}
