/// SQL side by side: the same statements on three servers of ours, on PostgreSQL alone and on
/// PostgreSQL with two synchronous standbys.
///
/// A [SqlCase] is either a load, which a program of somebody else makes ([ProgramLoad]: pgbench,
/// sysbench), or a piece of work that is timed as a whole ([TimedWork]: counting, loading rows,
/// changing the schema). [SqlBench] lets the [SqlSide]s do all cases in turns, [SqlTargets] judges.
///
/// Callers: `isochron bench sql`.
@NullMarked
package dev.isochron.bench.sql;

import org.jspecify.annotations.NullMarked;
