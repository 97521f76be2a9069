/// How values are read from and written as PostgreSQL's texts and bytes.
///
/// ```
/// TextFormat   read(text, type, settings) → Value        write(Value, type, settings) → text
/// BinaryFormat read(bytes, type) → Value                 write(Value, type) → bytes
/// ```
///
/// What is refused is refused in PostgreSQL's words, with its SQLSTATE. Nothing here reads a clock:
/// `now` and `today` in a date are told by the caller, as one instant for a transaction.
@NullMarked
package dev.isochron.sql.format;

import org.jspecify.annotations.NullMarked;
