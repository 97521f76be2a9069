/// What time it is, and how sure we are.
///
/// ```
/// Reading  = Usable(Interval) | Unusable(reason, remedy)
/// Interval = [earliest, latest] of Timestamp, nanoseconds since 1970
/// ```
///
/// A reading is an interval that is certain to contain true time; half its width is ε. The room
/// knows where a reading comes from and refuses to give one it cannot vouch for. Everybody may call
/// this package; it reads no clock and depends on nothing.
///
/// - `source`: the rules by which each source knows its bound, over a port to the host's clocks
/// - `peers`: what the intervals in peers' messages tell about them and about us
/// - `host`: the only part that reads real clocks, files and the kernel
///
/// The whole story, with the derivations, is in `docs/clock.md`.
@NullMarked
package dev.isochron.truetime;

import org.jspecify.annotations.NullMarked;
