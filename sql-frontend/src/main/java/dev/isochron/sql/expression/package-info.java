/// Typed expressions that can be executed on a row.
///
/// ```
/// Expression = Constant | ColumnReference | OuterValue | Parameter
///            | Call | Convert | SetCall | AggregateCall | WindowCall
///            | And | Or | Not | NullTest | TruthTest | DistinctTest
///            | InList | AnyElement | RowComparison
///            | ArrayOf | Subscript | Slice
///            | Case | Coalesce | Extreme | NullIf
///            | ScalarSubquery | ExistsSubquery | QuantifiedSubquery | ArraySubquery
/// Routine    = what a Call calls: a function or the function behind an operator
/// Env        = all that evaluation may know beside the row
/// ```
///
/// Expressions are immutable and know their type, their children, and the columns they read
/// ([Expressions]); [Folding] evaluates beforehand what can be. Truth has three values: a condition
/// may be null, which is unknown. Which routine a name means is the business of `resolve`.
@NullMarked
package dev.isochron.sql.expression;

import org.jspecify.annotations.NullMarked;
