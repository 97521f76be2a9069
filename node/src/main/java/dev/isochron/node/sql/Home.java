package dev.isochron.node.sql;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.service.SessionService;
import dev.isochron.truetime.Reading;
import java.util.function.Consumer;

/// The node that SQL is served at.
public interface Home {

    /// Its number.
    long number();

    /// Runs a task with the node, on its loop; if that has ended, never.
    void withNode(Consumer<Node> task);

    /// What its clock says.
    Reading now();

    /// How it and its peers tell each other of sessions.
    SessionService sessions();
}
