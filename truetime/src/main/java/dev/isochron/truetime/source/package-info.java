/// How each source of time knows its bound: rules over a port to the host's clocks.
///
/// ```
/// ClockSource = KernelSource | FixedSource | SingleHostSource     one read() → one Verdict
/// Verdict     = Vouched(TimeLine) | Refused(reason, remedy)
/// TimeLine    = monotonic clock + offset, ± (half + growth × age), until it expires
/// ```
///
/// A source is asked about once a second. What it vouches for is a line over the monotonic clock,
/// so that a reading in between costs two clock reads and no decision. `host.HostTime` draws
/// readings from the line and asks again when the line is due or the wall clock has left it.
///
/// [SimulatedTime] is a clock of its own: true time comes from the simulation, the errors from a
/// seed.
///
/// Everything here is deterministic: clocks, files and processes come through [HostClock] and
/// [SharedOffset]. A source has one owner, who calls it under a lock.
@NullMarked
package dev.isochron.truetime.source;

import org.jspecify.annotations.NullMarked;
