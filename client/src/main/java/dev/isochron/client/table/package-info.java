/// Rows of declared tables as Java sees them.
///
/// ```
/// Row       the values of one row by column name; never changes, `with` makes another
/// Values    Java objects to values and back, as the type of a column asks for
/// Layout    one table's rows as keys and bytes, and back, with errors that name columns
/// Tables    the declarations that this client has read, by name
/// RowNames  failures with the names of rows that servers cannot tell
/// ```
@NullMarked
package dev.isochron.client.table;

import org.jspecify.annotations.NullMarked;
