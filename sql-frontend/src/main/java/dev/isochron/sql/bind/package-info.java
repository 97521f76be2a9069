/// Finds out what a statement means: names, scopes and types.
///
/// ```
/// Binder          a statement → Bound: its logical tree, its subplans, parameters and columns
///   QueryBinder     WITH, set operations, ORDER BY, LIMIT; SelectBinder a single SELECT
///   FromBinder      what stands in FROM → rows, and a Scope of names
///   ChangeBinder    INSERT, UPDATE, DELETE
///   ExpressionBinder  expressions, by the rules of `resolve`; Grouping what GROUP BY allows
/// Scope           the columns that can be named, in one query; Frame what it takes from those around
/// Context         what all of them share: the catalog, the parameters, the subplans
/// RulesOf         constraints of tables, ready to be evaluated
/// ```
///
/// What a statement may not mean is refused here, with PostgreSQL's codes, words and positions.
@NullMarked
package dev.isochron.sql.bind;

import org.jspecify.annotations.NullMarked;
