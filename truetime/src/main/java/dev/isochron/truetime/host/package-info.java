/// The only part of this room that reads real clocks, the kernel and files, and that starts a
/// thread.
///
/// [HostTime] is the clock of a running node: it draws readings from the line that a source of
/// `dev.isochron.truetime.source` vouches for. [NodeClock] opens it by configuration. Called by
/// `node`, and by measurements.
@NullMarked
package dev.isochron.truetime.host;

import org.jspecify.annotations.NullMarked;
