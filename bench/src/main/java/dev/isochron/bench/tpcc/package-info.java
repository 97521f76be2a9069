/// `isochron bench tpcc`: the whole of it, from a database that is empty to a report.
///
/// ```
/// model    what TPC-C is                      port     what it asks of a database
/// client   over the Java client               sql      over JDBC
/// load     puts the initial rows there        run      terminals, and what was measured
/// check    the consistency conditions
/// Contender   a database under test, and what it spends
/// TpccBench   loads, checks, lets contenders run in turns, checks again
/// TpccRows    results as rows, tracks and histograms of a report
/// Chaos       troubles at fixed times of a run
/// ```
///
/// Callers: the `bench tpcc` command.
@NullMarked
package dev.isochron.bench.tpcc;

import org.jspecify.annotations.NullMarked;
