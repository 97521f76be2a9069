/// `isochron bench stalls`: how long writers get no answer when a leader moves, a shard is cut, or
/// a leader is killed.
///
/// ```
/// StallPlan    how many of each
/// Writers      clients that write one row each, without a pause
/// Strikes      moves, cuts, kills; says when each was
/// StallBench   runs all of it
/// StallRows    the longest gaps as rows and targets
/// ```
///
/// A stall is the longest time in which no write of some writer ended, its own round trip included;
/// beside it stand spans in which nothing was done, which tell what the machine does by itself.
@NullMarked
package dev.isochron.bench.stall;

import org.jspecify.annotations.NullMarked;
