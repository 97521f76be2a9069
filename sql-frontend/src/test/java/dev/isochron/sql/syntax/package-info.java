/// The language: what is read of a text, what is refused, and where.
///
/// The files of `syntax/` hold statements with their trees or errors. They are also what is made
/// text and read again, mutated, and compared with PostgreSQL.
@NullMarked
package dev.isochron.sql.syntax;

import org.jspecify.annotations.NullMarked;
