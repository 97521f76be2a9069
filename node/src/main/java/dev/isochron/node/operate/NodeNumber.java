package dev.isochron.node.operate;

import dev.isochron.node.cli.Complaint;
import dev.isochron.paxos.model.NodeId;

/// A node as people name it: `3` or `n3`.
final class NodeNumber {
    private NodeNumber() {}

    static NodeId parse(String text) {
        try {
            return new NodeId(Long.parseLong(text.startsWith("n") ? text.substring(1) : text));
        } catch (IllegalArgumentException e) {
            throw new Complaint(
                    "\"" + text + "\" is no node",
                    "NODE",
                    "Name it by its number, 3 or n3; `isochron node list` shows all.",
                    e);
        }
    }
}
