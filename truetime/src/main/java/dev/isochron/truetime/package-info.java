/// What time it is, and how sure we are.
///
/// A reading is an interval `[earliest, latest]` in nanoseconds since 1970 that is certain to
/// contain true time; half its width is ε. The room knows where a reading comes from and refuses
/// to give one it cannot vouch for.
///
/// Everybody may call this room. It depends on nothing.
@NullMarked
package dev.isochron.truetime;

import org.jspecify.annotations.NullMarked;
