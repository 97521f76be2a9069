package dev.isochron.node.port;

/// Whoever looks after this node. Messages are whole paragraphs: what, where, what to do.
public interface Operator {

    /// Something worth knowing happened; the node goes on.
    void tell(String message);

    /// The node cannot go on. It takes no further input; the process ends with an error.
    void stop(String message);
}
