/// The consistency conditions of clause 3.3.2, on all rows of one moment.
///
/// ```
/// Consistency → Finding*   which condition, of which warehouse or district, and what was found
/// Books       what the conditions of one district compare, added up row by row
/// ```
///
/// The rows are read and the sums are made here, not by the database, so that its own arithmetic is
/// not what vouches for it. Callers: the `bench tpcc` command, tests.
@NullMarked
package dev.isochron.bench.tpcc.check;

import org.jspecify.annotations.NullMarked;
