/// States that fit into memory, kept in one file each.
///
/// ```
/// WholeState      what is kept: applied up to a slot, and bytes that say all of it
/// WholeMachine    such a state behind a log, with its checkpoint
/// Checkpoint      the file: whose state, at which slot, its bytes, a checksum
/// ```
///
/// A damaged file counts as none. Called by whoever has such a state, `ledger` and `control`.
@NullMarked
package dev.isochron.node.checkpoint;

import org.jspecify.annotations.NullMarked;
