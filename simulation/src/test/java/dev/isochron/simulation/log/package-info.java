/// Shows that the durable log keeps what it claimed, on disks that break in every way.
///
/// ```
/// LogStory   one store's life from a seed: appends, flushes, crashes, reopenings
/// LogModel   what a sequence of records amounts to, in the plainest way
/// LogJudge   compares what was recovered with what was claimed
/// ```
@NullMarked
package dev.isochron.simulation.log;

import org.jspecify.annotations.NullMarked;
