/// How anything is measured here: loads, child processes, usage, and result rows.
///
/// One measurement = one [Load] order carried out by a child process against one subject, answered
/// by one [LoadResult]; what the subject's processes spent meanwhile is a [Usage]. All of it ends
/// as a list of [Row], and both the JSON file and the table on the terminal are made from those
/// rows and nothing else.
///
/// ```
/// BenchReport = bench, commit, Machine, config, Row*
/// Row         = case, subject, metric, value, unit
/// Load        = Closed(clients in flight) | Open(operations per second)
/// LoadResult  = completed, in time, failed, seconds, Latencies
/// Usage       = CPU time, bytes allocated, mark in the count of syncs
/// ```
///
/// Kept here: no coordinated omission (an open load times each operation from the instant it was
/// due, and every operation that was begun is recorded, however late it ends), a child never
/// outlives its parent, and servers listen on the loopback interface only.
///
/// Callers: the benches in the sister packages.
@NullMarked
package dev.isochron.bench.harness;

import org.jspecify.annotations.NullMarked;
