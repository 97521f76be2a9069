/// One node as a process, or as a part of one: directories, threads, clock, sockets, put together
/// and taken apart again.
///
/// ```
/// NodeProcess   bound ─▶ started ─▶ closed; what `server` and `demo` run
/// ServerOptions what a node is told on the command line, checked
/// Endpoints     addresses as people write them
/// ```
///
/// Everything that decides is below, in `assembly`; here is only what makes it real.
@NullMarked
package dev.isochron.node.process;

import org.jspecify.annotations.NullMarked;
