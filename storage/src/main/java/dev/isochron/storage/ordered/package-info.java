/// Sorted bytes that survive a crash: the port between the versions of a node and its machine.
///
/// ```
/// OrderedStore   one per data directory; gives views, takes one atomic batch at a time
/// Cursor         a place among the entries: seek, next, previous, with bounds of the caller's own
/// View           a cursor over one consistent state; short-lived, never held across a wait
/// Edit           what a batch does, to a Transaction: a cursor that can also put and delete
/// Commit         an edit on its way to the disk: write, then sync; all of it or nothing
/// ```
///
/// Keys are ordered by their bytes, unsigned, shorter first. Two implementations pass one contract
/// test (`OrderedStoreContract`): LMDB in `node`, and memory with a crash model in `simulation`.
///
/// What goes wrong is one of three: [StoreFull] (nothing was done, room may come back),
/// [StoreFailed] (final: the process stops) and [StoreRefused] (not opened, nothing was changed).
@NullMarked
package dev.isochron.storage.ordered;

import org.jspecify.annotations.NullMarked;
