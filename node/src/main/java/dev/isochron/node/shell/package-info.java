/// The ports of a node for real: threads and the system's clock, as `port` asks for them.
///
/// ```
/// LoopThread   the one thread that owns a node and its sockets; timers, turns
/// Sockets      which kind of sockets this machine has for it
/// DiskThread   the one thread that writes and syncs, a job at a time
/// ```
///
/// Nothing here decides anything; what runs on the loop is the same code that simulation runs.
@NullMarked
package dev.isochron.node.shell;

import org.jspecify.annotations.NullMarked;
