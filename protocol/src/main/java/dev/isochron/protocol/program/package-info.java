/// What a shard may do with the rows of a scan before it answers: leave out those that cannot be
/// wanted, send fewer columns, or gather them into partial aggregates.
///
/// ```
/// Program   shape, inputs, test, output
/// Condition Compare | Missing | Among | Holds | All | Any | Not
/// Term      Column | Constant | Arithmetic
/// Output    Rows | Groups
/// ```
///
/// A program knows columns by number and type and nothing of SQL; it reads rows, keys and values
/// alone, so every replica computes the same. It is bounded: its parts, its depth, its constants,
/// and what it holds ([Program]).
///
/// A test that a row neither fails nor passes for certain, because arithmetic has no result, keeps
/// the row: whoever asked looks again, and raises the error that is due, or none. Programs that
/// gather must have tests that always have a result.
///
/// All are values and pure functions. Everybody from level 2 up may call.
@NullMarked
package dev.isochron.protocol.program;

import org.jspecify.annotations.NullMarked;
