/// How functions and operators are declared, and where they are found by name.
///
/// ```
/// Definer   takes declarations such as "lower(text) text" with what they do
/// Routines  functions by name, operators by their characters
/// Args      what bodies take out of their arguments
/// ```
///
/// Packages with functions declare them here; `resolve` looks them up. Nothing in it knows a
/// function.
@NullMarked
package dev.isochron.sql.routine;

import org.jspecify.annotations.NullMarked;
