/// What loads draw by chance: which row comes next.
///
/// ```
/// Zipf   ranks 0, 1, 2, … of which the first come far more often than the last
/// ```
///
/// Callers: the benches in the sister packages.
@NullMarked
package dev.isochron.bench.draw;

import org.jspecify.annotations.NullMarked;
