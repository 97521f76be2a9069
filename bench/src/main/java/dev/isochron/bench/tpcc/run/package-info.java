/// Terminals at work, and what was measured of them.
///
/// ```
/// RunPlan    terminals, ramp-up, measuring interval, whether they type and think
/// Terminals  a virtual thread for each; draws inputs, runs them, and tells the ledger
/// Ledger     counts and times by kind, by second; aborts by rule and row; errors; the longest gap
/// RunResult  what it all came to
/// ```
///
/// A response time runs from the request to the end of the last attempt. Only transactions that end
/// within the measuring interval count. Callers: the `bench tpcc` command.
@NullMarked
package dev.isochron.bench.tpcc.run;

import org.jspecify.annotations.NullMarked;
