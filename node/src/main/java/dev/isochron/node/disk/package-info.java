/// The real disk: the durable log's files in one directory of this machine.
///
/// [FileDisk] holds the directory's lock for as long as it is open, so two processes never write
/// one store. Called by the shell when it opens a store, and by `isochron log dump` (without the
/// lock, reading only).
@NullMarked
package dev.isochron.node.disk;

import org.jspecify.annotations.NullMarked;
