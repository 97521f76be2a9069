/// What a query means, without saying how it is found out.
///
/// ```
/// Logical = Scan | Listed | Functions | Virtual | Shared
///         | Filter | Project | ProjectSet | Aggregate | Window | Distinct | Sort | Limit
///         | Join | SetOperation | Insert | Update | Delete
/// ```
///
/// Each node gives rows of a certain width; the columns that an expression names are those of the
/// rows below it, of a join those of the left and then those of the right. Subqueries in
/// expressions are numbers in the list of the statement's subplans. `bind` makes these trees,
/// `plan` turns them into steps.
@NullMarked
package dev.isochron.sql.logical;

import org.jspecify.annotations.NullMarked;
