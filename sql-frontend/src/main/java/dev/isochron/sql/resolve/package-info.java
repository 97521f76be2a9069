/// Finds out what names, operators and untyped literals mean: PostgreSQL's rules.
///
/// ```
/// Resolver   functions, operators, casts, assignments, CASE and the other forms → Expression
/// Overloads  which of several functions is meant
/// Polymorphs what `anyelement` and its like stand for
/// Coercion   puts conversions into expressions; gives untyped literals and parameters a type
/// CommonTypes the type of several alternatives: UNION, CASE, IN, …
/// ```
///
/// A literal in quotes has the type `unknown` until something asks for another. So has a parameter
/// that was not declared: [Unknowns] is told what it turns out to be. Errors carry no position; who
/// called knows where it was.
@NullMarked
package dev.isochron.sql.resolve;

import org.jspecify.annotations.NullMarked;
