/// One node, put together: the same for a server process and for simulation.
///
/// ```
/// Node.assemble(settings, ports)
///   NodeSettings     which node, which others, which groups, all bounds
///   Node             start, clients' requests, status, stop
///     Gate           frames in: who may speak, what their clocks tell, what they say
///     Courier        frames out: origin and clock stamp on every one, a ping where it is silent
///     Residents      the replicas that live here; births, removals, letters to their addressees
///     Succession     what this node leads goes to others: when it stops, or its disk is full
/// ```
///
/// Nothing here starts a thread, opens a file or reads a clock but through the ports. Called by
/// `shell` and by the simulation room.
@NullMarked
package dev.isochron.node.assembly;

import org.jspecify.annotations.NullMarked;
