/// The names of what must be true, and the error that is thrown when one of them is not.
///
/// It sits in the lowest room because every room cites it: [Invariant] lists the names of
/// `docs/invariants.md`, [InvariantViolation] is thrown by name and stops the replica that threw
/// it.
@NullMarked
package dev.isochron.truetime.invariant;

import org.jspecify.annotations.NullMarked;
