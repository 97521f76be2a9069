/// One replica's storage with more data than its heap holds: loaded, changed all over, killed,
/// opened again, read, and swept of old versions.
///
/// ```
/// LargeBench    the course: two processes, one after the other, on one directory
///   LargeStore    the process: owns the storage, carries out one order after the other
///     LargeRows     what every row must be at every time, by arithmetic alone
/// ```
///
/// A row that is not what it must be ends the run. Called by `isochron bench storage`.
@NullMarked
package dev.isochron.bench.large;

import org.jspecify.annotations.NullMarked;
