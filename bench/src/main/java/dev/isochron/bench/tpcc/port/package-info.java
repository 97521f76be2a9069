/// What the load and the run ask of a database, whichever it is.
///
/// ```
/// TpccStore → TpccSession   transactions, one at a time for each session
///           → TpccLoader    initial rows, step by step
///           → TpccView      all rows at one moment, for the consistency conditions
/// Outcome   = how a transaction ended, and how often it was tried
/// Aborts    ← told of every abort, by rule and row
/// ```
///
/// A session runs the transaction again when it was undone, as an application would. Implemented by
/// the sister packages `sql` and `client`.
@NullMarked
package dev.isochron.bench.tpcc.port;

import org.jspecify.annotations.NullMarked;
