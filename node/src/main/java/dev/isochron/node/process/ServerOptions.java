package dev.isochron.node.process;

import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.assembly.Plan;
import dev.isochron.truetime.settings.ClockSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// What one node process is told.
///
/// @param node the settings of the node, but for its clock domain, which the clock itself tells
/// @param data its directory; holds `log` and `state`
/// @param listen where peers and clients reach it; port 0 takes a free one
public record ServerOptions(
        NodeSettings node, Path data, InetSocketAddress listen, ClockSettings clock) {

    Plan plan() {
        return node.plan();
    }
}
