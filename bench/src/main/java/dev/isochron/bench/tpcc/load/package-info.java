/// Puts the initial rows into a database: in parallel, and from where an earlier load was cut off.
///
/// ```
/// Load     part by part, the steps of a part by several threads at once
/// Progress how far it is, and how long it still takes
/// ```
///
/// Callers: the `bench tpcc` command.
@NullMarked
package dev.isochron.bench.tpcc.load;

import org.jspecify.annotations.NullMarked;
