/// The ordered store on LMDB.
///
/// ```
/// LmdbStore        one environment in one directory; opened once, checked before it is mapped
///   LmdbViews      pooled read transactions, and the gate that closes while the map grows
///   LmdbCommit     one write transaction: run the edit, then commit with its sync
///   Reserve        a file that is given up when the disk is full, so that what must go on can
/// MetaPages        what the file says of itself, read before it is mapped
/// ```
///
/// Facts about LMDB that shape this, each held by a test: it has no checksums (the values have
/// their own), a truncated file kills the process (so the size is checked first), a read
/// transaction that stays open keeps deleted room from being used again (so views are short and
/// pooled), the map cannot grow while any is open (so there is a gate), and after a failed sync it
/// would go on as if nothing had happened (so the store is dead then).
///
/// Called by the assembly of a node; `docs/storage.md` shows the directory.
@NullMarked
package dev.isochron.node.lmdb;

import org.jspecify.annotations.NullMarked;
