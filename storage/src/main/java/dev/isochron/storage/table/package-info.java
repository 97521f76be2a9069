/// What was written lately, sorted, in memory.
///
/// ```
/// Table      everything that a replica applied since its last freeze
/// Chain      the versions of one key in a table, the oldest first
/// Chains     finds a chain by its key without walking the sorted map
/// ```
///
/// A table has one owner while it grows. Once frozen it never changes again, so that a flush may
/// read it on another thread while its replica goes on reading it.
@NullMarked
package dev.isochron.storage.table;

import org.jspecify.annotations.NullMarked;
