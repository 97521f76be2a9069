/// Finds out how a query is answered: logical trees in, steps out.
///
/// ```
/// Planner         Logical → steps, for a statement and each of its subqueries
/// Decorrelation   EXISTS and IN become joins
/// Pushdown        conditions go down to the rows that they are about
/// Physical        a step for each part; Joins chooses the order of joins and how each is made
/// Paths           which layout of a table answers some conditions best
/// Conditions      what a condition says about a column
/// ```
///
/// There are no statistics: how many rows a path gives is guessed from how much of a key is known.
@NullMarked
package dev.isochron.sql.plan;

import org.jspecify.annotations.NullMarked;
