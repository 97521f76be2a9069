/// The shell: threads, sockets, files and a real clock around the pure rooms.
///
/// Here the ports are implemented for real and the parts are assembled into one server process. No
/// decision is taken here that a core could take.
@NullMarked
package dev.isochron.node;

import org.jspecify.annotations.NullMarked;
