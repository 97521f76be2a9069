/// The steps that give the rows of a statement, each pulling from those below it.
///
/// ```
/// Operator     a step of a plan; never changes, many sessions may run it at once
///   reads        KeyLookup | IndexScan | LookupJoin | FunctionScan | ValuesScan | SharedScan
///   one by one   Filter | Project | ProjectSet | Limit | Append
///   in memory    Sort | HashAggregate | Distinct | HashJoin | NestedLoop | SetStep
///                | WindowStep
/// Execution    one run of a plan: parameters, transaction, budget; the Env of its expressions
/// Budget       memory that a statement may hold
/// Profile      what EXPLAIN ANALYZE counts
/// ```
///
/// Steps hold little more than a row, but for those in memory, which draw on the budget and end
/// with 53200 when it is spent. Nothing here decides; `plan` does.
@NullMarked
package dev.isochron.sql.run;

import org.jspecify.annotations.NullMarked;
